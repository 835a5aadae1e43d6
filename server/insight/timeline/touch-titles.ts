import type { Wording } from "./gather-names.ts";
import type { Titles } from "./titles.ts";

/** The gate's rules as a member would be told them. */
const rules: Readonly<Record<string, Wording>> = {
  expired: { zh: "已过时", en: "it was too late for it" },
  not_a_member: { zh: "还不是会员", en: "not a member yet" },
  control_group: { zh: "属于对照组，不打扰", en: "in the control group, which is never touched" },
  no_consent: { zh: "未同意该渠道", en: "no consent for the channel" },
  channel_unreachable: { zh: "该渠道无法送达", en: "the channel does not reach her" },
  quiet_hours: { zh: "免打扰时段", en: "quiet hours" },
  minimum_gap: { zh: "距上次触达太近", en: "too soon after the last touch" },
  weekly_budget: { zh: "本周触达已满", en: "the week's budget is spent" },
  sales_share_member: { zh: "销售类占比已达上限", en: "too large a share of her touches would sell" },
  sales_share_shop: {
    zh: "全店销售类占比已达上限",
    en: "too large a share of the shop's touches would sell",
  },
  duplicate: { zh: "内容重复", en: "she had the same lately" },
};

const channels: Readonly<Record<string, Wording>> = {
  inbox: { zh: "站内信", en: "inbox" },
  email: { zh: "邮件", en: "e-mail" },
};

export function channelName(channel: string): Wording {
  return channels[channel] ?? { zh: channel, en: channel };
}

export const touchTitles: Titles<
  | "consent.changed"
  | "budget.adapted"
  | "touch.decided"
  | "touch.sent"
  | "touch.failed"
  | "touch.opened"
  | "touch.clicked"
  | "touch.converted"
  | "member.unsubscribed"
> = {
  "consent.changed": ({ data }) => {
    const channel = channelName(data.channel);
    return data.granted
      ? [`同意接收${channel.zh}`, `Allowed messages by ${channel.en}`]
      : [`关闭${channel.zh}`, `Closed the channel ${channel.en}`];
  },
  "budget.adapted": ({ data: { factor } }) => {
    const times = Math.round(factor * 100) / 100;
    if (times === 1) return ["每周触达预算恢复为店铺标准", "Her weekly budget is the shop's again"];
    return [
      `每周触达预算调整为店铺标准的 ${times} 倍，依据她的反应`,
      `Her weekly budget follows how she responds: ${times} times the shop's`,
    ];
  },
  "touch.decided": ({ data, subjectId, at }, names) => {
    const subject = names.touchSubject(subjectId);
    const rule = rules[data.rule ?? ""] ?? { zh: data.rule ?? "", en: data.rule ?? "" };
    if (data.outcome === "send")
      return [`触达闸门放行：${subject.zh}`, `The gate let a touch go: ${subject.en}`];
    if (data.outcome === "refuse")
      return [
        `触达闸门拦下：${rule.zh}（${subject.zh}）`,
        `The gate refused a touch: ${rule.en} (${subject.en})`,
      ];
    const until = names.heldUntil(subjectId, at);
    return [
      `触达闸门推迟${until ? `至 ${until}` : ""}：${rule.zh}（${subject.zh}）`,
      `The gate held back a touch${until ? ` until ${until}` : ""}: ${rule.en} (${subject.en})`,
    ];
  },
  "touch.sent": ({ data, subjectId }, names) => {
    const subject = names.touchSubject(subjectId);
    const channel = channelName(data.channel);
    return [`收到${channel.zh}：${subject.zh}`, `Was sent by ${channel.en}: ${subject.en}`];
  },
  "touch.failed": ({ data, subjectId }, names) => {
    const subject = names.touchSubject(subjectId);
    const channel = channelName(data.channel);
    return [`${channel.zh}发送失败：${subject.zh}`, `Could not be reached by ${channel.en}: ${subject.en}`];
  },
  "touch.opened": ({ subjectId }, names) => {
    const subject = names.touchSubject(subjectId);
    return [`打开：${subject.zh}`, `Opened: ${subject.en}`];
  },
  "touch.clicked": ({ subjectId }, names) => {
    const subject = names.touchSubject(subjectId);
    return [`点击：${subject.zh}`, `Followed the link of: ${subject.en}`];
  },
  "touch.converted": ({ data, subjectId }, names) => {
    const subject = names.touchSubject(subjectId);
    const money = names.money(data.totalCents);
    return [`触达带来订单 ${money.zh}：${subject.zh}`, `Ordered for ${money.en} after: ${subject.en}`];
  },
  "member.unsubscribed": ({ data }) => {
    const channel = channelName(data.channel);
    return [`退订${channel.zh}`, `Unsubscribed from ${channel.en}`];
  },
};
