import type { Effect } from "./difference.ts";

/** An interval that keeps its level however often and whenever one looks. */
export interface AlwaysValid {
  readonly low: number;
  readonly high: number;
  /** Always-valid p-value for no effect: the smallest 1 − level at which 0 lies outside. */
  readonly pValue: number;
}

export interface AlwaysValidOptions {
  /** Default 0.95. */
  readonly level?: number;
  /** Number of units at which the interval is to be tightest; default 5,000. Fix it before the first look. */
  readonly tightestAt?: number;
  /** Below this many units no statement is made (the theory is asymptotic): the interval is everything. Default 200. */
  readonly leastCount?: number;
}

/** ρ that makes the sequence tightest at n (Waudby-Smith et al. 2024, appendix on tuning ρ). */
function mixture(alpha: number, n: number): number {
  return Math.sqrt((-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1)) / n);
}

/**
 * Asymptotic confidence sequence of a difference: Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, "Time-uniform
 * central limit theory and asymptotic confidence sequences", Annals of Statistics 52(6), theorem 2.2:
 * estimate ± σ̂ √( (tρ² + 1)/(t²ρ²) · ln((tρ² + 1)/α²) ), with σ̂/√t put as the estimate's standard error. It is the
 * normal-mixture boundary of Howard, Ramdas, McAuliffe & Sekhon 2021, Annals of Statistics 49(2). `units` is
 * the number of people in both arms.
 */
export function alwaysValid(
  estimate: Pick<Effect, "difference" | "standardError">,
  units: number,
  options: AlwaysValidOptions = {},
): AlwaysValid {
  const alpha = 1 - (options.level ?? 0.95);
  if (units < (options.leastCount ?? 200) || !(estimate.standardError > 0)) {
    return { low: -Infinity, high: Infinity, pValue: 1 };
  }
  const grown = units * mixture(alpha, options.tightestAt ?? 5000) ** 2;
  const factor = (grown + 1) / grown;
  const radius = estimate.standardError * Math.sqrt(factor * Math.log((grown + 1) / alpha ** 2));
  const z = estimate.difference / estimate.standardError;
  return {
    low: estimate.difference - radius,
    high: estimate.difference + radius,
    pValue: Math.min(1, Math.sqrt((grown + 1) * Math.exp(-(z * z) / factor))),
  };
}
