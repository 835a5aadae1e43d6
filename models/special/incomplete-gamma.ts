import { logGamma } from "./gamma.ts";
import { normalQuantile } from "./normal.ts";

const MOST_STEPS = 20_000;
const TINY = 1e-300;

/** x^a e^{−x} / Γ(a). */
function prefactor(a: number, x: number): number {
  return Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** P(a, x) by DLMF 8.7.1 (for x < a + 1). */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_STEPS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum * prefactor(a, x);
}

/** Q(a, x) by the even part of the continued fraction DLMF 8.9.2 (for x ≥ a + 1), modified Lentz evaluation. */
function upperFraction(a: number, x: number): number {
  let denominator = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / denominator;
  let value = d;
  for (let n = 1; n < MOST_STEPS; n++) {
    const numerator = -n * (n - a);
    denominator += 2;
    d = numerator * d + denominator;
    if (Math.abs(d) < TINY) d = TINY;
    c = denominator + numerator / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value * prefactor(a, x);
}

/** Regularised lower incomplete gamma P(a, x) = γ(a, x)/Γ(a), a > 0, x ≥ 0 (DLMF 8.2.4). */
export function gammaP(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** Regularised upper incomplete gamma Q(a, x) = 1 − P(a, x), precise in the far tail. */
export function gammaQ(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

/** Wilson–Hilferty (Abramowitz & Stegun 26.4.17), or the leading term of the series for small shapes. */
function quantileStart(a: number, p: number): number {
  const root = 1 - 1 / (9 * a) + normalQuantile(p) / (3 * Math.sqrt(a));
  if (a >= 0.5 && root > 0.3) return a * root ** 3;
  return Math.min(Math.exp((Math.log(p) + logGamma(a + 1)) / a), a + 10);
}

/** The x with P(a, x) = p, by Newton steps inside a shrinking bracket. NaN for p outside [0, 1]. */
export function gammaQuantile(a: number, p: number): number {
  if (!(a > 0) || !(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  let x = quantileStart(a, p);
  if (!(x > 0)) return 0;
  let low = 0;
  let high = Infinity;
  for (let step = 0; step < 200; step++) {
    const error = p < 0.5 ? gammaP(a, x) - p : 1 - p - gammaQ(a, x);
    if (error > 0) high = x;
    else low = x;
    let next = x - (error * x) / prefactor(a, x);
    if (!(next > low && next < high)) next = high === Infinity ? 2 * x + 1 : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}
