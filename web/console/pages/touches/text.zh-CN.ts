export default {
  title: "触达与信任预算",
  lead: "每一次打扰都有理由",
  emptyTitle: "还没有触达",
  emptyHint: "发出、推迟或拦下的每一条消息，都会连同理由列在这里。",
} as const;
