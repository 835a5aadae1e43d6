import {
  fitReplenishment,
  nextNeed,
  pairPurchases,
  type Pairs,
  type ReplenishmentModel,
} from "../../../models/index.ts";
import type { ShopHistory } from "./history.ts";

export type NeedBasis = "member" | "product" | "category" | "shop";

/** A member's coming need of a product; numbers of the history, days of its calendar. */
export type NeedFigure = {
  readonly member: number;
  readonly product: number;
  readonly lastDay: number;
  readonly timesBought: number;
  readonly daysBetween: number;
  readonly lowDay: number;
  readonly medianDay: number;
  readonly highDay: number;
  /** Chance that she buys it again at all, and within seven days. */
  readonly chance: number;
  readonly weekChance: number;
  readonly basis: NeedBasis;
};

/** What is kept of one member: her likeliest needs, so that a big basket does not flood the table. */
const mostNeeds = 10;
/** A pair that will hardly be bought again is no need. */
const leastChance = 0.1;
/** A product bought once by a member counts when so many others came back for it, this often or more. */
const returningMembers = 5;
const returningShare = 0.3;

/**
 * When each member needs what she buys again: pairs bought at least twice, and first purchases of products that
 * others rebuy often or whose use-up time the merchant has stated. The likeliest within 90 days first.
 */
export function memberNeeds(history: ShopHistory): { model: ReplenishmentModel; needs: NeedFigure[] } {
  const { lines, categoryOf, endDay } = history;
  const model = fitReplenishment(lines, { endDay, categoryOf });
  const pairs = pairPurchases(lines, endDay);
  const oftenRebought = productsOftenRebought(pairs, categoryOf.length);
  const needs: NeedFigure[] = [];
  let ofMember: { figure: NeedFigure; rank: number }[] = [];
  const closeMember = () => {
    ofMember.sort((a, b) => b.rank - a.rank);
    for (const { figure } of ofMember.slice(0, mostNeeds)) needs.push(figure);
    ofMember = [];
  };
  for (let i = 0; i < pairs.size; i += 1) {
    if (i > 0 && pairs.member[i] !== pairs.member[i - 1]) closeMember();
    const product = pairs.product[i]!;
    const times = pairs.start[i + 1]! - pairs.start[i]!;
    const stated = history.useUpDays[product]!;
    if (times === 1 && stated === 0 && !oftenRebought[product]) continue;
    const need = needOf(model, pairs, i, stated, endDay);
    if (need.figure.chance >= leastChance) ofMember.push(need);
  }
  closeMember();
  return { model, needs };
}

function needOf(model: ReplenishmentModel, pairs: Pairs, i: number, statedDays: number, endDay: number) {
  const [from, to] = [pairs.start[i]!, pairs.start[i + 1]!];
  const [member, product] = [pairs.member[i]!, pairs.product[i]!];
  let day: ArrayLike<number> = pairs.day.subarray(from, to);
  let quantity: ArrayLike<number> = pairs.quantity.subarray(from, to);
  const lastDay = pairs.day[to - 1]!;
  const times = to - from;
  const merchantSays = times === 1 && statedDays > 0;
  // The merchant's word about how long a unit lasts weighs as much as one interval seen.
  if (merchantSays) {
    day = [lastDay - statedDays, lastDay];
    quantity = [1, quantity[0]!];
  }
  const next = nextNeed(model, { member, product, day, quantity }, endDay);
  const figure: NeedFigure = {
    member,
    product,
    lastDay,
    timesBought: times,
    daysBetween: next.daysBetween,
    lowDay: next.lowDay,
    medianDay: next.medianDay,
    highDay: next.highDay,
    chance: 1 - next.neverAgainChance,
    weekChance: next.chanceToReorderWithin(7),
    basis: times === 1 && next.basis === "member" ? "product" : next.basis,
  };
  return { figure, rank: next.chanceToReorderWithin(90) };
}

function productsOftenRebought(pairs: Pairs, products: number): Uint8Array {
  const buyers = new Int32Array(products);
  const returning = new Int32Array(products);
  for (let i = 0; i < pairs.size; i += 1) {
    buyers[pairs.product[i]!]! += 1;
    if (pairs.start[i + 1]! - pairs.start[i]! > 1) returning[pairs.product[i]!]! += 1;
  }
  return Uint8Array.from(buyers, (count, product) => {
    const back = returning[product]!;
    return back >= returningMembers && back >= returningShare * count ? 1 : 0;
  });
}
