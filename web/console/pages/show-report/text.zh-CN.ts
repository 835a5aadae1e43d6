export default {
  title: "场次复盘",
  lead: "这一场的表现，以及之后的 7 天和 30 天",
  emptyTitle: "这一场还没有数字",
  emptyHint: "下播一分钟内，这里会有完整的数字。",
} as const;
