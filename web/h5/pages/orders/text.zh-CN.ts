export default {
  title: "我的订单",
  emptyTitle: "还没有订单",
  emptyHint: "在直播间或首页下单后，会出现在这里。",
  lead: "你在本店下的每一笔订单",
} as const;
