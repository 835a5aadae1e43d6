import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Experiments",
  lead: "Only what exceeds the control group counts",
  emptyTitle: "Nothing to compare yet",
  emptyHint: "Five per cent of members are never touched, to prove what the rest is worth.",
} as const satisfies SameKeys<typeof zh>;
