import { boostedTrees, type FeatureTable, type Predictor } from "../uplift/index.ts";
import { userItems, type BasketHistory, type UserItems } from "./history.ts";
import { itemFeatures, itemFigures, type ItemFigures } from "./item-figures.ts";
import {
  dampingOf,
  neighbourIndex,
  neighbourScores,
  neighbourScratch,
  type NeighbourIndex,
} from "./neighbours.ts";

export interface NextBasketOptions {
  /** Users to learn from; default all. */
  readonly learnFrom?: readonly number[];
  /** The next basket of a user to learn from. Default: the last basket of the history, which is then held out. */
  readonly target?: (user: number) => readonly number[];
  readonly neighbours?: number;
  readonly trees?: number;
  readonly depth?: number;
  /** Explore candidates per user; default 40. */
  readonly exploreCandidates?: number;
}

/** A fitted recommender: item figures, like-minded users, and one chance model each for repeat and explore. */
export interface NextBasketModel {
  readonly items: number;
  readonly figures: ItemFigures;
  readonly damping: Float64Array;
  readonly index: NeighbourIndex;
  readonly neighbours: number;
  readonly exploreCandidates: number;
  readonly popular: Int32Array;
  readonly repeat: Predictor;
  readonly explore: Predictor;
}

/** Items with features, before they get a chance. */
interface Candidates {
  readonly repeat: number[];
  readonly repeatFeatures: number[][];
  readonly explore: number[];
  readonly exploreFeatures: number[][];
}

const REPEAT_WIDTH = 17;
const EXPLORE_WIDTH = 9;
const THINNING = 4;

function repeatFeatures(user: UserItems, place: number, near: number, item: number[]): number[] {
  const count = user.count[place]!;
  const sinceLast = user.sinceLast[place]!;
  const gap = count > 1 ? (user.sinceFirst[place]! - sinceLast) / (count - 1) : user.baskets;
  return [
    count,
    count / user.baskets,
    sinceLast,
    sinceLast / user.baskets,
    user.slow[place]!,
    user.fast[place]!,
    user.slow[place]! / user.baskets,
    gap,
    sinceLast / gap,
    user.baskets,
    user.meanSize,
    user.repeatShare,
    near,
    ...item,
  ];
}

/** Popular items among the explore candidates, beside those of the like-minded. */
const POPULAR_CANDIDATES = 20;

/** The best of `score` outside `exclude`, then popular items until there are enough. */
function explorable(
  score: Float64Array,
  popular: Int32Array,
  exclude: ReadonlySet<number>,
  most: number,
): number[] {
  const sorted = score.toSorted();
  const least = Math.max(1e-12, sorted[Math.max(0, sorted.length - most - exclude.size)] ?? 0);
  const found: number[] = [];
  for (let i = 0; i < score.length; i++) if (score[i]! >= least && !exclude.has(i)) found.push(i);
  const chosen = found.toSorted((a, b) => score[b]! - score[a]!).slice(0, most);
  const taken = new Set(chosen);
  for (const i of popular) {
    if (taken.size >= most + POPULAR_CANDIDATES) break;
    if (!exclude.has(i) && !taken.has(i)) {
      taken.add(i);
      chosen.push(i);
    }
  }
  return chosen;
}

function candidatesOf(
  parts: Pick<NextBasketModel, "figures" | "popular" | "exploreCandidates">,
  user: UserItems,
  near: Float64Array,
  target?: ReadonlySet<number>,
): Candidates {
  const own = target === undefined ? 0 : 1;
  const bought = new Set(user.item);
  const repeat = Array.from(user.item);
  const explore = explorable(near, parts.popular, bought, parts.exploreCandidates);
  const best = near[explore[0] ?? 0]! + 1e-9;
  return {
    repeat,
    repeatFeatures: repeat.map((i, p) =>
      repeatFeatures(user, p, near[i]!, itemFeatures(parts.figures, i, own, target?.has(i) ?? false, true)),
    ),
    explore,
    exploreFeatures: explore.map((i, rank) =>
      [near[i]!, near[i]! / best, rank, user.baskets, user.meanSize].concat(
        itemFeatures(parts.figures, i, own, target?.has(i) ?? false, false),
      ),
    ),
  };
}

function tableOf(rows: readonly number[][], width: number): FeatureTable {
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, r) => values.set(row, r * width));
  return { count: rows.length, width, values };
}

