import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  onAir: "Live now",
  upcoming: "Coming up",
  ended: "Recent shows",
  products: "In the shop",
  live: "Live",
  watching_one: "{{count}} watching",
  watching_other: "{{count}} watching",
  with: "with {{name}}",
  quietTitle: "No show right now",
  quietHint: "Have a look around the shop until the next one.",
  noProducts: "The shelves are being filled",
  noProductsHint: "Products appear here once they are on sale.",
  memberPrice: "Members",
  soldOut: "Sold out",
} as const satisfies SameKeys<typeof zh>;
