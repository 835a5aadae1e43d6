import type { SameKeys } from "../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  home: "Home",
  orders: "Orders",
  inbox: "Inbox",
  me: "Me",
  cart: "Cart",
  cartWith: "Cart, {{count}} items",
  unread: "{{count}} unread",
  back: "Back",
  close: "Close",
  tabs: "Main",
  skip: "Skip to content",
  offline: "You are offline. This goes on by itself once you are back.",
  slow: "The network is slow, one moment",
  lostTitle: "Nothing is here",
  lostHint: "The link may have expired. See what is live on the home page.",
  toHome: "To the home page",
} as const satisfies SameKeys<typeof zh>;
