export default {
  title: "事实流",
  lead: "系统里发生的每一件事",
  emptyTitle: "还没有事实",
  emptyHint: "下单、观看、触达都会成为一条事实。",
} as const;
