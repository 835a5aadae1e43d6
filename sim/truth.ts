/**
 * The hidden truth of a simulated shopper. The product never sees it: it sees orders and what she opens. The numbers are
 * stated here once and were fixed before any policy was compared; `report.ts` prints them.
 */
import { drawBeta, drawGamma, drawNormal, type RandomSource, seededRandom } from "../models/index.ts";

export const truth = {
  /** Median days one unit of each product lasts, before a shopper's own pace. */
  useUpDays: [14, 21, 28, 30, 35, 42, 45, 56, 60, 75, 90, 120],
  priceCents: [2900, 3900, 4900, 5900, 4500, 6900, 7900, 8900, 5500, 9900, 12900, 15900],
  /** Cost of goods and delivery as a share of the list price. */
  costShare: 0.6,
  /** Share of shoppers who try once and use nothing regularly; Online Retail II has 27.6 % one-time buyers in two years. */
  triersShare: 0.25,
  /** Chance a day to buy what is due from us, at full trust and nothing said. */
  buyHazard: 0.08,
  /** Chance a day that a competitor serves a due need, at no trust; a third of it at full trust. */
  competitorHazard: 0.06,
  /** How a message that was opened multiplies the chance to buy: about a due need, about anything else that sells, value. */
  reminderLift: 2.2,
  salesLift: 1.4,
  valueLift: 1.15,
  /** Days for which it does. */
  liftDays: 3,
  /** Chance a day to stock up early while a discount is on; it only moves an order forward. */
  stockUpHazard: 0.01,
  offerShare: 0.1,
  offerDays: 3,
  /** Attention that one more message leaves, and how much of what was lost comes back a day. */
  attentionAfter: { value: 0.985, sales: 0.95 },
  attentionBack: 0.01,
  /** Chance to unsubscribe per message at medium trust; published averages of mailings lie near 0.2 %. */
  leaveChance: { value: 0.0008, sales: 0.003 },
  /** Trust won by an opened message of value, and lost by each message above two within seven days. */
  trustWon: 0.01,
  trustLost: 0.012,
  /** Chance a day to drift away for good, at no trust; a third of it at full trust. */
  driftHazard: 0.0015,
  /** What a discounted purchase adds to the habit of waiting for the next one. */
  habitGained: 0.03,
} as const;

export type Need = { readonly product: number; readonly useUpDays: number; dueDay: number };

/** What goes on in one shopper. */
export type Mind = {
  readonly no: number;
  readonly needs: Need[];
  readonly activeHour: number;
  readonly baseAttention: number;
  readonly isTrier: boolean;
  readonly firstDay: number;
  attention: number;
  trust: number;
  priceHabit: number;
  subscribed: boolean;
  gone: boolean;
  /** Days of the messages of the last week. */
  recent: number[];
  /** The lift of what she opened, by product, −1 for all. */
  lifts: { product: number; lift: number; untilDay: number }[];
  /** The offer she has in mind. */
  offer: { key: string; untilDay: number } | undefined;
};

/** Everybody first appears within the warm-up. */
export function drawMind(seed: number, no: number, warmUpDays: number): Mind {
  const random = seededRandom(seed * 1_000_003 + no);
  const isTrier = random() < truth.triersShare;
  const pace = Math.exp(0.3 * drawNormal(random));
  const firstDay = Math.floor(random() * warmUpDays * 0.8);
  const needs = Array.from({ length: 1 + Math.floor(random() * 3) }, (): Need => {
    const product = Math.floor(random() * truth.useUpDays.length);
    return { product, useUpDays: truth.useUpDays[product]! * pace, dueDay: firstDay };
  });
  const baseAttention = drawBeta(random, 2, 4);
  return {
    no,
    needs: needs.filter((need, i) => needs.findIndex((one) => one.product === need.product) === i),
    activeHour: 9 + Math.min(11, Math.floor(drawGamma(random, 6, 0.6))),
    baseAttention,
    isTrier,
    firstDay,
    attention: baseAttention,
    trust: 0.3 + 0.4 * random(),
    priceHabit: drawBeta(random, 1.5, 4),
    subscribed: true,
    gone: false,
    recent: [],
    lifts: [],
    offer: undefined,
  };
}

