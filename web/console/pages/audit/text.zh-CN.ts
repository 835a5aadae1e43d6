export default {
  title: "审计日志",
  lead: "谁在什么时候改了什么",
  emptyTitle: "还没有记录",
  emptyHint: "敏感操作都会留下记录。",
} as const;
