import { logBeta } from "./gamma.ts";

const MOST_STEPS = 20_000;
const TINY = 1e-300;

/** Continued fraction DLMF 8.17.22 by the modified Lentz method; converges fast for x < (a+1)/(a+b+2). */
function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < TINY ? TINY : d);
  let value = d;
  for (let n = 2; n < MOST_STEPS; n++) {
    const m = n >> 1;
    const numerator =
      n % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + numerator * d;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = 1 + numerator / c;
    if (Math.abs(c) < TINY) c = TINY;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}

/** Regularised incomplete beta I_x(a, b), a, b > 0, 0 ≤ x ≤ 1 (DLMF 8.17.2); NaN outside. */
export function betaIncomplete(a: number, b: number, x: number): number {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) return Number.NaN;
  if (x === 0 || x === 1) return x;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) return (front * fraction(a, b, x)) / a;
  return 1 - (front * fraction(b, a, 1 - x)) / b;
}

/** The x with I_x(a, b) = p, by Newton steps inside a shrinking bracket. NaN for p outside [0, 1]. */
export function betaQuantile(a: number, b: number, p: number): number {
  if (!(a > 0) || !(b > 0) || !(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p;
  const norm = logBeta(a, b);
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let step = 0; step < 300; step++) {
    const error = betaIncomplete(a, b, x) - p;
    if (error > 0) high = x;
    else low = x;
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - norm);
    let next = x - error / density;
    if (!(next > low && next < high)) {
      next = low > 0 && high / low > 4 ? Math.sqrt(low * high) : (low + high) / 2;
    }
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}

/** Student's t distribution function with `degrees` > 0 degrees of freedom (DLMF 8.17.2 with x = ν/(ν+t²)). */
export function studentCdf(t: number, degrees: number): number {
  const square = t * t;
  // Near the centre 1 − x is the precise variable, in the tail x is.
  const tail =
    square < degrees
      ? 0.5 - 0.5 * betaIncomplete(0.5, degrees / 2, square / (degrees + square))
      : 0.5 * betaIncomplete(degrees / 2, 0.5, degrees / (degrees + square));
  return t > 0 ? 1 - tail : tail;
}

/** The t with studentCdf(t, degrees) = p, 0 < p < 1. */
export function studentQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0;
  const tail = p < 0.5 ? p : 1 - p;
  const outer =
    tail < 0.2 ? betaQuantile(degrees / 2, 0.5, 2 * tail) : 1 - betaQuantile(0.5, degrees / 2, 1 - 2 * tail);
  const t = Math.sqrt((degrees * (1 - outer)) / outer);
  return p < 0.5 ? -t : t;
}
