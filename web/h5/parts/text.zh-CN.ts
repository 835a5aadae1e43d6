export default {
  live: "直播中",
  watching: "{{count}} 人在看",
  enter: "进入直播间",
  with: "主播 {{name}}",
  memberPrice: "会员价",
  soldOut: "已售罄",
} as const;
