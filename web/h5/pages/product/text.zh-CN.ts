export default {
  title: "商品",
  kinds: "规格与价格",
  onlyKind: "标准规格",
  left: "剩 {{count}} 件",
  soldOut: "已售罄",
  lasts: "一件一般能用 {{days}} 天左右。",
  added: "已加入购物车",
  cart: "购物车，{{count}} 件",
  add: "加入购物车",
  buy: "立即购买",
} as const;
