import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "My orders",
  emptyTitle: "No orders yet",
  emptyHint: "What you order in a show or in the shop will be here.",
  lead: "Every order you placed in this shop",
} as const satisfies SameKeys<typeof zh>;
