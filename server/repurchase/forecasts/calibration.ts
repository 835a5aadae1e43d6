import type { CustomerSummary } from "../../../models/index.ts";

export type CalibrationRow = {
  readonly repeats: number;
  readonly observed: number;
  readonly expected: number;
};

/** The last row holds everybody with so many repeats or more. */
const mostRepeats = 7;

/**
 * How many customers have 0, 1, 2 … repeat purchases, against how many the model expects: the sum over customers of the
 * chance of so many repeats in the weeks each was observed. A bad fit shows here first.
 */
export function calibrationOf(
  chanceOfRepeats: (repeats: number, weeks: number) => number,
  summary: CustomerSummary,
): CalibrationRow[] {
  const observed = new Float64Array(mostRepeats + 1);
  const expected = new Float64Array(mostRepeats + 1);
  const customersByT = new Map<number, number>();
  for (let i = 0; i < summary.n; i += 1) {
    observed[Math.min(mostRepeats, summary.x[i]!)]! += 1;
    const T = summary.T[i]!;
    customersByT.set(T, (customersByT.get(T) ?? 0) + 1);
  }
  for (const [T, customers] of customersByT) {
    let rest = 1;
    for (let repeats = 0; repeats < mostRepeats; repeats += 1) {
      const chance = chanceOfRepeats(repeats, T);
      expected[repeats]! += customers * chance;
      rest -= chance;
    }
    expected[mostRepeats]! += customers * Math.max(0, rest);
  }
  return Array.from(observed, (count, repeats) => ({
    repeats,
    observed: count,
    expected: expected[repeats]!,
  }));
}
