export default {
  title: "直播间",
  emptyTitle: "正在进入直播间",
  emptyHint: "开播后画面会自动接上，不用刷新。",
} as const;
