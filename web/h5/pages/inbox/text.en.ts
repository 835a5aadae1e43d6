import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Inbox",
  lead: "What the shop wrote to you",
  emptyTitle: "No messages yet",
  emptyHint: "This shop writes at most two or three times a week, and seldom to sell.",
  more: "More messages",
  often: "Choose how often the shop writes",
  unread: "Unread",
  value: "Something useful",
  sales: "Selling",
  service: "Order and service",
  messageTitle: "Message",
  goneTitle: "This message is not here",
  goneHint: "It may belong to another account. Sign in and look again.",
  whyTitle: "Why you got this",
  open: "Have a look",
  seeOrder: "See the order",
  seeShow: "To the show",
  seeProduct: "See the product",
} as const satisfies SameKeys<typeof zh>;
