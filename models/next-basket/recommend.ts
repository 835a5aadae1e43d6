import { exploreCandidates } from "./candidates.ts";
import {
  CHANCE_WIDTH,
  chanceFeatures,
  EXPLORE_WIDTH,
  exploreFeatures,
  NOTHING_OWN,
  REPEAT_WIDTH,
  repeatFeatures,
} from "./features.ts";
import type { ListWeights, NextBasketModel } from "./fit.ts";
import { applyRules, type MerchantRules, type ScoredItems } from "./merchant-rules.ts";
import { exploreReason, repeatReason, type Reason } from "./reasons.ts";
import { withOrder, type UserItems } from "./user-items.ts";
import type { Learner } from "./shop-figures.ts";
import { TouchedVector } from "./sparse.ts";

/** One item for one user. */
export interface Recommendation {
  readonly item: number;
  readonly kind: "repeat" | "explore";
  /** Chance that the item is in the next basket. */
  readonly chance: number;
  readonly reason: Reason;
}

/** Working arrays of one caller, made once. */
export interface RecommendScratch {
  readonly follows: TouchedVector;
  readonly known: Uint8Array;
  readonly row: Float64Array;
}

/** Fresh working arrays. */
export function recommendScratch(model: NextBasketModel): RecommendScratch {
  const { items } = model.figures;
  return {
    follows: new TouchedVector(items),
    known: new Uint8Array(items),
    row: new Float64Array(Math.max(REPEAT_WIDTH, EXPLORE_WIDTH, CHANCE_WIDTH)),
  };
}

/** Writes the chances of the alternatives of one list to `chance`, from place `at` on. */
function listChances(
  { rank, chance: weights }: ListWeights,
  user: UserItems,
  chance: Float64Array,
  at: number,
  row: Float64Array,
  write: (k: number) => void,
): void {
  let total = 0;
  for (let place = at; place < chance.length; place++) {
    write(place - at);
    let score = 0;
    for (let j = 0; j < rank.length; j++) score += rank[j]! * row[j]!;
    chance[place] = score;
    total += Math.exp(score);
  }
  chanceFeatures(row, 0, 0, user, chance.length - at);
  let common = 0;
  for (let j = 0; j < CHANCE_WIDTH; j++) common += weights[j]! * row[j]!;
  const logTotal = Math.log(total);
  for (let place = at; place < chance.length; place++) {
    chance[place] = 1 / (1 + Math.exp(-common - weights[1]! * (chance[place]! - logTotal)));
  }
}

/** A number per item of the user, equal for items bought as often, first and last in the same baskets. */
function pastOf(user: UserItems): Float64Array {
  const { count, sinceLast, sinceFirst, baskets } = user;
  return count.map((n, k) => (n * (baskets + 1) + sinceLast[k]!) * (baskets + 1) + sinceFirst[k]!);
}

/** All items worth considering for a user, with chances; a pinned item is always among them. */
function scoreUser(
  model: NextBasketModel,
  user: UserItems,
  self: number,
  pinned: readonly number[],
  { row, follows, known }: RecommendScratch,
): ScoredItems {
  const { figures } = model;
  const repeats = user.item.length;
  const fresh = exploreCandidates(figures, user, self, follows, known);
  for (const i of pinned) if (!fresh.includes(i) && !user.item.includes(i)) fresh.push(i);
  const chance = new Float64Array(repeats + fresh.length);
  const item = new Int32Array(chance.length);
  item.set(user.item);
  item.set(fresh, repeats);
  listChances(model.repeat, user, chance.subarray(0, repeats), 0, row, (k) =>
    repeatFeatures(row, 0, user, k, figures, NOTHING_OWN),
  );
  listChances(model.explore, user, chance, repeats, row, (k) =>
    exploreFeatures(row, 0, fresh[k]!, follows.value[fresh[k]!]!, figures, NOTHING_OWN),
  );
  return { item, chance, repeats, past: pastOf(user) };
}

/**
 * Recommends for a user from their baskets as they are now: a new order counts at once (`withOrder`), without a new fit.
 * `self` is the user's number among the learners, so that nobody is their own example; −1 for others.
 */
export function recommend(
  model: NextBasketModel,
  user: UserItems,
  self: number,
  rules: MerchantRules = {},
  scratch: RecommendScratch = recommendScratch(model),
): Recommendation[] {
  const scored = scoreUser(model, user, self, rules.pinned ?? [], scratch);
  return applyRules(scored, rules).map((place) => {
    const item = scored.item[place]!;
    const chance = scored.chance[place]!;
    return place < scored.repeats
      ? { item, kind: "repeat", chance, reason: repeatReason(user, place) }
      : { item, kind: "explore", chance, reason: exploreReason(model.figures, user, self, item) };
  });
}

/**
 * Counts one new order of a learner into the shop's figures, without a new fit: what was the next basket becomes history
 * and the new order the next basket. The figures equal those of a new count; weights stay until the next fit.
 */
export function noteOrder(model: NextBasketModel, former: Learner, basket: readonly number[]): Learner {
  const learner = {
    user: former.user,
    before: withOrder(former.before, former.next),
    next: Array.from(new Set(basket)),
  };
  model.figures.remove(former);
  model.figures.add(learner);
  return learner;
}
