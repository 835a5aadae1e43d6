export default {
  title: "成为会员",
  emptyTitle: "邀请码 {{code}}",
  emptyHint: "两步即可加入，正在看的直播不会中断。",
} as const;
