import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Forecasts",
  lead: "Who comes back, and when they need it",
  emptyTitle: "No forecasts yet",
  emptyHint: "With an order history, each person's return can be estimated.",
} as const satisfies SameKeys<typeof zh>;
