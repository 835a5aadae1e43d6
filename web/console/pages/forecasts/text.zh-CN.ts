export default {
  title: "预测",
  lead: "谁会回来，何时需要",
  emptyTitle: "还没有预测",
  emptyHint: "有了订单历史，就能估计每个人的回购。",
} as const;
