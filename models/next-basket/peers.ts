import type { BasketHistory } from "./history.ts";
import type { UserItems } from "./user-items.ts";

/** Items by number of baskets, most first (G-TopFreq). */
export function popularItems(h: BasketHistory): Int32Array {
  const baskets = new Int32Array(h.items);
  for (const i of h.item) baskets[i]! += 1;
  return Int32Array.from(baskets.keys()).toSorted((a, b) => baskets[b]! - baskets[a]! || a - b);
}

/** The user's items by frequency, ties to the one bought first (P-TopFreq). */
export function personalItems(user: UserItems): number[] {
  return Array.from(user.item.keys())
    .toSorted((a, b) => user.count[b]! - user.count[a]! || a - b)
    .map((p) => user.item[p]!);
}

/** Personal frequency filled up with popular items (GP-TopFreq; Li et al. 2023, section 3.2). */
export function personalThenPopular(user: UserItems, popular: Int32Array, count: number): number[] {
  const list = personalItems(user).slice(0, count);
  const taken = new Set(user.item);
  for (const i of popular) {
    if (list.length >= count) break;
    if (!taken.has(i)) list.push(i);
  }
  return list;
}
