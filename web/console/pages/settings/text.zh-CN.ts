export default {
  title: "设置与员工",
  lead: "店铺、员工与接口密钥",
  emptyTitle: "还没有可设置的内容",
  emptyHint: "登录后可以修改店铺信息。",
} as const;
