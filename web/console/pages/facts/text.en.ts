import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Facts",
  lead: "Everything the house writes down, newest first; all else is derived from it",
  emptyTitle: "No facts yet",
  emptyHint: "As soon as something happens in the shop it appears here.",
  type: "Filter by type, such as order.paid",
  at: "When",
  fact: "Fact",
  member: "Member",
  data: "Data",
  export: "Export CSV",
  live: "Keep current",
} as const satisfies SameKeys<typeof zh>;
