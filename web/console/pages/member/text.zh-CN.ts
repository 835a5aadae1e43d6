export default {
  title: "会员详情",
  lead: "一个人的全部往来",
  emptyTitle: "没有可显示的往来",
  emptyHint: "观看、下单、消息会汇成一条时间线。",
} as const;
