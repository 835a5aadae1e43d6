export default {
  title: "场次",
  lead: "安排、开播与复盘",
  emptyTitle: "还没有场次",
  emptyHint: "安排一场直播，排好品，就可以开播。",
} as const;
