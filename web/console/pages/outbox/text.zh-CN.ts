export default {
  title: "发件箱（演示）",
  lead: "演示店不会真的发出任何消息",
  emptyTitle: "发件箱是空的",
  emptyHint: "验证码和邮件会出现在这里。",
} as const;
