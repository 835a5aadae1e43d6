export default {
  title: "直播间后台",
  leave: "离开",
  picture: "画面",
  noPicture: "摄像头还没有打开",
  noPictureHint: "允许使用摄像头和麦克风后，画面会先在这里预览，再由你决定开播。",
  products: "排品",
  chat: "弹幕",
  chatEmpty: "开播后，观众的话会出现在这里。",
  productsEmpty: "把商品排进这一场，就能在这里讲解。",
  offAir: "未开播",
} as const;
