import type { BasketHistory } from "./history.ts";
import { bestOf, TouchedVector, transposed, type SparseRows } from "./sparse.ts";

export interface TifuOptions {
  /** k nearest users. */
  readonly neighbours: number;
  /** Decay per basket r_b and per group of baskets r_g. */
  readonly basketDecay: number;
  readonly groupDecay: number;
  /** α: weight of the user's own vector against the neighbours' mean. */
  readonly ownShare: number;
  /** m groups of baskets. */
  readonly groups: number;
}

/**
 * Weight of each of a user's `baskets` (oldest first) in their vector (Hu, He, Gao & Zhang 2020, TIFU-KNN, SIGIR,
 * eqs. 1–3, as in the authors' code: the decay by basket counts from the newest of all; the later groups take the
 * baskets left over when the division has a remainder).
 */
export function tifuWeights(baskets: number, o: TifuOptions): Float64Array {
  const weight = new Float64Array(baskets);
  const groups = Math.min(o.groups, baskets);
  const small = Math.floor(baskets / groups);
  const larger = baskets % groups;
  let b = 0;
  for (let g = 0; g < groups; g++) {
    const size = small + (g >= groups - larger ? 1 : 0);
    const shared = o.groupDecay ** (o.groups - 1 - g) / size / groups;
    for (let k = 0; k < size; k++, b++) weight[b] = shared * o.basketDecay ** (baskets - 1 - b);
  }
  return weight;
}

function tifuRows(h: BasketHistory, users: readonly number[], o: TifuOptions): SparseRows {
  const rowStart = new Int32Array(users.length + 1);
  const column: number[] = [];
  const value: number[] = [];
  const row = new TouchedVector(h.items);
  users.forEach((u, r) => {
    const from = h.userStart[u]!;
    const weight = tifuWeights(h.userStart[u + 1]! - from, o);
    weight.forEach((w, k) => {
      for (let e = h.basketStart[from + k]!; e < h.basketStart[from + k + 1]!; e++) row.add(h.item[e]!, w);
    });
    for (let t = 0; t < row.count; t++) {
      column.push(row.touched[t]!);
      value.push(row.value[row.touched[t]!]!);
    }
    row.clear();
    rowStart[r + 1] = column.length;
  });
  return {
    rows: users.length,
    columns: h.items,
    rowStart,
    column: Int32Array.from(column),
    value: Float64Array.from(value),
  };
}

/** Squared length of each row. */
function squares(m: SparseRows): Float64Array {
  return Float64Array.from({ length: m.rows }, (_, r) => {
    let sum = 0;
    for (let e = m.rowStart[r]!; e < m.rowStart[r + 1]!; e++) sum += m.value[e]! ** 2;
    return sum;
  });
}

/**
 * TIFU-KNN: lists for `asked` users from their own histories and those of `known` users (Hu et al. 2020, eq. 4;
 * neighbours by Euclidean distance). No next basket is looked at.
 */
export function tifuKnn(
  h: BasketHistory,
  known: readonly number[],
  asked: readonly number[],
  o: TifuOptions,
  visit: (score: TouchedVector, place: number) => void,
): void {
  const rows = tifuRows(h, known, o);
  const byItem = transposed(rows);
  const lengths = squares(rows);
  const own = tifuRows(h, asked, o);
  const nearness = new Float64Array(known.length);
  const everyone = Int32Array.from(known.keys());
  const score = new TouchedVector(h.items);
  asked.forEach((_, a) => {
    // −distance², less the asked user's own length, which is the same for all.
    for (let r = 0; r < known.length; r++) nearness[r] = -lengths[r]!;
    for (let e = own.rowStart[a]!; e < own.rowStart[a + 1]!; e++) {
      const i = own.column[e]!;
      const v = 2 * own.value[e]!;
      for (let p = byItem.rowStart[i]!; p < byItem.rowStart[i + 1]!; p++) {
        nearness[byItem.column[p]!]! += v * byItem.value[p]!;
      }
      score.add(i, o.ownShare * own.value[e]!);
    }
    const nearest = bestOf(everyone, nearness, o.neighbours);
    for (const r of nearest) {
      for (let e = rows.rowStart[r]!; e < rows.rowStart[r + 1]!; e++) {
        score.add(rows.column[e]!, ((1 - o.ownShare) * rows.value[e]!) / nearest.length);
      }
    }
    visit(score, a);
    score.clear();
  });
}
