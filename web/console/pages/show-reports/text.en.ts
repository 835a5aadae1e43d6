import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Show reports",
  lead: "What a show brought, then and after",
  emptyTitle: "No show to look back on yet",
  emptyHint: "Within a minute of a show's end its figures are here.",
} as const satisfies SameKeys<typeof zh>;