export type Message = {
  readonly purpose: "value" | "sales";
  /** What it is about; −1 for the whole shop. */
  readonly product: number;
  /** Names the offer it carries, if any: one coupon of it is used once. */
  readonly offerKey?: string | undefined;
  readonly hour: number;
};

/** She gets a message. Says whether she opens it, and whether she leaves because of it. */
export function receive(mind: Mind, message: Message, day: number, random: RandomSource) {
  mind.recent = [...mind.recent.filter((past) => day - past < 7), day];
  const pressure = mind.recent.length;
  const hourFit = 1 - Math.min(0.4, 0.05 * Math.abs(message.hour - mind.activeHour));
  const opened = random() < mind.attention * hourFit;
  mind.attention *= truth.attentionAfter[message.purpose];
  if (pressure > 2) mind.trust = Math.max(0, mind.trust - truth.trustLost * (pressure - 2));
  const left = random() < truth.leaveChance[message.purpose] * (1 + pressure / 2) * (1.5 - mind.trust);
  if (left) mind.subscribed = false;
  if (!opened) return { opened, left };
  const untilDay = day + truth.liftDays;
  if (message.purpose === "value") {
    mind.trust = Math.min(1, mind.trust + truth.trustWon * (1 - mind.trust));
    mind.lifts.push({ product: -1, lift: truth.valueLift, untilDay });
  } else {
    const lift = message.product >= 0 ? truth.reminderLift : truth.salesLift;
    mind.lifts.push({ product: message.product, lift, untilDay });
  }
  if (message.offerKey !== undefined) mind.offer = { key: message.offerKey, untilDay: day + truth.offerDays };
  return { opened, left };
}

/** What she buys today, by product. Needs that a competitor serves are gone; what is bought is used up in time. */
export function live(mind: Mind, day: number, random: RandomSource): number[] {
  if (mind.gone || day < mind.firstDay) return [];
  mind.attention += truth.attentionBack * (mind.baseAttention - mind.attention);
  mind.lifts = mind.lifts.filter((one) => one.untilDay >= day);
  if (mind.offer && mind.offer.untilDay < day) mind.offer = undefined;
  const [drifts, pace] = [random(), random()];
  if (day > mind.firstDay && drifts < truth.driftHazard * (1 - (2 / 3) * mind.trust)) mind.gone = true;
  const bought: number[] = [];
  for (const need of mind.needs) {
    const [ours, theirs] = [random(), random()];
    const isFirst = day === mind.firstDay;
    const isDue = day >= need.dueDay && !mind.isTrier;
    const habit = mind.offer ? 1 + mind.priceHabit : 1 - 0.5 * mind.priceHabit;
    const trust = 0.5 + mind.trust;
    const hazard = isDue
      ? truth.buyHazard * liftOf(mind, need.product)
      : mind.offer && !mind.isTrier
        ? truth.stockUpHazard
        : 0;
    const isServed = isDue && theirs < truth.competitorHazard * (1 - (2 / 3) * mind.trust);
    const buys = isFirst ? need === mind.needs[0] : ours < hazard * habit * trust;
    if (!buys && !isServed) continue;
    // A unit bought early is used after the one at home.
    need.dueDay = Math.max(day, need.dueDay) + need.useUpDays * (0.8 + 0.4 * pace);
    if (buys) bought.push(need.product);
  }
  return bought;
}

function liftOf(mind: Mind, product: number): number {
  return mind.lifts
    .filter((one) => one.product === -1 || one.product === product)
    .reduce((most, one) => Math.max(most, one.lift), 1);
}
