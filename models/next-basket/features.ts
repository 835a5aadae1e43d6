import type { ShopFigures } from "./shop-figures.ts";
import type { UserItems } from "./user-items.ts";

/** Prior weight of the shop's share in an item's share of buyers who buy again, in buyers. */
const AGAIN_PRIOR = 15;
/** Keeps logarithms of rare things apart from those that never were. */
const FOLLOW_FLOOR = 0.003;

/**
 * A learner's own part in the figures, which is taken out of them while learning: the model would else read the answer
 * from its own question. 0 for users who are asked.
 */
export interface OwnPart {
  /** 1 when the item is in the learner's next basket. */
  readonly coming: number;
  /** 1 when the learner had bought the item, and in how many baskets. */
  readonly buyer: number;
  readonly baskets: number;
}

/** Nothing of the figures is one's own. */
export const NOTHING_OWN: OwnPart = { coming: 0, buyer: 0, baskets: 0 };

export const REPEAT_WIDTH = 25;

/**
 * Features of the user's k-th item: how often, how lately and how regularly they bought it, how often its buyers come
 * back to it, and how much it is in demand; in logarithms, because odds of buying again go with ratios, with the few
 * products that the data bear.
 */
export function repeatFeatures(
  out: Float64Array,
  at: number,
  user: UserItems,
  k: number,
  f: ShopFigures,
  own: OwnPart,
): void {
  const i = user.item[k]!;
  const count = user.count[k]!;
  const sinceLast = user.sinceLast[k]!;
  const gap = count > 1 ? (user.sinceFirst[k]! - sinceLast) / (count - 1) : user.baskets;
  const buyers = f.buyers[i]! - own.buyer;
  const coming = f.coming[i]! - own.coming;
  const again = f.buyersAgain[i]! - own.coming;
  const often = Math.log1p(count);
  const ago = Math.log1p(sinceLast);
  const slow = Math.log(user.slow[k]! + 1e-9);
  const middle = Math.log(user.middle[k]! + 0.05);
  const overdue = Math.log1p(sinceLast / gap);
  const comeback = Math.log((again + AGAIN_PRIOR * f.againShare) / (buyers + AGAIN_PRIOR));
  const demand = Math.log1p(coming);
  out[at] = often;
  out[at + 1] = ago;
  out[at + 2] = slow;
  out[at + 3] = Math.log(user.fast[k]! + 0.01);
  out[at + 4] = middle;
  out[at + 5] = overdue;
  out[at + 6] = Math.log(gap + 0.1);
  out[at + 7] = comeback;
  out[at + 8] = demand;
  out[at + 9] = Math.log1p(f.baskets[i]! - own.baskets);
  out[at + 10] = Math.log((coming + 1) / (buyers + 3));
  out[at + 11] = sinceLast === 0 ? 1 : 0;
  out[at + 12] = count === 1 ? 1 : 0;
  out[at + 13] = ago * often;
  out[at + 14] = Math.log(user.baskets) * Math.log(count);
  out[at + 15] = count > 2 ? overdue : 0;
  out[at + 16] = middle * comeback;
  out[at + 17] = middle * demand;
  out[at + 18] = comeback * demand;
  out[at + 19] = middle * middle;
  out[at + 20] = comeback * comeback;
  out[at + 21] = demand * demand;
  out[at + 22] = slow * slow;
  out[at + 23] = slow * comeback;
  out[at + 24] = Math.log(count);
}

export const EXPLORE_WIDTH = 7;

/** Features of an item the user never bought: demand, and what others bought after a basket like the user's last. */
export function exploreFeatures(
  out: Float64Array,
  at: number,
  item: number,
  follows: number,
  f: ShopFigures,
  own: OwnPart,
): void {
  const coming = f.coming[item]! - own.coming;
  const demand = Math.log1p(coming);
  const after = Math.log(FOLLOW_FLOOR + follows);
  out[at] = demand;
  out[at + 1] = Math.log1p(f.baskets[item]!);
  out[at + 2] = Math.log((coming + 1) / (f.buyers[item]! + 3));
  out[at + 3] = after;
  out[at + 4] = after * demand;
  out[at + 5] = after * after;
  out[at + 6] = demand * demand;
}

export const CHANCE_WIDTH = 6;

/**
 * Features that turn an alternative's share of the list (its logarithm) into its chance: how much the user buys, how
 * often they came, how faithful they are, and how long the list is.
 */
export function chanceFeatures(
  out: Float64Array,
  at: number,
  logShare: number,
  user: UserItems,
  alternatives: number,
): void {
  out[at] = 1;
  out[at + 1] = logShare;
  out[at + 2] = Math.log((user.rows + 1) / (user.baskets + 1));
  out[at + 3] = Math.log(user.baskets + 1);
  out[at + 4] = Math.log((user.repeatRows + 1) / (user.laterRows + 4));
  out[at + 5] = Math.log(alternatives + 1);
}
