import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Overview",
  lead: "Today's shows, members and repeat business at a glance",
  emptyTitle: "Nothing to sum up yet",
  emptyHint: "Key figures appear here once there are shows and orders.",
} as const satisfies SameKeys<typeof zh>;
