import type { SameKeys } from "../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  more: "Show more",
  copy: "Copy link",
  copied: "Copied",
  chinese: "Chinese",
  english: "English",
} as const satisfies SameKeys<typeof zh>;
