import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Live room",
  emptyTitle: "Entering the room",
  emptyHint: "The picture starts by itself when the host goes on air.",
} as const satisfies SameKeys<typeof zh>;
