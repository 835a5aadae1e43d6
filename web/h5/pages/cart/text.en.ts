import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Cart",
  emptyTitle: "Your cart is empty",
  emptyHint: "Tap a product in a show or in the shop to put it here.",
  toShop: "Look around the shop",
  remove: "Remove",
  removeTitle: "Remove {{title}}",
  emptyCart: "Empty the cart",
} as const satisfies SameKeys<typeof zh>;
