import type { BasketHistory } from "./history.ts";
import { bestOf, TouchedVector, transposed, type SparseRows } from "./sparse.ts";

export interface UpCfOptions {
  /** r: popularity is counted over the newest r baskets. */
  readonly recency: number;
  /** α of the asymmetric cosine. */
  readonly asymmetry: number;
  /** q: exponent of the similarity. */
  readonly locality: number;
  /** Similar users kept. */
  readonly neighbours: number;
  /** Added to the denominator of the similarity; 1000 in the code of the Reality Check. */
  readonly shrink: number;
}

/** Number of baskets with the item, per user, over the newest `last` baskets. */
function counts(h: BasketHistory, last: number): SparseRows {
  const rowStart = new Int32Array(h.users + 1);
  const column: number[] = [];
  const value: number[] = [];
  const row = new TouchedVector(h.items);
  for (let u = 0; u < h.users; u++) {
    const to = h.userStart[u + 1]!;
    const from = h.basketStart[Math.max(h.userStart[u]!, to - last)]!;
    for (let e = from; e < h.basketStart[to]!; e++) row.add(h.item[e]!, 1);
    for (let t = 0; t < row.count; t++) {
      column.push(row.touched[t]!);
      value.push(row.value[row.touched[t]!]!);
    }
    row.clear();
    rowStart[u + 1] = column.length;
  }
  return {
    rows: h.users,
    columns: h.items,
    rowStart,
    column: Int32Array.from(column),
    value: Float64Array.from(value),
  };
}

/**
 * UP-CF@r: recency-aware user popularity spread over similar users (Faggioli, Polato & Aiolli 2020, UMAP, eqs. 1–3),
 * with asymmetric cosine over basket counts and shrinkage as in the code of the Reality Check (Li et al. 2023). The
 * histories of all users are known; no next basket is looked at.
 */
export function upCf(
  h: BasketHistory,
  asked: readonly number[],
  o: UpCfOptions,
  visit: (score: TouchedVector, place: number) => void,
): void {
  const bought = counts(h, Infinity);
  const byItem = transposed(bought);
  const lately = counts(h, o.recency);
  const square = new Float64Array(h.users);
  for (let u = 0; u < h.users; u++) {
    for (let e = bought.rowStart[u]!; e < bought.rowStart[u + 1]!; e++) square[u]! += bought.value[e]! ** 2;
  }
  const own = square.map((s) => s ** o.asymmetry);
  const other = square.map((s) => s ** (1 - o.asymmetry));
  const similarity = new TouchedVector(h.users);
  const score = new TouchedVector(h.items);
  const spread = (user: number, weight: number): void => {
    const baskets = Math.min(o.recency, h.userStart[user + 1]! - h.userStart[user]!);
    for (let e = lately.rowStart[user]!; e < lately.rowStart[user + 1]!; e++) {
      score.add(lately.column[e]!, (weight * lately.value[e]!) / baskets);
    }
  };
  asked.forEach((u, place) => {
    for (let e = bought.rowStart[u]!; e < bought.rowStart[u + 1]!; e++) {
      const i = bought.column[e]!;
      for (let p = byItem.rowStart[i]!; p < byItem.rowStart[i + 1]!; p++) {
        similarity.add(byItem.column[p]!, bought.value[e]! * byItem.value[p]!);
      }
    }
    const others = similarity.touched.subarray(0, similarity.count).filter((v) => v !== u);
    for (const v of others)
      similarity.value[v] = Math.fround(similarity.value[v]! / (own[u]! * other[v]! + o.shrink));
    for (const v of bestOf(others, similarity.value, o.neighbours)) {
      spread(v, Math.fround(similarity.value[v]! ** o.locality));
    }
    spread(u, 1);
    visit(score, place);
    similarity.clear();
    score.clear();
  });
}
