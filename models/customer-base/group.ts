import type { CustomerSummary } from "./summary.ts";

/** Rows with equal (x, tx, T) taken together: the likelihood needs each distinct row once. */
export interface GroupedRows {
  /** Number of distinct rows. */
  readonly size: number;
  readonly x: Int32Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  /** Customers per distinct row. */
  readonly weight: Float64Array;
  /** Distinct row of each customer. */
  readonly rowOf: Int32Array;
  /** Customers in all. */
  readonly customers: number;
}

const words = new Float64Array(2);
const bits = new Uint32Array(words.buffer);

function hashOf(x: number, tx: number, T: number): number {
  words[0] = tx;
  words[1] = T;
  let h = x | 0;
  for (let i = 0; i < 4; i++) {
    h = Math.imul(h ^ bits[i]!, 0x9e3779b1);
    h ^= h >>> 15;
  }
  return h >>> 0;
}

/** Groups equal rows with an open-addressed table, in order of first appearance. */
export function groupRows(summary: CustomerSummary): GroupedRows {
  const { n } = summary;
  let slots = 16;
  while (slots < 2 * n) slots *= 2;
  const table = new Int32Array(slots).fill(-1);
  const x = new Int32Array(n);
  const tx = new Float64Array(n);
  const T = new Float64Array(n);
  const weight = new Float64Array(n);
  const rowOf = new Int32Array(n);
  let size = 0;
  for (let i = 0; i < n; i++) {
    const xi = summary.x[i]!;
    const txi = summary.tx[i]!;
    const Ti = summary.T[i]!;
    let slot = hashOf(xi, txi, Ti) & (slots - 1);
    let row = table[slot]!;
    while (row >= 0 && !(x[row] === xi && tx[row] === txi && T[row] === Ti)) {
      slot = (slot + 1) & (slots - 1);
      row = table[slot]!;
    }
    if (row < 0) {
      row = size;
      size += 1;
      table[slot] = row;
      x[row] = xi;
      tx[row] = txi;
      T[row] = Ti;
    }
    weight[row]! += 1;
    rowOf[i] = row;
  }
  return {
    size,
    x: x.slice(0, size),
    tx: tx.slice(0, size),
    T: T.slice(0, size),
    weight: weight.slice(0, size),
    rowOf,
    customers: n,
  };
}

/** Computes a figure once per distinct row and spreads it over the customers. */
export function spread(
  summary: CustomerSummary,
  figure: (x: number, tx: number, T: number) => number,
): Float64Array {
  const rows = groupRows(summary);
  const values = new Float64Array(rows.size);
  for (let i = 0; i < rows.size; i++) values[i] = figure(rows.x[i]!, rows.tx[i]!, rows.T[i]!);
  const out = new Float64Array(summary.n);
  for (let i = 0; i < out.length; i++) out[i] = values[rows.rowOf[i]!]!;
  return out;
}

/** Customers per repeat count: terms that depend on x alone are computed once per count. */
export function countsByX(rows: GroupedRows): Float64Array {
  let most = 0;
  for (const x of rows.x) most = Math.max(most, x);
  const counts = new Float64Array(rows.size === 0 ? 0 : most + 1);
  for (let i = 0; i < rows.size; i++) counts[rows.x[i]!]! += rows.weight[i]!;
  return counts;
}
