export default {
  title: "商品",
  lead: "商品、规格、库存与价格",
  emptyTitle: "还没有商品",
  emptyHint: "添加商品后，就能排进直播间。",
} as const;
