export default {
  title: "订单",
  lead: "付款、发货与退款",
  emptyTitle: "还没有订单",
  emptyHint: "直播间成交或导入的订单会在这里。",
} as const;
