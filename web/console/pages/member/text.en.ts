import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Member",
  lead: "Everything that passed between the shop and one person",
  emptyTitle: "Nothing to show yet",
  emptyHint: "Watching, orders and messages become one timeline.",
} as const satisfies SameKeys<typeof zh>;
