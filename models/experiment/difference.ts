import { normalCdf, normalQuantile, studentCdf, studentQuantile } from "../special/index.ts";
import { momentsOfProportion, type Moments, type PairMoments } from "./moments.ts";

/** An estimated effect, treated minus control, with its interval for one planned look. */
export interface Effect {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  /** Two-sided, for no effect. NaN when there is nothing to judge by. */
  readonly pValue: number;
  /** difference ÷ control mean; undefined when the control mean is 0. */
  readonly relative: number | undefined;
}

/** Units and hits of one arm. */
export interface Proportion {
  readonly count: number;
  readonly hits: number;
}

function effect(
  difference: number,
  standardError: number,
  margin: number,
  pValue: number,
  base: number,
): Effect {
  return {
    difference,
    low: difference - margin,
    high: difference + margin,
    standardError,
    pValue,
    relative: base === 0 ? undefined : difference / base,
  };
}

/** An effect from an asymptotically normal estimate. */
export function normalEffect(difference: number, standardError: number, base: number, level = 0.95): Effect {
  const margin = normalQuantile((1 + level) / 2) * standardError;
  const pValue = standardError > 0 ? 2 * normalCdf(-Math.abs(difference / standardError)) : Number.NaN;
  return effect(difference, standardError, margin, pValue, base);
}

/** Difference in means with Welch's interval (Welch 1947, Biometrika 34; degrees of freedom by Satterthwaite). */
export function differenceInMeans(control: Moments, treated: Moments, level = 0.95): Effect {
  const difference = treated.mean - control.mean;
  const vc = control.variance / control.count;
  const vt = treated.variance / treated.count;
  const standardError = Math.sqrt(vc + vt);
  if (!(standardError > 0)) return effect(difference, 0, Infinity, Number.NaN, control.mean);
  const degrees = (vc + vt) ** 2 / (vc ** 2 / (control.count - 1) + vt ** 2 / (treated.count - 1));
  const margin = studentQuantile((1 + level) / 2, degrees) * standardError;
  const pValue = 2 * studentCdf(-Math.abs(difference / standardError), degrees);
  return effect(difference, standardError, margin, pValue, control.mean);
}

/** Wilson's score interval of one proportion (Wilson 1927; Newcombe 1998a, method 3). */
export function proportionInterval({ count, hits }: Proportion, level = 0.95): { low: number; high: number } {
  if (count === 0) return { low: 0, high: 1 };
  const z = normalQuantile((1 + level) / 2);
  const p = hits / count;
  const middle = (p + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half = (z * Math.sqrt((p * (1 - p)) / count + (z * z) / (4 * count * count))) / (1 + (z * z) / count);
  return { low: hits === 0 ? 0 : middle - half, high: hits === count ? 1 : middle + half };
}

/**
 * Difference in proportions with the hybrid score interval (Newcombe 1998, Statistics in Medicine 17, 873–890, method
 * 10): sound also for rare events, where the normal interval is not. The p-value is the pooled z test's.
 */
export function differenceInProportions(control: Proportion, treated: Proportion, level = 0.95): Effect {
  const pc = control.count > 0 ? control.hits / control.count : 0;
  const pt = treated.count > 0 ? treated.hits / treated.count : 0;
  const c = proportionInterval(control, level);
  const t = proportionInterval(treated, level);
  const difference = pt - pc;
  const pooled = (control.hits + treated.hits) / (control.count + treated.count);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / control.count + 1 / treated.count));
  const variance =
    momentsOfProportion(control.count, control.hits).variance / control.count +
    momentsOfProportion(treated.count, treated.hits).variance / treated.count;
  return {
    difference,
    low: difference - Math.hypot(pt - t.low, c.high - pc),
    high: difference + Math.hypot(t.high - pt, pc - c.low),
    standardError: Math.sqrt(variance),
    pValue: spread > 0 ? 2 * normalCdf(-Math.abs(difference) / spread) : Number.NaN,
    relative: pc === 0 ? undefined : difference / pc,
  };
}

/** Variance of Ȳ/X̄ by the delta method (Deng, Knoblich & Lu 2018, KDD, the ratio metrics of randomisation by user). */
function ratioVariance(m: PairMoments): number {
  const ratio = m.meanY / m.meanX;
  return (
    (m.varianceY - 2 * ratio * m.covariance + ratio * ratio * m.varianceX) / (m.count * m.meanX * m.meanX)
  );
}

/**
 * Difference of a ratio metric Σy/Σx (spend per order, clicks per view) when people, not orders, are randomised. x is
 * the denominator figure of a person, y the numerator.
 */
export function differenceInRatios(control: PairMoments, treated: PairMoments, level = 0.95): Effect {
  const base = control.meanY / control.meanX;
  const standardError = Math.sqrt(ratioVariance(control) + ratioVariance(treated));
  return normalEffect(treated.meanY / treated.meanX - base, standardError, base, level);
}
