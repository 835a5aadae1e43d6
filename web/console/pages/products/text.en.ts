import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Products",
  lead: "Products, variants, stock and prices",
  emptyTitle: "No products yet",
  emptyHint: "Add a product, then put it on a show's run-sheet.",
} as const satisfies SameKeys<typeof zh>;
