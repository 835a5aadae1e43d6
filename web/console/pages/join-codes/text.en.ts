import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Join codes",
  lead: "Who came through which door",
  emptyTitle: "No join codes yet",
  emptyHint: "A code carries show, product and channel, so the way from scan to order can be followed.",
} as const satisfies SameKeys<typeof zh>;
