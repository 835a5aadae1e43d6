import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Imports",
  lead: "Bring order and customer history along",
  emptyTitle: "No imports yet",
  emptyHint: "CSV and XLSX exports of Youzan, Shopify and others are understood.",
} as const satisfies SameKeys<typeof zh>;
