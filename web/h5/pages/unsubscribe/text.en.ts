import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Unsubscribe",
  emptyTitle: "Stop these messages",
  emptyHint: "It takes effect at once. You can turn them on again under “Me”.",
} as const satisfies SameKeys<typeof zh>;
