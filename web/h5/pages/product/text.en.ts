import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Product",
  emptyTitle: "Fetching the product",
  emptyHint: "Its details will be here in a moment.",
} as const satisfies SameKeys<typeof zh>;
