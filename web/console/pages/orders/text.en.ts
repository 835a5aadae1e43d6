import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Orders",
  lead: "Payment, shipping and refunds",
  emptyTitle: "No orders yet",
  emptyHint: "Orders from shows and imports will be listed here.",
} as const satisfies SameKeys<typeof zh>;
