/** Baskets of many users in time order, as flat arrays. */
export interface BasketHistory {
  readonly users: number;
  /** Number of items of the shop; items are numbered 0 … items − 1. */
  readonly items: number;
  /** Baskets of user u are userStart[u] … userStart[u + 1] − 1. */
  readonly userStart: Int32Array;
  /** Items of basket b are item[basketStart[b]] … item[basketStart[b + 1] − 1], each once. */
  readonly basketStart: Int32Array;
  readonly item: Int32Array;
}

/** One user's baskets, oldest first. */
export type Baskets = readonly (readonly number[])[];

/** Lays users' baskets out flat; an item counts once per basket. */
export function basketHistory(users: readonly Baskets[], items: number): BasketHistory {
  const userStart = [0];
  const basketStart = [0];
  const item: number[] = [];
  for (const baskets of users) {
    for (const basket of baskets) {
      for (const i of new Set(basket)) item.push(i);
      basketStart.push(item.length);
    }
    userStart.push(basketStart.length - 1);
  }
  return {
    users: users.length,
    items,
    userStart: Int32Array.from(userStart),
    basketStart: Int32Array.from(basketStart),
    item: Int32Array.from(item),
  };
}

/** What one user did with each item of theirs. */
export interface UserItems {
  readonly baskets: number;
  readonly meanSize: number;
  /** Share of items of later baskets that had been bought before. */
  readonly repeatShare: number;
  readonly item: Int32Array;
  /** Baskets with the item. */
  readonly count: Float64Array;
  /** Baskets since the last one with the item (0 = in the last basket) and since the first one. */
  readonly sinceLast: Float64Array;
  readonly sinceFirst: Float64Array;
  /** Σ d^age over baskets with the item, with a slow (0.9) and a fast (0.6) decay. */
  readonly slow: Float64Array;
  readonly fast: Float64Array;
}

/** Sums up a user's baskets, leaving out the last `skip`. */
export function userItems(h: BasketHistory, user: number, skip = 0): UserItems {
  const from = h.userStart[user]!;
  const to = Math.max(from, h.userStart[user + 1]! - skip);
  const place = new Map<number, number>();
  const count: number[] = [];
  const sinceLast: number[] = [];
  const sinceFirst: number[] = [];
  const slow: number[] = [];
  const fast: number[] = [];
  let repeats = 0;
  let later = 0;
  for (let b = from; b < to; b++) {
    const age = to - 1 - b;
    for (let e = h.basketStart[b]!; e < h.basketStart[b + 1]!; e++) {
      let k = place.get(h.item[e]!);
      if (b > from) later += 1;
      if (k === undefined) {
        k = count.length;
        place.set(h.item[e]!, k);
        count.push(0);
        slow.push(0);
        fast.push(0);
        sinceFirst.push(age);
      } else {
        repeats += 1;
      }
      count[k]! += 1;
      sinceLast[k] = age;
      slow[k]! += 0.9 ** age;
      fast[k]! += 0.6 ** age;
    }
  }
  return {
    baskets: to - from,
    meanSize: to > from ? (h.basketStart[to]! - h.basketStart[from]!) / (to - from) : 0,
    repeatShare: (repeats + 1) / (later + 4),
    item: Int32Array.from(place.keys()),
    count: Float64Array.from(count),
    sinceLast: Float64Array.from(sinceLast),
    sinceFirst: Float64Array.from(sinceFirst),
    slow: Float64Array.from(slow),
    fast: Float64Array.from(fast),
  };
}
