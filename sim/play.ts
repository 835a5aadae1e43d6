/** Lets a policy act on a market for some weeks and counts what came of it. */
import { seededRandom } from "../models/index.ts";
import type { Figures, Policy } from "./policies.ts";
import { drawMind, live, type Mind, receive, truth } from "./truth.ts";
import type { Premises, World } from "./world.ts";

export const dayMs = 86_400_000;
/** Midnight in Shanghai of the first day. */
export const opening = new Date("2026-01-04T16:00:00Z");

export type Result = {
  readonly seed: number;
  readonly policy: string;
  readonly orders: number;
  readonly repeatOrders: number;
  /** What was paid less the cost of goods. */
  readonly marginCents: number;
  readonly discountCents: number;
  readonly messages: number;
  readonly salesMessages: number;
  readonly unsubscribed: number;
  /** Still customers in truth, and reachable. */
  readonly active: number;
  readonly trust: number;
  /** Cumulative at each week's end. */
  readonly marginByWeek: readonly number[];
  readonly activeByWeek: readonly number[];
  /** Days on which each shopper ordered, by shopper. */
  readonly orderDays: readonly (readonly number[])[];
};

export type Frame = {
  readonly seed: number;
  readonly shoppers: number;
  readonly fromDay: number;
  readonly untilDay: number;
  readonly warmUpDays: number;
  readonly tell?: (day: number) => void;
};

/** How the market stood when a policy began: minds and history are the same for all policies of a seed. */
export type Standing = {
  readonly minds: readonly Mind[];
  readonly orderDays: number[][];
  readonly figures: Figures[];
};

export function newcomers({ seed, shoppers, warmUpDays }: Frame): Standing {
  const numbers = Array.from({ length: shoppers }, (_, no) => no);
  return {
    minds: numbers.map((no) => drawMind(seed, no, warmUpDays)),
    orderDays: numbers.map(() => []),
    figures: numbers.map(() => ({ orders: 0, lastDay: 0, products: [] })),
  };
}

export async function play(
  world: World,
  premises: Premises,
  policy: Policy,
  frame: Frame,
  start: Standing,
): Promise<Result> {
  const { minds, orderDays, figures } = structuredClone(start);
  const noOf = new Map(premises.memberIds.map((id, no) => [id, no]));
  const productOf = new Map(premises.products.map(({ id }, product) => [id, product]));
  const count = {
    orders: 0,
    repeatOrders: 0,
    marginCents: 0,
    discountCents: 0,
    messages: 0,
    salesMessages: 0,
    unsubscribed: 0,
  };
  const [marginByWeek, activeByWeek]: [number[], number[]] = [[], []];
  let lastFact = await newestFact(world, premises);

  const chances = (no: number, day: number, what: number) =>
    seededRandom((frame.seed * 7919 + no) * 10_007 + day * 13 + what);

  async function hand(no: number, message: Parameters<typeof receive>[1], day: number, touchId?: string) {
    const mind = minds[no]!;
    if (!mind.subscribed || mind.gone || day < mind.firstDay) return;
    count.messages += 1;
    if (message.purpose === "sales") count.salesMessages += 1;
    const { opened, left } = receive(mind, message, day, chances(no, day, 1 + message.hour));
    if (opened && touchId) await world.engage.touches.noteSeen(premises.shopId, touchId, "opened");
    if (!left) return;
    count.unsubscribed += 1;
    const memberId = premises.memberIds[no]!;
    await world.engage.trust.changeContact(premises.shopId, memberId, [{ channel: "inbox", granted: false }]);
  }

  /** What the gate let go since the last look. */
  async function readTouches(day: number, hour: number): Promise<void> {
    for (;;) {
      const facts = await world.events.read({
        shopId: premises.shopId,
        types: ["touch.sent"],
        after: lastFact,
        limit: 500,
      });
      for (const fact of facts) {
        lastFact = fact.id;
        if (fact.type !== "touch.sent" || fact.data.class !== "marketing") continue;
        const touch = await world.engage.touches.touch(premises.shopId, fact.subjectId!);
        const offerKey = touch.kind === "offer" ? `touch ${touch.id}` : undefined;
        const product = productOf.get(touch.productId ?? "") ?? -1;
        await hand(
          noOf.get(touch.memberId)!,
          { purpose: touch.purpose, product, hour, offerKey },
          day,
          touch.id,
        );
      }
      if (facts.length < 500) return;
    }
  }

  for (let day = frame.fromDay; day < frame.untilDay; day += 1) {
    const at = (hour: number) =>
      world.clock.set(new Date(opening.getTime() + day * dayMs + hour * 3_600_000));
    at(9);
    if ((day - frame.fromDay) % 7 === 0) await policy.weekly?.(world, premises);
    for (const { no, message } of policy.blasts(minds, day, figures)) await hand(no, message, day);
    if (policy.weekly) {
      for (const hour of [10, 13, 16, 19, 20.9]) {
        at(hour);
        await world.engage.runDue();
        await readTouches(day, Math.floor(hour));
      }
    }
    at(22);
    for (const mind of minds) {
      const bought = live(mind, day, chances(mind.no, day, 0));
      if (bought.length === 0) continue;
      const { no, offer } = mind;
      const { paidCents, listCents } = await world.buy(premises, no, bought, `${no} ${day}`, offer?.key);
      if (offer) {
        mind.offer = undefined;
        mind.priceHabit += truth.habitGained * (1 - mind.priceHabit);
      }
      const her = figures[no]!;
      count.orders += 1;
      if (her.orders > 0) count.repeatOrders += 1;
      count.marginCents += paidCents - truth.costShare * listCents;
      count.discountCents += listCents - paidCents;
      orderDays[no]!.push(day);
      figures[no] = { orders: her.orders + 1, lastDay: day, products: [...her.products, ...bought] };
    }
    await world.events.idle();
    frame.tell?.(day);
    if ((day - frame.fromDay) % 7 !== 6) continue;
    marginByWeek.push(count.marginCents);
    activeByWeek.push(activeOf(minds));
  }
  const trust = minds.reduce((sum, mind) => sum + mind.trust, 0) / minds.length;
  const result = {
    seed: frame.seed,
    policy: policy.key,
    ...count,
    active: activeOf(minds),
    trust,
    marginByWeek,
    activeByWeek,
    orderDays,
  };
  Object.assign(start, policy.key === "warm-up" ? { minds, orderDays, figures } : {});
  return result;
}

function activeOf(minds: readonly Mind[]): number {
  return minds.filter((mind) => mind.subscribed && !mind.gone).length;
}

async function newestFact(world: World, { shopId }: Premises): Promise<number> {
  const [newest] = await world.events.read({ shopId, limit: 1 });
  return newest?.id ?? 0;
}
