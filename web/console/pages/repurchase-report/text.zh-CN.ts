export default {
  title: "复购报告",
  lead: "分批次看复购率与累计价值",
  emptyTitle: "还没有足够的订单",
  emptyHint: "首单与复购会按月分组呈现。",
} as const;
