import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Settings and staff",
  lead: "Shop, staff and API keys",
  emptyTitle: "Nothing to set yet",
  emptyHint: "Sign in to change the shop's details.",
} as const satisfies SameKeys<typeof zh>;
