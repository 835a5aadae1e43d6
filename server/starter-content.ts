import type { ContentInput } from "./engage/index.ts";

/**
 * Four pieces that give something and suit any shop, so that the first weekly plan has more to say than offers. The
 * merchant rewrites or retires them under Content.
 */
export const starterContent: readonly ContentInput[] = [
  {
    kind: "service",
    title: { zh: "包裹从付款到到手", en: "From your order to your door" },
    body: {
      zh: "付款后我们当天或次日打包，寄出时你会在消息里看到单号。收到后如有破损，拍一张照片发给我们，不必先寄回。",
      en: "We pack on the same or the next day, and you find the tracking number among your messages. If something arrives damaged, send us a photo; there is no need to return it first.",
    },
  },
  {
    kind: "tip",
    title: { zh: "三种问我们的方法", en: "Three ways to ask us" },
    body: {
      zh: "直播时在弹幕里问，主播会当场回答；平时回复任何一条消息；或者把问题写在订单留言里。我们把问得最多的整理成文章。",
      en: "Ask in the chat while we are live, answer any message, or leave a note with your order. What is asked most becomes an article.",
    },
  },
  {
    kind: "story",
    title: { zh: "我们怎么挑选上架的东西", en: "How we choose what we sell" },
    body: {
      zh: "每一样先自己用满一个月，再请三位老顾客试。两位以上愿意自己留下，才会出现在直播间。",
      en: "Each thing is used by ourselves for a month and then tried by three long-time customers. Only if two of them want to keep it does it come into a show.",
    },
  },
  {
    kind: "service",
    title: { zh: "多久联系一次，由你决定", en: "You decide how often we write" },
    body: {
      zh: "我们一周最多联系两三次，夜里不打扰，大多是有用的内容。在「我的 · 我的数据」里可以调成更少，也可以随时停下。",
      en: "Two or three messages a week at most, none at night, and mostly something useful. Under “Me · My data” you can make it less, or stop it at any time.",
    },
  },
];
