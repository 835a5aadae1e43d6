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

/** Items of a user's last basket, leaving out the newest `skip`; empty without one. */
export function lastBasket(h: BasketHistory, user: number, skip = 0): Int32Array {
  const b = h.userStart[user + 1]! - 1 - skip;
  return b < h.userStart[user]! ? new Int32Array(0) : h.item.subarray(h.basketStart[b], h.basketStart[b + 1]);
}
