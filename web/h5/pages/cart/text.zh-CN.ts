export default {
  title: "购物车",
  emptyTitle: "购物车是空的",
  emptyHint: "看直播时点商品卡片，就能加进来。",
  toShop: "去逛逛",
  remove: "移除",
  removeTitle: "移除 {{title}}",
  emptyCart: "清空购物车",
} as const;
