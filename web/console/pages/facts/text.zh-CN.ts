export default {
  title: "事实流",
  lead: "系统记下的每一件事，最新的在前；其余一切都由它推出来",
  emptyTitle: "还没有事实",
  emptyHint: "店里一有动静，这里就会出现。",
  type: "按类型筛选，如 order.paid",
  at: "时间",
  fact: "事实",
  member: "会员",
  data: "内容",
  export: "导出 CSV",
  live: "自动更新",
} as const;
