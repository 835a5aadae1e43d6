import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Show report",
  lead: "This show, and the 7 and 30 days after it",
  emptyTitle: "No figures for this show yet",
  emptyHint: "They are here within a minute of its end.",
} as const satisfies SameKeys<typeof zh>;
