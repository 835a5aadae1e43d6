import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Audit log",
  lead: "Who changed what, and when",
  emptyTitle: "No entries yet",
  emptyHint: "Every sensitive step leaves an entry.",
} as const satisfies SameKeys<typeof zh>;
