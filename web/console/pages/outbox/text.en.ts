import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Outbox (demo)",
  lead: "The demo sends nothing outside",
  emptyTitle: "The outbox is empty",
  emptyHint: "Sign-in codes and mails appear here.",
} as const satisfies SameKeys<typeof zh>;
