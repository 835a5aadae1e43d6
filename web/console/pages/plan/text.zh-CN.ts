export default {
  title: "本周计划",
  lead: "为每个人选最合适的一次触达，或者不打扰",
  emptyTitle: "还没有计划",
  emptyHint: "模型拟合后即可生成本周计划，由你审核。",
} as const;
