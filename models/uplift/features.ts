/** Rows of features: row i owns values[i·width] … values[i·width + width − 1]. */
export interface FeatureTable {
  readonly count: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** A fitted model: one prediction per row (a chance for logistic losses). */
export type Predictor = (rows: FeatureTable) => Float64Array;

/** A way to fit a target by features; rows may be weighted. */
export type Learner = (rows: FeatureTable, target: Float64Array, weights?: Float64Array) => Predictor;

/** The rows with the given numbers. */
export function pickRows(table: FeatureTable, rows: readonly number[] | Int32Array): FeatureTable {
  const { width } = table;
  const values = new Float64Array(rows.length * width);
  for (let k = 0; k < rows.length; k++) {
    values.set(table.values.subarray(rows[k]! * width, (rows[k]! + 1) * width), k * width);
  }
  return { count: rows.length, width, values };
}

/** The table with further columns at the right; each column has one figure per row. */
export function withColumns(table: FeatureTable, columns: readonly Float64Array[]): FeatureTable {
  const width = table.width + columns.length;
  const values = new Float64Array(table.count * width);
  for (let i = 0; i < table.count; i++) {
    values.set(table.values.subarray(i * table.width, (i + 1) * table.width), i * width);
    columns.forEach((column, k) => {
      values[i * width + table.width + k] = column[i]!;
    });
  }
  return { count: table.count, width, values };
}
