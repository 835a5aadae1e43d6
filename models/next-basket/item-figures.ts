import type { UserItems } from "./history.ts";

/** What is known of items from all users. */
export interface ItemFigures {
  /** Users who bought the item before, and how many of these also have it in the basket to come. */
  readonly buyers: Float64Array;
  readonly buyersAgain: Float64Array;
  /** Users whose basket to come holds the item. */
  readonly coming: Float64Array;
  /** Baskets with the item before. */
  readonly baskets: Float64Array;
  readonly users: number;
  /** Mean chances that shrink the items' own. */
  readonly againShare: number;
}

/** Counts over users whose next basket (`target`) is known. */
export function itemFigures(
  users: readonly UserItems[],
  target: readonly ReadonlySet<number>[],
  items: number,
): ItemFigures {
  const buyers = new Float64Array(items);
  const buyersAgain = new Float64Array(items);
  const coming = new Float64Array(items);
  const baskets = new Float64Array(items);
  users.forEach((user, u) => {
    user.item.forEach((i, p) => {
      buyers[i]! += 1;
      baskets[i]! += user.count[p]!;
      if (target[u]!.has(i)) buyersAgain[i]! += 1;
    });
    for (const i of target[u]!) coming[i]! += 1;
  });
  const all = buyers.reduce((a, b) => a + b, 0);
  return {
    buyers,
    buyersAgain,
    coming,
    baskets,
    users: users.length,
    againShare: buyersAgain.reduce((a, b) => a + b, 0) / (all + 1),
  };
}

/** Prior weight of the shop's share in an item's share of buyers who buy again, in buyers. */
const AGAIN_PRIOR = 15;

/**
 * Features of an item for a user. `own` is 1 when the item figures contain this user's next basket (while learning):
 * it is then taken out, or the model would read the answer from them.
 */
export function itemFeatures(
  f: ItemFigures,
  item: number,
  own: 0 | 1,
  isTarget: boolean,
  isBuyer: boolean,
): number[] {
  const hit = own === 1 && isTarget ? 1 : 0;
  const bought = own === 1 && isBuyer ? 1 : 0;
  const buyers = f.buyers[item]! - bought;
  const again = f.buyersAgain[item]! - (bought === 1 ? hit : 0);
  const coming = f.coming[item]! - hit;
  return [
    (again + AGAIN_PRIOR * f.againShare) / (buyers + AGAIN_PRIOR),
    Math.log1p((1000 * coming) / f.users),
    Math.log1p((1000 * f.baskets[item]!) / f.users),
    (coming + 1) / (buyers + 3),
  ];
}
