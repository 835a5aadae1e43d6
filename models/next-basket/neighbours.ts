import type { UserItems } from "./history.ts";

/** Users as sparse vectors of length 1, with lists by item to find the like-minded fast. */
export interface NeighbourIndex {
  readonly users: readonly UserItems[];
  /** Users with the item and their weight of it. */
  readonly byItem: readonly { readonly user: Int32Array; readonly weight: Float64Array }[];
}

/** √(recency-weighted frequency), damped for popular items, of length 1. */
function direction(user: UserItems, damping: Float64Array): Float64Array {
  const raw = user.slow.map((slow, k) => Math.sqrt(slow) * damping[user.item[k]!]!);
  const length = Math.sqrt(raw.reduce((sum, v) => sum + v * v, 0)) || 1;
  return raw.map((v) => v / length);
}

/** Damping of an item bought by many: ln(1 + users/buyers). */
export function dampingOf(buyers: Float64Array, users: number): Float64Array {
  return buyers.map((count) => Math.log1p(users / (count + 1)));
}

/** Builds the index. */
export function neighbourIndex(users: readonly UserItems[], damping: Float64Array): NeighbourIndex {
  const sizes = new Int32Array(damping.length);
  for (const user of users) for (const i of user.item) sizes[i]! += 1;
  const byItem = Array.from(sizes, (size) => ({
    user: new Int32Array(size),
    weight: new Float64Array(size),
  }));
  const filled = new Int32Array(damping.length);
  users.forEach((user, u) => {
    const weight = direction(user, damping);
    user.item.forEach((i, p) => {
      const at = filled[i]!;
      byItem[i]!.user[at] = u;
      byItem[i]!.weight[at] = weight[p]!;
      filled[i] = at + 1;
    });
  });
  return { users, byItem };
}

/** Working arrays, made once and cleared after each use. */
export interface NeighbourScratch {
  readonly similarity: Float64Array;
  readonly score: Float64Array;
}

/** Fresh working arrays. */
export function neighbourScratch(index: NeighbourIndex): NeighbourScratch {
  return { similarity: new Float64Array(index.users.length), score: new Float64Array(index.byItem.length) };
}

/**
 * Score per item from the `k` users of the largest cosine: Σ similarity^q · share of their baskets with the item ÷ Σ
 * similarity^q (user-wise collaborative filtering with recency; Faggioli, Polato & Aiolli 2020, UMAP, eqs. 4–6).
 * The returned array belongs to the scratch: read it before the next call.
 */
export function neighbourScores(
  index: NeighbourIndex,
  damping: Float64Array,
  user: UserItems,
  self: number,
  k: number,
  scratch: NeighbourScratch,
): Float64Array {
  const { similarity, score } = scratch;
  score.fill(0);
  const own = direction(user, damping);
  const touched: number[] = [];
  user.item.forEach((i, place) => {
    const { user: others, weight } = index.byItem[i]!;
    for (let e = 0; e < others.length; e++) {
      const other = others[e]!;
      if (other === self) continue;
      if (similarity[other] === 0) touched.push(other);
      similarity[other]! += own[place]! * weight[e]!;
    }
  });
  const sorted = Float64Array.from(touched, (other) => similarity[other]!).toSorted();
  const least = sorted[Math.max(0, sorted.length - k)] ?? 0;
  let total = 1e-12;
  for (const other of touched) {
    const s = similarity[other]!;
    if (s < least) continue;
    const neighbour = index.users[other]!;
    total += s;
    for (let p = 0; p < neighbour.item.length; p++) {
      score[neighbour.item[p]!]! += (s * neighbour.slow[p]!) / neighbour.baskets;
    }
  }
  for (const other of touched) similarity[other] = 0;
  for (let i = 0; i < score.length; i++) score[i]! /= total;
  return score;
}
