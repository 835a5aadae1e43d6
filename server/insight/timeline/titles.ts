import type { EventName } from "../../../contract/events.ts";
import type { Fact } from "../../platform/events/index.ts";
import type { Names, Wording } from "./gather-names.ts";
import { channelName, touchTitles } from "./touch-titles.ts";

export type Titles<T extends EventName> = {
  readonly [Type in T]: (fact: Fact<Type>, names: Names) => readonly [zh: string, en: string];
};

const identityKinds: Readonly<Record<string, Wording>> = {
  phone: { zh: "手机号", en: "phone" },
  email: { zh: "邮箱", en: "e-mail" },
  device: { zh: "设备", en: "device" },
  wechat_unionid: { zh: "微信", en: "WeChat" },
  wecom_external_userid: { zh: "企业微信", en: "WeCom" },
  customer_number: { zh: "客户编号", en: "customer number" },
};

function kindName(kind: string): Wording {
  return identityKinds[kind] ?? { zh: kind, en: kind };
}

const reasons: Readonly<Record<string, Wording>> = {
  expired: { zh: "超时未支付", en: "not paid in time" },
  by_shopper: { zh: "本人取消", en: "by the shopper" },
  by_staff: { zh: "店铺取消", en: "by the shop" },
};

function watched(seconds: number): Wording {
  if (seconds < 60) return { zh: `${seconds} 秒`, en: `${seconds} s` };
  const minutes = Math.round(seconds / 60);
  return { zh: `${minutes} 分钟`, en: `${minutes} min` };
}

const shopTitles: Titles<
  | "member.seen"
  | "member.joined"
  | "member.merged"
  | "identity.conflicted"
  | "order.placed"
  | "order.paid"
  | "order.cancelled"
  | "order.refunded"
  | "order.shipped"
  | "order.imported"
  | "coupon.issued"
> = {
  "member.seen": ({ data }) =>
    data.newGuest ? ["第一次来访", "Came for the first time"] : ["再次来访", "Came again"],
  "member.joined": ({ data }) => {
    if (data.imported) return ["随历史订单导入成为会员", "Became a member by import of earlier orders"];
    const kind = kindName(data.via);
    return [`用${kind.zh}加入会员`, `Joined as a member with her ${kind.en}`];
  },
  "member.merged": () => ["访客记录并入该会员", "What she did as a guest was joined to her"],
  "identity.conflicted": ({ data }) => {
    const kind = kindName(data.kind);
    return [
      `${kind.zh}与另一位会员冲突，待人工确认`,
      `Her ${kind.en} is claimed by another member; waits for review`,
    ];
  },
  "order.placed": ({ data, subjectId }, names) => {
    const money = names.money(data.totalCents, data.currency);
    const number = names.orderNumber(subjectId);
    return [`下单 ${number}，${money.zh}`, `Placed order ${number}, ${money.en}`];
  },
  "order.paid": ({ data }, names) => {
    const money = names.money(data.totalCents, data.currency);
    return [`支付订单 ${data.number}，${money.zh}`, `Paid order ${data.number}, ${money.en}`];
  },
  "order.cancelled": ({ data, subjectId }, names) => {
    const reason = reasons[data.reason]!;
    const number = names.orderNumber(subjectId);
    return [`订单 ${number} 已取消：${reason.zh}`, `Order ${number} was cancelled: ${reason.en}`];
  },
  "order.refunded": ({ data, subjectId }, names) => {
    const money = names.money(data.cents);
    const number = names.orderNumber(subjectId);
    const how = data.full ? { zh: "全额", en: "in full" } : { zh: "部分", en: "in part" };
    return [
      `订单 ${number} ${how.zh}退款 ${money.zh}`,
      `Order ${number} was refunded ${how.en}, ${money.en}`,
    ];
  },
  "order.shipped": ({ subjectId }, names) => {
    const number = names.orderNumber(subjectId);
    return [`订单 ${number} 已发货`, `Order ${number} left the shop`];
  },
  "order.imported": ({ data }, names) => {
    const money = names.money(data.totalCents, data.currency);
    return [
      `历史订单 ${data.number}（${data.source}），${money.zh}`,
      `Earlier order ${data.number} (${data.source}), ${money.en}`,
    ];
  },
  "coupon.issued": ({ data }, names) => {
    const money = names.money(data.offCents);
    return [`获得 ${money.zh} 优惠券`, `Was given a coupon of ${money.en}`];
  },
};

