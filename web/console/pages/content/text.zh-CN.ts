export default {
  title: "内容",
  lead: "先有价值，再谈销售",
  emptyTitle: "还没有内容",
  emptyHint: "写一篇值得看的内容，计划会为它挑选合适的人。",
} as const;
