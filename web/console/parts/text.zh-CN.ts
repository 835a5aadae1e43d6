export default {
  more: "再看一些",
  copy: "复制链接",
  copied: "已复制",
  chinese: "中文",
  english: "英文",
} as const;