const liveTitles: Titles<
  | "show.entered"
  | "show.left"
  | "show.watched"
  | "show.liked"
  | "chat.said"
  | "chat.muted"
  | "product.seen"
  | "product.opened"
> = {
  "show.entered": ({ subjectId }, names) => {
    const show = names.show(subjectId);
    return [`进入直播间《${show.zh}》`, `Entered the show “${show.en}”`];
  },
  "show.left": ({ subjectId, data }, names) => {
    const show = names.show(subjectId);
    const time = watched(data.seconds);
    return [`离开直播间《${show.zh}》，停留 ${time.zh}`, `Left the show “${show.en}” after ${time.en}`];
  },
  "show.watched": ({ subjectId, data }, names) => {
    const show = names.show(subjectId);
    const time = watched(data.seconds);
    return [`观看《${show.zh}》${time.zh}`, `Watched “${show.en}” for ${time.en}`];
  },
  "show.liked": ({ subjectId, data }, names) => {
    const show = names.show(subjectId);
    return [`为《${show.zh}》点赞 ${data.count} 次`, `Liked “${show.en}” ${data.count} times`];
  },
  "chat.said": ({ data }) => [`在直播间说：${data.text}`, `Said in the room: ${data.text}`],
  "chat.muted": ({ data }) => {
    const time =
      data.minutes === null
        ? { zh: "", en: "" }
        : { zh: ` ${data.minutes} 分钟`, en: ` for ${data.minutes} min` };
    const why = data.reason ? { zh: `：${data.reason}`, en: `: ${data.reason}` } : { zh: "", en: "" };
    return [`在直播间被禁言${time.zh}${why.zh}`, `Was muted in the room${time.en}${why.en}`];
  },
  "product.seen": ({ subjectId }, names) => {
    const product = names.product(subjectId);
    return [`看到商品：${product.zh}`, `Saw ${product.en}`];
  },
  "product.opened": ({ subjectId }, names) => {
    const product = names.product(subjectId);
    return [`点开商品：${product.zh}`, `Opened ${product.en}`];
  },
};

const joinTitles: Titles<
  | "join.scanned"
  | "join.completed"
  | "join.consented"
  | "join.replied"
  | "benefit.issued"
  | "bag.entered"
  | "bag.won"
> = {
  "bag.entered": ({ data }, names) => {
    const show = names.show(data.showId);
    return [`在《${show.zh}》参与福袋`, `Took part in a lucky bag in “${show.en}”`];
  },
  "bag.won": ({ data }, names) => {
    const show = names.show(data.showId);
    return [`在《${show.zh}》抽中福袋`, `Won in a lucky bag in “${show.en}”`];
  },
  "join.scanned": ({ data }) => [
    `扫码或点开加入链接（${data.channel}）`,
    `Opened a join link (${data.channel})`,
  ],
  "join.completed": ({ data }) =>
    data.newMember
      ? [`经加入码成为会员（${data.channel}）`, `Became a member over a join code (${data.channel})`]
      : [`经加入码再次加入（${data.channel}）`, `Came in over a join code again (${data.channel})`],
  "join.consented": ({ data }) => {
    const channels = data.channels.map((channel) => channelName(channel));
    return [
      `加入时同意接收：${channels.map(({ zh }) => zh).join("、")}`,
      `Allowed while joining: ${channels.map(({ en }) => en).join(", ")}`,
    ];
  },
  "join.replied": ({ data }) => [`首次回复：${data.text}`, `First reply: ${data.text}`],
  "benefit.issued": () => ["领取入会福利", "Was given the benefit for joining"],
};

const titles: Readonly<Record<string, unknown>> = {
  ...shopTitles,
  ...liveTitles,
  ...joinTitles,
  ...touchTitles,
};

/** In words, in both languages. A type that nobody has put into words shows its name. */
export function titleOf(fact: Fact, names: Names): Wording {
  const title = titles[fact.type] as ((fact: Fact, names: Names) => readonly [string, string]) | undefined;
  const [zh, en] = title?.(fact, names) ?? [fact.type, fact.type];
  return { zh: zh.slice(0, 4000), en: en.slice(0, 4000) };
}
