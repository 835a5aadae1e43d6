import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Repurchase report",
  lead: "Repurchase rate and value, cohort by cohort",
  emptyTitle: "Not enough orders yet",
  emptyHint: "First and repeat orders are shown by month of the first.",
} as const satisfies SameKeys<typeof zh>;
