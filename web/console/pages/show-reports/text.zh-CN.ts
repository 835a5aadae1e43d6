export default {
  title: "直播复盘",
  lead: "一场直播当时与之后带来的",
  emptyTitle: "还没有可复盘的直播",
  emptyHint: "下播一分钟内，这里会有完整的数字。",
} as const;
