import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Facts",
  lead: "Everything that happened",
  emptyTitle: "No facts yet",
  emptyHint: "Orders, views and touches each become a fact.",
} as const satisfies SameKeys<typeof zh>;
