export default {
  title: "总览",
  lead: "今天的直播、会员与复购，一眼看清",
  emptyTitle: "还没有可以总览的内容",
  emptyHint: "有了直播和订单后，关键数字会出现在这里。",
} as const;
