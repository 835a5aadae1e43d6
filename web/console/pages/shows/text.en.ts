import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Shows",
  lead: "Plan, go on air, look back",
  emptyTitle: "No shows yet",
  emptyHint: "Plan a show, fill its run-sheet, and go on air.",
} as const satisfies SameKeys<typeof zh>;
