import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  axisGmv: "Sales ({{currency}})",
  axisPeople: "People",
  toShows: "Plan a show",
  title: "Show reports",
  lead: "What each show brought, then and in the 7 and 30 days after",
  emptyTitle: "No show has ended yet",
  emptyHint: "A report appears here within a minute of the end of a show.",
  show: "Show",
  when: "Began",
  viewers: "Viewers",
  gmv: "GMV",
  orders: "Orders",
  gpm: "GPM",
  joinRate: "Join rate",
  returning: "Returning share",
  refund: "Refund rate",
  trend: "The last shows",
  trendLabel: "GMV and viewers of each of the last shows",
} as const satisfies SameKeys<typeof zh>;
