export default {
  title: "我的",
  guest: "你好，访客",
  guestHint: "不用注册也能看直播、发弹幕。加入会员后，订单和优惠会跟着你走。",
  myOrders: "我的订单",
  myData: "我的数据与打扰频率",
  myDataHint: "本店知道什么、多久联系你一次",
  language: "语言",
} as const;
