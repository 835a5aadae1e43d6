import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Content",
  lead: "Value first, then sales",
  emptyTitle: "No content yet",
  emptyHint: "Write something worth reading; the plan finds the people for it.",
} as const satisfies SameKeys<typeof zh>;
