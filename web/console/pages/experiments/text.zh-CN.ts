export default {
  title: "实验与对照",
  lead: "和对照组比，多出来的才算数",
  emptyTitle: "还没有对照结果",
  emptyHint: "总有百分之五的会员不被打扰，用来证明效果。",
} as const;
