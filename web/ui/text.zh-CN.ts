export default {
  language: "语言",
  retry: "重试",
  close: "关闭",
  loading: "加载中",
  requestId: "请求编号 {{id}}",
  qrFor: "二维码：{{what}}",
  copy: "复制",
  copied: "已复制",
  brand: "回响",
} as const;
