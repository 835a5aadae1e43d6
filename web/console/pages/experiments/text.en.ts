import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Experiments",
  lead: "What touches really caused: against the control group that is never touched",
  emptyTitle: "Nothing to compare yet",
  emptyHint: "Once both groups have some weeks of data, the difference and its certainty stand here.",
  from: "From",
  until: "Until",
  how: "How to read it: the line is the 95 % interval; while it touches zero nothing is known. It stays valid however often one looks.",
  chart: "Difference for each member, with its 95 % interval",
  chartLabel: "Difference between touched and control for each figure, with intervals",
  metric_repeat_orders: "Repeat orders per member",
  metric_revenue: "Revenue per member",
  metric_unsubscribes: "Unsubscribes per member",
  metric_refunds: "Refunds per member",
  treated: "Touched",
  control: "Control",
  people: "{{count}} people",
  difference: "Difference",
  interval: "95 % between {{low}} and {{high}}",
  verdict_gain: "Known: touches did good",
  verdict_loss: "Known: touches did harm",
  verdict_not_yet_known: "Not yet known",
  plain_not_yet_known:
    "The difference may lie anywhere between {{low}} and {{high}}; not even its direction is known. It takes more people or more time.",
  variance: "Earlier behaviour took out {{share}} of the noise",
  ratioBad: "The sizes of the groups do not fit what was set. Find out why before believing these figures.",
  growth: "Growth",
  harm: "Harm",
  window: "{{from}} to {{until}}",
} as const satisfies SameKeys<typeof zh>;
