import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Touches and trust budget",
  lead: "Every touch has its reason",
  emptyTitle: "No touches yet",
  emptyHint: "Each message that was sent, deferred or held back is listed with its reason.",
} as const satisfies SameKeys<typeof zh>;
