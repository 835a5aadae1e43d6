export default {
  title: "消息",
  emptyTitle: "还没有消息",
  emptyHint: "本店每周最多发两三条消息，而且大多不是推销。",
  lead: "店铺写给你的话",
} as const;
