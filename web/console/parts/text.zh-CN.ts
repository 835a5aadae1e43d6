export default {
  more: "再看一些",
  copy: "复制链接",
  copied: "已复制",
  chinese: "中文",
  english: "英文",
  gaugeLabel: "销售类占 {{share}}，上限 {{limit}}",
  gaugeGood: "在 {{limit}} 的上限之内",
  gaugeBad: "超过 {{limit}} 的上限，销售类先等价值类追上来",
} as const;
