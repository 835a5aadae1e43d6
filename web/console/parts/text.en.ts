import type { SameKeys } from "../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  more: "Show more",
  copy: "Copy link",
  copied: "Copied",
  chinese: "Chinese",
  english: "English",
  gaugeLabel: "{{share}} sells, the limit is {{limit}}",
  gaugeGood: "Within the limit of {{limit}}",
  gaugeBad: "Above {{limit}}: selling waits until value catches up",
} as const satisfies SameKeys<typeof zh>;
