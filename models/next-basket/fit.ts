import { exploreCandidates } from "./candidates.ts";
import {
  CHANCE_WIDTH,
  chanceFeatures,
  EXPLORE_WIDTH,
  exploreFeatures,
  REPEAT_WIDTH,
  repeatFeatures,
} from "./features.ts";
import { lastBasket, type BasketHistory } from "./history.ts";
import { fitChance, fitChoice } from "./listwise.ts";
import { LearningRows } from "./learning-rows.ts";
import { ShopFigures, type Learner } from "./shop-figures.ts";
import { TouchedVector } from "./sparse.ts";
import { placeScratch, userItems } from "./user-items.ts";

export interface NextBasketOptions {
  /** Users to learn from; default all. Of other users nothing is looked at. */
  readonly learnFrom?: readonly number[];
  /** The next basket of a user to learn from. Default: the last basket of the history, which is then held out. */
  readonly target?: (user: number) => Iterable<number>;
  /** Bought items that are enough to learn the weights of a kind from; default 8000 repeats, 1500 to explore. */
  readonly repeatHits?: number;
  readonly exploreHits?: number;
  /** Most items not bought that are drawn per list; default 10. */
  readonly misses?: number;
}

/** Weights of one kind of list: the rank of its items, and the chance that follows from a share of the list. */
export interface ListWeights {
  readonly rank: Float64Array;
  readonly chance: Float64Array;
}

/** A fitted recommender: the shop's figures and the weights for repeat and explore. */
export interface NextBasketModel {
  readonly figures: ShopFigures;
  readonly repeat: ListWeights;
  readonly explore: ListWeights;
}

/** Learns from users whose next basket is known. Time grows with their baskets; weights cost the same for any shop. */
export function fitNextBasket(history: BasketHistory, options: NextBasketOptions = {}): NextBasketModel {
  const figures = new ShopFigures(history.items);
  const asked = options.learnFrom ?? Array.from({ length: history.users }, (_, u) => u);
  const skip = options.target === undefined ? 1 : 0;
  const target = options.target ?? ((u: number) => lastBasket(history, u));
  const users = asked.filter((u) => history.userStart[u + 1]! - history.userStart[u]! > skip);
  const place = placeScratch(history.items);
  const learnerOf = (user: number): Learner => ({
    user,
    before: userItems(history, user, skip, place),
    next: Array.from(new Set(target(user))),
  });
  for (const user of users) figures.add(learnerOf(user));
  return { figures, ...fitWeights(figures, users, learnerOf, options) };
}

/** 0 … count − 1, each once, so that any beginning is spread evenly: steps of the golden section. */
function* evenly(count: number): Generator<number> {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = Math.max(1, Math.floor(count * 0.618));
  while (divisor(step, count) !== 1) step += 1;
  for (let n = 0, at = 0; n < count; n++, at = (at + step) % count) yield at;
}

function fitWeights(
  figures: ShopFigures,
  users: readonly number[],
  learnerOf: (user: number) => Learner,
  options: NextBasketOptions,
): Pick<NextBasketModel, "repeat" | "explore"> {
  const misses = options.misses ?? 10;
  const repeat = new LearningRows(REPEAT_WIDTH, options.repeatHits ?? 8000, misses);
  // Few of them are bought, and the best of many are shown: chances need more of the misses.
  const explore = new LearningRows(EXPLORE_WIDTH, options.exploreHits ?? 1500, 3 * misses);
  const coming = new Uint8Array(figures.items);
  const known = new Uint8Array(figures.items);
  const follows = new TouchedVector(figures.items);
  for (const at of evenly(users.length)) {
    if (repeat.isEnough && explore.isEnough) break;
    const { user, before, next } = learnerOf(users[at]!);
    for (const i of next) coming[i] = 1;
    if (!repeat.isEnough) {
      const write = (k: number, out: Float64Array, row: number, hit: number): void =>
        repeatFeatures(out, row, before, k, figures, { coming: hit, buyer: 1, baskets: before.count[k]! });
      repeat.addList(before, before.item, coming, write);
    }
    if (!explore.isEnough) {
      const items = exploreCandidates(figures, before, user, follows, known);
      const write = (k: number, out: Float64Array, row: number, hit: number): void => {
        const own = { coming: hit, buyer: 0, baskets: 0 };
        exploreFeatures(out, row, items[k]!, follows.value[items[k]!]!, figures, own);
      };
      explore.addList(before, items, coming, write);
    }
    for (const i of next) coming[i] = 0;
  }
  return { repeat: weightsOf(repeat), explore: weightsOf(explore) };
}

/** Chances have few weights: a part of the lists is enough for them. */
const CHANCE_EVERY = 3;

function weightsOf(rows: LearningRows): ListWeights {
  const table = rows.table();
  const rank = fitChoice(table);
  const values: number[] = [];
  const hit: number[] = [];
  const weight: number[] = [];
  const row = new Float64Array(CHANCE_WIDTH);
  for (let l = 0; l + 1 < table.start.length; l += CHANCE_EVERY) {
    const from = table.start[l]!;
    const to = table.start[l + 1]!;
    const score = new Float64Array(to - from);
    let total = 0;
    for (let r = from; r < to; r++) {
      for (let k = 0; k < table.width; k++) score[r - from]! += rank[k]! * table.values[r * table.width + k]!;
      total += table.weight[r]! * Math.exp(score[r - from]!);
    }
    const { user, alternatives } = rows.lists[l]!;
    for (let r = from; r < to; r++) {
      chanceFeatures(row, 0, score[r - from]! - Math.log(total), user, alternatives);
      values.push(...row);
      hit.push(table.chosen[r]!);
      weight.push(table.weight[r]!);
    }
  }
  return { rank, chance: fitChance(values, CHANCE_WIDTH, hit, weight) };
}