/** Learns from users whose next basket is known. */
export function fitNextBasket(history: BasketHistory, options: NextBasketOptions = {}): NextBasketModel {
  const learnFrom = options.learnFrom ?? Array.from({ length: history.users }, (_, u) => u);
  const skip = options.target === undefined ? 1 : 0;
  const everyone = Array.from({ length: history.users }, (_, u) => userItems(history, u, skip));
  const lastBasket = (u: number): readonly number[] => {
    const b = history.userStart[u + 1]! - 1;
    return Array.from(history.item.subarray(history.basketStart[b], history.basketStart[b + 1]));
  };
  const learners = learnFrom.filter((u) => everyone[u]!.baskets > 0);
  const targets = learners.map((u) => new Set((options.target ?? lastBasket)(u)));
  const figures = itemFigures(
    learners.map((u) => everyone[u]!),
    targets,
    history.items,
  );
  const damping = dampingOf(figures.buyers, figures.users);
  const index = neighbourIndex(everyone, damping);
  const popular = Int32Array.from({ length: history.items }, (_, i) => i)
    .toSorted((a, b) => figures.coming[b]! - figures.coming[a]! || a - b)
    .slice(0, 400);
  const parts = { figures, popular, exploreCandidates: options.exploreCandidates ?? 40 };
  const neighbours = options.neighbours ?? 200;
  const scratch = neighbourScratch(index);
  const repeatRows: number[][] = [];
  const exploreRows: number[][] = [];
  const repeatTarget: number[] = [];
  const exploreTarget: number[] = [];
  const exploreWeight: number[] = [];
  learners.forEach((u, k) => {
    const near = neighbourScores(index, damping, everyone[u]!, u, neighbours, scratch);
    const c = candidatesOf(parts, everyone[u]!, near, targets[k]);
    repeatRows.push(...c.repeatFeatures);
    for (const i of c.repeat) repeatTarget.push(targets[k]!.has(i) ? 1 : 0);
    c.explore.forEach((i, place) => {
      // Nearly all explore candidates are misses: every fourth of them speaks for four.
      const hit = targets[k]!.has(i);
      if (!hit && (place + k) % THINNING !== 0) return;
      exploreRows.push(c.exploreFeatures[place]!);
      exploreTarget.push(hit ? 1 : 0);
      exploreWeight.push(hit ? 1 : THINNING);
    });
  });
  const learner = boostedTrees({
    trees: options.trees ?? 60,
    depth: options.depth ?? 4,
    leastRows: 100,
    bins: 48,
    learningRate: 0.12,
  });
  return {
    items: history.items,
    ...parts,
    damping,
    index:
      skip === 0
        ? index
        : neighbourIndex(
            everyone.map((_, u) => userItems(history, u)),
            damping,
          ),
    neighbours,
    repeat: learner(tableOf(repeatRows, REPEAT_WIDTH), Float64Array.from(repeatTarget)),
    explore: learner(
      tableOf(exploreRows, EXPLORE_WIDTH),
      Float64Array.from(exploreTarget),
      Float64Array.from(exploreWeight),
    ),
  };
}

/** Why an item is recommended. */
export type Reason = "bought-often" | "bought-lately" | "like-minded" | "popular";

export interface Recommendation {
  readonly item: number;
  readonly kind: "repeat" | "explore";
  /** Chance that the item is in the next basket. */
  readonly chance: number;
  readonly reason: Reason;
}

/** Rules of the merchant, applied after scoring. */
export interface RecommendOptions {
  /** How many; default 10. */
  readonly count?: number;
  /** Part of the list that is repeat, 0 … 1; default: whatever has the best chances. */
  readonly repeatShare?: number;
  /** Items that may be shown (stock, exclusions); default all. */
  readonly allowed?: (item: number) => boolean;
  /** Factor on the chance used for ranking: above 1 lifts, below 1 buries. The chance shown is not changed. */
  readonly boost?: (item: number) => number;
}

/** Mixes two lists, each best first, by chance or by the asked-for share. */
function mix(
  repeat: readonly Recommendation[],
  explore: readonly Recommendation[],
  count: number,
  rank: (r: Recommendation) => number,
  share: number | undefined,
): Recommendation[] {
  if (share === undefined) {
    return [...repeat, ...explore].toSorted((a, b) => rank(b) - rank(a)).slice(0, count);
  }
  const wanted = Math.round(count * share);
  const repeats = repeat.slice(0, Math.max(wanted, count - explore.length));
  return [...repeats, ...explore.slice(0, count - repeats.length)].toSorted((a, b) => rank(b) - rank(a));
}

/**
 * Recommends for a user from their baskets as they are now: a new order counts at once, without a new fit. `self` is the
 * user's number in the fit (so that nobody is their own neighbour), −1 for others.
 */
export function recommend(
  model: NextBasketModel,
  user: UserItems,
  self: number,
  options: RecommendOptions = {},
  scratch = neighbourScratch(model.index),
): Recommendation[] {
  const count = options.count ?? 10;
  const near = neighbourScores(model.index, model.damping, user, self, model.neighbours, scratch);
  const c = candidatesOf(model, user, near);
  const allowed = options.allowed ?? (() => true);
  const boost = options.boost ?? (() => 1);
  const rank = (r: Recommendation): number => r.chance * boost(r.item);
  const best = (a: Recommendation, b: Recommendation): number => rank(b) - rank(a);
  const repeatChance = model.repeat(tableOf(c.repeatFeatures, REPEAT_WIDTH));
  const exploreChance = model.explore(tableOf(c.exploreFeatures, EXPLORE_WIDTH));
  const repeat = c.repeat.map((item, p): Recommendation => {
    const reason = user.sinceLast[p]! <= 1 && user.count[p]! <= 2 ? "bought-lately" : "bought-often";
    return { item, kind: "repeat", chance: repeatChance[p]!, reason };
  });
  const explore = c.explore.map((item, p): Recommendation => {
    const reason = p < model.exploreCandidates && near[item]! > 0 ? "like-minded" : "popular";
    return { item, kind: "explore", chance: exploreChance[p]!, reason };
  });
  return mix(
    repeat.filter((r) => allowed(r.item)).toSorted(best),
    explore.filter((r) => allowed(r.item)).toSorted(best),
    count,
    rank,
    options.repeatShare,
  );
}
