import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Inbox",
  emptyTitle: "No messages yet",
  emptyHint: "This shop writes at most two or three times a week, and seldom to sell.",
  lead: "What the shop wrote to you",
} as const satisfies SameKeys<typeof zh>;
