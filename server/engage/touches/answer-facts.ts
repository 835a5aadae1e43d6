import type { Fact } from "../../platform/events/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { EngageParts } from "../parts.ts";
import { writeConsent } from "../trust/consent.ts";
import type { Channel, TouchWish } from "./touch.ts";
import * as store from "./touch-store.ts";

const dayMs = 86_400_000;
/** A paid order is credited to a touch that was followed at most so many days before. */
export const creditDays = 7;

type Joined = Fact<"member.joined">;
type Paid = Fact<"order.paid">;

/** What this chapter does when earlier chapters report something. Everything is written through `tx`, exactly once. */
export async function answerFacts(parts: EngageParts, batch: readonly Fact[], tx: Tx): Promise<void> {
  for (const fact of batch) {
    if (fact.type === "member.joined") await welcome(parts, tx, fact);
    if (fact.type === "join.consented") {
      const { shopId, at, data } = fact;
      await keepConsents(parts, tx, { shopId, memberId: fact.memberId!, at }, data.channels, "join code");
    }
    if (fact.type === "order.paid") await afterPayment(parts, tx, fact);
    if (fact.type === "order.shipped") await tellShipment(parts, tx, fact);
    if (fact.type === "member.merged") {
      await store.moveTouches(tx, fact.shopId, fact.data.mergedMemberId, fact.memberId!);
    }
  }
}

async function welcome(parts: EngageParts, tx: Tx, fact: Joined): Promise<void> {
  const { shopId, memberId, at, data } = fact;
  await keepConsents(parts, tx, { shopId, memberId: memberId!, at }, data.consents, data.via);
  if (data.imported || data.consents.length === 0) return;
  const shop = await parts.shop.storefront.shop(shopId);
  const wish: TouchWish = {
    shopId,
    memberId: memberId!,
    channel: data.consents.includes("email") ? "email" : "inbox",
    class: "marketing",
    purpose: "value",
    kind: "welcome",
    subject: { zh: `欢迎来到${shop.name}`, en: `Welcome to ${shop.nameEn ?? shop.name}` },
    body: {
      zh: "很高兴认识你。我们一周最多联系你两三次，大多是有用的内容；什么时候、联系多少，都由你在「我的」里决定。",
      en: "Good to meet you. We write two or three times a week at most, mostly with something useful. How often is your choice, under “Me”.",
    },
    why: { zh: "你刚刚成为会员", en: "You have just joined" },
    link: "/me",
    source: "welcome",
    worth: 1,
    expiresAt: new Date(at.getTime() + 3 * dayMs),
    key: `welcome:${memberId}`,
  };
  await store.insertWishes(tx, [wish], at);
}

async function keepConsents(
  parts: EngageParts,
  tx: Tx,
  about: { shopId: string; memberId: string; at: Date },
  channels: readonly string[],
  source: string,
): Promise<void> {
  for (const channel of channels as readonly Channel[]) {
    const change = { channel, granted: true };
    if (!(await writeConsent(tx, about.shopId, about.memberId, change, source, about.at))) continue;
    await parts.events.append(tx, { ...about, type: "consent.changed", data: { ...change, source } });
  }
}

async function afterPayment(parts: EngageParts, tx: Tx, fact: Paid): Promise<void> {
  const { shopId, memberId, subjectId, at, data } = fact;
  await store.insertWishes(tx, [orderNote(fact, "paid")], at);
  const credited = await store.creditOrder(tx, {
    shopId,
    memberId: memberId!,
    orderId: subjectId!,
    touchId: data.origin.touchId ?? null,
    paidAt: at,
    since: new Date(at.getTime() - creditDays * dayMs),
  });
  if (!credited) return;
  const about = { shopId, memberId: memberId!, subjectId: credited.id, at };
  const conversion = { orderId: subjectId!, totalCents: data.totalCents };
  await parts.events.append(tx, { ...about, type: "touch.converted", data: conversion });
}

async function tellShipment(_parts: EngageParts, tx: Tx, fact: Fact<"order.shipped">): Promise<void> {
  if (fact.memberId) await store.insertWishes(tx, [orderNote(fact, "shipped")], fact.at);
}

const orderWords = {
  paid: {
    subject: { zh: "订单已付款", en: "Your order is paid" },
    body: {
      zh: "我们已收到付款，正在为你备货。",
      en: "We have received the payment and are preparing the parcel.",
    },
  },
  shipped: {
    subject: { zh: "订单已发货", en: "Your order is on its way" },
    body: {
      zh: "包裹已经寄出，预计几天内送达。",
      en: "The parcel has left us and should arrive within days.",
    },
  },
} as const;

/** Order news lies in the inbox: it answers what the shopper did and is outside the budget. */
function orderNote(
  fact: { shopId: string; memberId?: string | undefined; subjectId?: string | undefined },
  step: "paid" | "shipped",
): TouchWish {
  return {
    shopId: fact.shopId,
    memberId: fact.memberId!,
    channel: "inbox",
    class: "service",
    purpose: "value",
    kind: "order_update",
    ...orderWords[step],
    why: { zh: "这是你的订单消息", en: "This is news of your own order" },
    link: `/orders?id=${fact.subjectId}`,
    source: `order.${step}`,
    worth: 100,
    key: `order.${step}:${fact.subjectId}`,
  };
}
