import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "My data and how often",
  emptyTitle: "What this shop knows of you",
  emptyHint:
    "What is known, why, and how often you are written to. You can take it with you, or have it deleted.",
} as const satisfies SameKeys<typeof zh>;
