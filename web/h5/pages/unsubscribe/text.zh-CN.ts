export default {
  title: "退订",
  emptyTitle: "不再接收这类消息",
  emptyHint: "确认后立即生效，随时可以在“我的”里重新打开。",
} as const;
