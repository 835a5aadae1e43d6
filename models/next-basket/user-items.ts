import type { BasketHistory } from "./history.ts";

/** What one user did with each item of theirs: all that the recommender needs to know of the user. */
export interface UserItems {
  readonly baskets: number;
  /** Items of all baskets, each counted once per basket; of these, those after the first basket, and repeats. */
  readonly rows: number;
  readonly laterRows: number;
  readonly repeatRows: number;
  /** Items of the newest basket. */
  readonly last: Int32Array;
  /** In the order in which they were first bought. */
  readonly item: Int32Array;
  /** Baskets with the item. */
  readonly count: Float64Array;
  /** Baskets since the last one with the item (0 = in the last basket) and since the first one. */
  readonly sinceLast: Float64Array;
  readonly sinceFirst: Float64Array;
  /** Σ d^age over the baskets with the item, for d = 0.9, 0.8 and 0.6. */
  readonly slow: Float64Array;
  readonly middle: Float64Array;
  readonly fast: Float64Array;
}

const SLOW = 0.9;
const MIDDLE = 0.8;
const FAST = 0.6;
/** Older baskets weigh nothing: 0.9^400 is below 1e-18. */
const OLDEST = 400;
const powers = (decay: number): Float64Array =>
  Float64Array.from({ length: OLDEST + 1 }, (_, age) => (age < OLDEST ? decay ** age : 0));
const slowPower = powers(SLOW);
const middlePower = powers(MIDDLE);
const fastPower = powers(FAST);

/** Place of each item in one user's list; −1 everywhere between two uses. */
export function placeScratch(items: number): Int32Array {
  return new Int32Array(items).fill(-1);
}

/** Sums up a user's baskets, leaving out the newest `skip`. */
export function userItems(
  h: BasketHistory,
  user: number,
  skip = 0,
  place = placeScratch(h.items),
): UserItems {
  const from = h.userStart[user]!;
  const to = Math.max(from, h.userStart[user + 1]! - skip);
  const first = h.basketStart[from]!;
  const end = h.basketStart[to]!;
  let distinct = 0;
  for (let e = first; e < end; e++) if (place[h.item[e]!] === -1) place[h.item[e]!] = distinct++;
  const item = new Int32Array(distinct);
  const [count, sinceLast, sinceFirst, slow, middle, fast] = columns(distinct);
  const laterFrom = h.basketStart[Math.min(from + 1, to)]!;
  for (let b = from; b < to; b++) {
    const age = to - 1 - b;
    const power = Math.min(age, OLDEST);
    for (let e = h.basketStart[b]!; e < h.basketStart[b + 1]!; e++) {
      const k = place[h.item[e]!]!;
      if (count[k] === 0) {
        item[k] = h.item[e]!;
        sinceFirst[k] = age;
      }
      count[k]! += 1;
      sinceLast[k] = age;
      slow[k]! += slowPower[power]!;
      middle[k]! += middlePower[power]!;
      fast[k]! += fastPower[power]!;
    }
  }
  for (const i of item) place[i] = -1;
  return {
    baskets: to - from,
    rows: end - first,
    laterRows: end - laterFrom,
    repeatRows: end - first - distinct,
    last: to > from ? h.item.slice(h.basketStart[to - 1], end) : new Int32Array(0),
    item,
    count,
    sinceLast,
    sinceFirst,
    slow,
    middle,
    fast,
  };
}

type Columns = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

function columns(length: number): Columns {
  const one = (): Float64Array => new Float64Array(length);
  return [one(), one(), one(), one(), one(), one()];
}

/**
 * The same user after one more order, without looking at the older baskets: everything known ages by one basket, then
 * the new one is added. Equal to summing up the longer history.
 */
export function withOrder(user: UserItems, basket: readonly number[]): UserItems {
  const bought = Int32Array.from(new Set(basket));
  const place = new Map<number, number>();
  user.item.forEach((i, k) => place.set(i, k));
  const added = bought.filter((i) => !place.has(i));
  const size = user.item.length + added.length;
  const grown = (old: Float64Array, aged: (value: number) => number): Float64Array => {
    const values = new Float64Array(size);
    old.forEach((value, k) => (values[k] = aged(value)));
    return values;
  };
  const item = new Int32Array(size);
  item.set(user.item);
  item.set(added, user.item.length);
  added.forEach((i, k) => place.set(i, user.item.length + k));
  const next = {
    count: grown(user.count, (v) => v),
    sinceLast: grown(user.sinceLast, (v) => v + 1),
    sinceFirst: grown(user.sinceFirst, (v) => v + 1),
    slow: grown(user.slow, (v) => v * SLOW),
    middle: grown(user.middle, (v) => v * MIDDLE),
    fast: grown(user.fast, (v) => v * FAST),
  };
  for (const i of bought) {
    const k = place.get(i)!;
    next.count[k]! += 1;
    next.sinceLast[k] = 0;
    next.slow[k]! += 1;
    next.middle[k]! += 1;
    next.fast[k]! += 1;
  }
  return {
    baskets: user.baskets + 1,
    rows: user.rows + bought.length,
    laterRows: user.laterRows + (user.baskets > 0 ? bought.length : 0),
    repeatRows: user.repeatRows + bought.length - added.length,
    last: bought,
    item,
    ...next,
  };
}
