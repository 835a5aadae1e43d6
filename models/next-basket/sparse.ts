/** Rows of a matrix that is mostly zero: row r holds column[e] → value[e] for e in rowStart[r] … rowStart[r + 1] − 1. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
}

/** The same matrix by column: for each column the rows that have it, in ascending order. */
export function transposed(m: SparseRows): SparseRows {
  const rowStart = new Int32Array(m.columns + 1);
  for (const c of m.column) rowStart[c + 1]! += 1;
  for (let c = 0; c < m.columns; c++) rowStart[c + 1]! += rowStart[c]!;
  const next = rowStart.slice();
  const column = new Int32Array(m.column.length);
  const value = new Float64Array(m.column.length);
  for (let r = 0; r < m.rows; r++) {
    for (let e = m.rowStart[r]!; e < m.rowStart[r + 1]!; e++) {
      const at = next[m.column[e]!]!++;
      column[at] = r;
      value[at] = m.value[e]!;
    }
  }
  return { rows: m.columns, columns: m.rows, rowStart, column, value };
}

/** A dense vector that remembers which places are not zero, so that clearing costs what was touched. */
export class TouchedVector {
  readonly value: Float64Array;
  readonly touched: Int32Array;
  count = 0;

  constructor(size: number) {
    this.value = new Float64Array(size);
    this.touched = new Int32Array(size);
  }

  /** Adds an amount of 0 or more. */
  add(place: number, amount: number): void {
    const before = this.value[place]!;
    if (before === 0 && amount > 0) this.touched[this.count++] = place;
    this.value[place] = before + amount;
  }

  clear(): void {
    for (let t = 0; t < this.count; t++) this.value[this.touched[t]!] = 0;
    this.count = 0;
  }
}

/**
 * The `most` candidates of the largest score, best first; ties to the later number, as a reversed ascending sort gives
 * them. A heap of `most` places: n log(most) at worst, near n when few candidates enter.
 */
export function bestOf(candidates: Int32Array, score: Float64Array, most: number): Int32Array {
  const heap = new Int32Array(Math.min(most, candidates.length));
  const worse = (a: number, b: number): boolean =>
    score[a]! < score[b]! || (a < b && !(score[b]! < score[a]!));
  let size = 0;
  const sink = (from: number): void => {
    let at = from;
    const moving = heap[at]!;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && worse(heap[child + 1]!, heap[child]!)) child += 1;
      if (!worse(heap[child]!, moving)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = moving;
  };
  for (const c of candidates) {
    if (size < heap.length) {
      heap[size++] = c;
      if (size === heap.length) for (let p = (size >> 1) - 1; p >= 0; p--) sink(p);
    } else if (size > 0 && worse(heap[0]!, c)) {
      heap[0] = c;
      sink(0);
    }
  }
  return heap.toSorted((a, b) => (worse(a, b) ? 1 : -1));
}
