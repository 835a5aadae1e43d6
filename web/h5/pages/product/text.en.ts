import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Product",
  kinds: "Options and prices",
  onlyKind: "One size",
  left: "{{count}} left",
  soldOut: "Sold out",
  lasts: "One usually lasts about {{days}} days.",
  added: "In your cart",
  cart: "Cart, {{count}} items",
  add: "Add to cart",
  buy: "Buy now",
} as const satisfies SameKeys<typeof zh>;
