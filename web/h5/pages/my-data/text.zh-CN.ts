export default {
  title: "我的数据与打扰频率",
  emptyTitle: "这里会告诉你本店知道什么",
  emptyHint: "知道什么、为什么知道、多久联系你一次；你可以导出，也可以删除。",
} as const;
