import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Become a member",
  emptyTitle: "Invitation {{code}}",
  emptyHint: "Two taps, and the show goes on meanwhile.",
} as const satisfies SameKeys<typeof zh>;
