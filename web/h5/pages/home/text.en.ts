import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  onAir: "Live now",
  upcoming: "Coming up",
  ended: "Recent shows",
  buyAgain: "Buy again, now",
  lastBought: "Last bought {{when}}",
  dueNow: "Probably used up",
  dueAround: "Lasts until about {{when}}",
  hostedBy: "with {{name}}",
  products: "In the shop",
  quietTitle: "No show right now",
  quietHint: "Have a look around the shop until the next one.",
  noProducts: "The shelves are being filled",
  noProductsHint: "Products appear here once they are on sale.",
} as const satisfies SameKeys<typeof zh>;
