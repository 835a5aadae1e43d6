import { type BgNbdParams, type CustomerSummary, logBeta, logGamma } from "../../../models/index.ts";

export type CalibrationRow = {
  readonly repeats: number;
  readonly observed: number;
  readonly expected: number;
};

/** The last row holds everybody with so many repeats or more. */
const mostRepeats = 7;

/**
 * How many customers have 0, 1, 2 … repeat purchases, against how many the model expects: Σ over customers of
 * P(X(T) = x), Fader, Hardie & Lee 2005, eq. (8). A bad fit shows here first.
 */
export function calibrationOf(params: BgNbdParams, summary: CustomerSummary): CalibrationRow[] {
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
    for (let x = 0; x < mostRepeats; x += 1) {
      const chance = chanceOfRepeats(params, x, T);
      expected[x]! += customers * chance;
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

/** P(X(t) = x), Fader, Hardie & Lee 2005, eq. (8). `t` in the unit of α. */
export function chanceOfRepeats({ r, alpha, a, b }: BgNbdParams, x: number, t: number): number {
  const logStill = r * Math.log(alpha / (alpha + t));
  const logMoved = t > 0 ? Math.log(t / (alpha + t)) : Number.NEGATIVE_INFINITY;
  const weightOf = (j: number): number =>
    Math.exp(logGamma(r + j) - logGamma(r) - logGamma(j + 1) + logStill + (j === 0 ? 0 : j * logMoved));
  const stays = Math.exp(logBeta(a, b + x) - logBeta(a, b)) * weightOf(x);
  if (x === 0) return stays;
  let fewer = 0;
  for (let j = 0; j < x; j += 1) fewer += weightOf(j);
  return stays + Math.exp(logBeta(a + 1, b + x - 1) - logBeta(a, b)) * Math.max(0, 1 - fewer);
}
