export default {
  title: "商品",
  emptyTitle: "正在读取商品",
  emptyHint: "稍等片刻，商品详情马上就来。",
} as const;
