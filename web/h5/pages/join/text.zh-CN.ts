export default {
  title: "成为会员",
  invites: "{{shop}} 邀请你加入会员",
  fromShow: "来自直播「{{title}}」",
  noBenefit: "加入后享会员价，订单和优惠跟着你走。",
  onlyWatch: "先不加入，去看直播",
  onlyLook: "先不加入，去店里看看",
  unknownTitle: "这个邀请已失效",
  unknownHint: "链接可能不完整，或者活动已经结束。店里仍然欢迎你。",
  toShop: "去店里看看",
} as const;
