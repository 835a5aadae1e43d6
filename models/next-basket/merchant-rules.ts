import { bestOf } from "./sparse.ts";

/** Items with their chances to be in the next basket: first the `repeats` the user had bought, then those to explore. */
export interface ScoredItems {
  readonly item: ArrayLike<number>;
  readonly chance: Float64Array;
  readonly repeats: number;
  /** Repeat items of one number have the same past with the user: bought as often, first and last in the same baskets. */
  readonly past: ArrayLike<number>;
}

/** Rules of the merchant, applied after scoring: they change the list, never a chance. */
export interface MerchantRules {
  /** How many; default 10. */
  readonly count?: number;
  /** Part of the list that is repeat, 0 … 1; default: whatever has the best chances. */
  readonly repeatShare?: number;
  /**
   * How much items with the same past are spread, 0 … 1: they are bought or left together, so the second of them adds less
   * to the chance that anything on the list is right. The n-th counts n^−spread of its chance. Default 0.8.
   */
  readonly spread?: number;
  /** Items that may be shown (stock, exclusions); default all. It also holds for pinned items. */
  readonly allowed?: (item: number) => boolean;
  /** Factor on the chance used for ranking: above 1 lifts, below 1 buries. */
  readonly boost?: (item: number) => number;
  /** Items that come first, in this order. */
  readonly pinned?: readonly number[];
  /** At most `most` items of one category, pinned ones included; pinned items are never left out for it. */
  readonly categories?: { readonly of: (item: number) => number; readonly most: number };
}

const SPREAD = 0.8;

/** Places of the allowed items of one kind, best first; no more than can be needed. */
function ranked(from: number, to: number, rank: Float64Array, most: number): Int32Array {
  const places: number[] = [];
  for (let place = from; place < to; place++) if (rank[place]! >= 0) places.push(place);
  return bestOf(Int32Array.from(places), rank, most);
}

/**
 * Puts the places, best first, in an order in which the second, third … item of one past come later, as a greedy choice
 * would do item by item. Their ranks change places with them, so that repeat and explore are merged as before.
 */
function spreadOut(places: Int32Array, past: ArrayLike<number>, rank: Float64Array, spread: number): void {
  const before = Float64Array.from(places, (place) => rank[place]!);
  const seen = new Map<number, number>();
  for (const place of places) {
    const turn = (seen.get(past[place]!) ?? 0) + 1;
    seen.set(past[place]!, turn);
    if (turn > 1) rank[place]! *= turn ** -spread;
  }
  places.set(bestOf(places, rank, places.length));
  places.forEach((place, k) => (rank[place] = before[k]!));
}

/** Places in `scored` of the chosen items, in the order of the list. */
export function applyRules(scored: ScoredItems, rules: MerchantRules): number[] {
  const count = rules.count ?? 10;
  const { boost, allowed, categories } = rules;
  const size = scored.chance.length;
  const rank = scored.chance.slice();
  for (let place = 0; place < size; place++) {
    const item = scored.item[place]!;
    if (boost !== undefined) rank[place]! *= boost(item);
    if (allowed !== undefined && !allowed(item)) rank[place] = -1;
  }
  const pinned = pinnedPlaces(scored, rank, rules.pinned ?? []).slice(0, count);
  const chosen = new Set(pinned);
  const inCategory = new Map<number, number>();
  const enter = (place: number): void => {
    if (categories === undefined) return;
    const category = categories.of(scored.item[place]!);
    inCategory.set(category, (inCategory.get(category) ?? 0) + 1);
  };
  for (const place of pinned) enter(place);
  const isFull = (place: number): boolean =>
    categories !== undefined && (inCategory.get(categories.of(scored.item[place]!)) ?? 0) >= categories.most;
  const fill = (places: ArrayLike<number>, until: number): void => {
    for (let p = 0; p < places.length && chosen.size < until; p++) {
      const place = places[p]!;
      if (chosen.has(place) || isFull(place)) continue;
      chosen.add(place);
      enter(place);
    }
  };
  // A full category can push the list down to any place; otherwise nothing beyond the count is needed.
  const most = categories === undefined ? count + pinned.length : size;
  // An item far down cannot be lifted by others being lowered: five times the list is enough to look at.
  const repeat = ranked(0, scored.repeats, rank, 5 * most);
  spreadOut(repeat, scored.past, rank, rules.spread ?? SPREAD);
  const explore = ranked(scored.repeats, size, rank, most);
  const byRank = (a: number, b: number): number => rank[b]! - rank[a]! || a - b;
  if (rules.repeatShare !== undefined) {
    const have = pinned.filter((place) => place < scored.repeats).length;
    const wanted = Math.max(0, Math.round(count * rules.repeatShare) - have);
    fill(repeat, Math.min(count, pinned.length + wanted));
    fill(explore, count);
  }
  // What one kind cannot give, the other does.
  fill([...repeat, ...explore].toSorted(byRank), count);
  return [...pinned, ...Array.from(chosen).slice(pinned.length).toSorted(byRank)];
}

function pinnedPlaces(scored: ScoredItems, rank: Float64Array, pinned: readonly number[]): number[] {
  if (pinned.length === 0) return [];
  const placeOf = new Map(Array.from(scored.item, (item, place) => [item, place]));
  return Array.from(new Set(pinned)).flatMap((item) => {
    const place = placeOf.get(item);
    return place === undefined || rank[place]! < 0 ? [] : [place];
  });
}
