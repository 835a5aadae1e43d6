export default {
  title: "导入",
  lead: "把历史订单和客户带进来",
  emptyTitle: "还没有导入记录",
  emptyHint: "支持有赞、Shopify 等导出的 CSV 与 XLSX。",
} as const;
