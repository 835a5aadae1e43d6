import { gammaQ, normalQuantile } from "../special/index.ts";

/** Result of the sample-ratio check. */
export interface RatioCheck {
  readonly chiSquare: number;
  readonly pValue: number;
  /** True when the split is so unlikely (p < 0.001) that the experiment must not be read. */
  readonly mismatch: boolean;
}

/**
 * Sample-ratio mismatch: Pearson's χ² of units per arm against the planned shares (Fabijan et al. 2019, KDD, who use the threshold 0.001 against false alarms from many looks).
 */
export function sampleRatioMismatch(counts: readonly number[], shares: readonly number[]): RatioCheck {
  const total = counts.reduce((a, b) => a + b, 0);
  const weight = shares.reduce((a, b) => a + b, 0);
  let chiSquare = 0;
  for (let i = 0; i < counts.length; i++) {
    const expected = (total * (shares[i] ?? 0)) / weight;
    if (expected > 0) chiSquare += (counts[i]! - expected) ** 2 / expected;
  }
  const pValue = total === 0 ? 1 : gammaQ((counts.length - 1) / 2, chiSquare / 2);
  return { chiSquare, pValue, mismatch: pValue < 0.001 };
}

/** What a planned experiment looks like. */
export interface Plan {
  readonly controlCount: number;
  readonly treatedCount: number;
  /** Standard deviation of the outcome per person; √(p(1−p)) for a proportion. */
  readonly sd: number;
  /** Default 0.95. */
  readonly level?: number;
  /** Chance to detect the effect; default 0.8. */
  readonly power?: number;
}

function bothQuantiles(level = 0.95, power = 0.8): number {
  return normalQuantile((1 + level) / 2) + normalQuantile(power);
}

/** Smallest true difference found with the given power: (z_{1−α/2} + z_power)·σ·√(1/n₁ + 1/n₀) (Bloom 1995). */
export function minimumDetectableEffect(plan: Plan): number {
  return (
    bothQuantiles(plan.level, plan.power) * plan.sd * Math.sqrt(1 / plan.controlCount + 1 / plan.treatedCount)
  );
}

/** People needed in both arms together to find `effect`, when `controlShare` of them are controls. Rounded up. */
export function unitsNeeded(
  effect: number,
  sd: number,
  controlShare = 0.5,
  level?: number,
  power?: number,
): number {
  const split = 1 / controlShare + 1 / (1 - controlShare);
  return Math.ceil(split * ((bothQuantiles(level, power) * sd) / effect) ** 2);
}
