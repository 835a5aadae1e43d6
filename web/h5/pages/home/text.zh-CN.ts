export default {
  onAir: "正在直播",
  upcoming: "即将开播",
  ended: "最近的直播",
  buyAgain: "该补货了",
  lastBought: "上次购买 {{when}}",
  dueNow: "差不多用完了",
  dueAround: "大约 {{when}} 用完",
  products: "店里的好物",
  quietTitle: "现在没有直播",
  quietHint: "下一场开播前，先看看店里的好物。",
  noProducts: "店里还在上新",
  noProductsHint: "商品上架后会出现在这里。",
} as const;
