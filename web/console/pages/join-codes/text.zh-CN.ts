export default {
  title: "活码",
  lead: "每个入口带来了谁",
  emptyTitle: "还没有活码",
  emptyHint: "活码带着场次、商品和渠道，扫码到下单一路可查。",
} as const;
