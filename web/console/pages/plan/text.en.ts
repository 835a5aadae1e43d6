import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Weekly plan",
  lead: "The best next touch for each person, or none",
  emptyTitle: "No plan yet",
  emptyHint: "Once the forecasts are fitted, the week's plan is made for you to approve.",
} as const satisfies SameKeys<typeof zh>;
