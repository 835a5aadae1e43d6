import type { SameKeys } from "../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  live: "Live",
  watching: "{{count}} watching",
  enter: "Enter",
  with: "with {{name}}",
  memberPrice: "Members",
  soldOut: "Sold out",
} as const satisfies SameKeys<typeof zh>;
