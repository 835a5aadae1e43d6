import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Members",
  lead: "One record for each person",
  emptyTitle: "No members yet",
  emptyHint: "People appear here when they join or when orders are imported.",
} as const satisfies SameKeys<typeof zh>;
