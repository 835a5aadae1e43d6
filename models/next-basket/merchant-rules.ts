import { bestOf } from "./sparse.ts";

/** Items with their chances to be in the next basket: first the `repeats` the user had bought, then those to explore. */
export interface ScoredItems {
  readonly item: ArrayLike<number>;
  readonly chance: Float64Array;
  readonly repeats: number;
}

/** Rules of the merchant, applied after scoring: they change the list, never a chance. */
export interface MerchantRules {
  /** How many; default 10. */
  readonly count?: number;
  /** Part of the list that is repeat, 0 … 1; default: whatever has the best chances. */
  readonly repeatShare?: number;
  /** Items that may be shown (stock, exclusions); default all. It also holds for pinned items. */
  readonly allowed?: (item: number) => boolean;
  /** Factor on the chance used for ranking: above 1 lifts, below 1 buries. */
  readonly boost?: (item: number) => number;
  /** Items that come first, in this order. */
  readonly pinned?: readonly number[];
  /** At most `most` items of one category, pinned ones included; pinned items are never left out for it. */
  readonly categories?: { readonly of: (item: number) => number; readonly most: number };
}

/** Places of the allowed items of one kind, best first; no more than can be needed. */
function ranked(from: number, to: number, rank: Float64Array, most: number): Int32Array {
  const places: number[] = [];
  for (let place = from; place < to; place++) if (rank[place]! >= 0) places.push(place);
  return bestOf(Int32Array.from(places), rank, most);
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
  const repeat = ranked(0, scored.repeats, rank, most);
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
