/** Gamma-family functions for positive real arguments. Absolute error is about 1e-14 over the tested range. */

const HALF_LOG_TWO_PI = 0.9189385332046727;

/** Below this the recurrence Γ(x+1) = xΓ(x) (DLMF 5.5.1) lifts the argument before an asymptotic series is used. */
const ASYMPTOTIC_FROM = 10;

/** ζ(k) − 1 for k = 2 … 13. */
const ZETA_MINUS_ONE = [
  0.644934066848226, 0.202056903159594, 0.0823232337111382, 0.0369277551433699, 0.0173430619844491,
  0.00834927738192283, 0.00407735619794434, 0.00200839282608221, 0.000994575127818085, 0.000494188604119465,
  0.000246086553308048, 0.000122713347578489,
];

/** ln Γ(1+z) for |z| < 0.05, keeping relative precision at the zero: DLMF 5.7.3. */
function logGammaNearOne(z: number): number {
  let sum = 0;
  let power = -z;
  for (let k = 2; k < 14; k++) {
    power *= -z;
    sum += (power * (ZETA_MINUS_ONE[k - 2] ?? 0)) / k;
  }
  return -Math.log1p(z) + z * (1 - 0.5772156649015329) + sum;
}

/** Natural logarithm of Γ(x), x > 0: Stirling's series, DLMF 5.11.1, after the recurrence. NaN for x ≤ 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x === Infinity) return Infinity;
  if (Math.abs(x - 1) < 0.05) return logGammaNearOne(x - 1);
  if (Math.abs(x - 2) < 0.05) return logGammaNearOne(x - 2) + Math.log1p(x - 2);
  let shift = 1;
  let y = x;
  while (y < ASYMPTOTIC_FROM) {
    shift *= y;
    y += 1;
  }
  const inverse = 1 / y;
  const s = inverse * inverse;
  const high = 1 / 1188 - s * (691 / 360360 - s * (1 / 156 - s * (3617 / 122400)));
  const tail = inverse * (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * high))));
  const value = (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI + tail;
  return shift === 1 ? value : value - Math.log(shift);
}

/** ψ(x) = d ln Γ / dx, x > 0: DLMF 5.11.2 after the recurrence 5.5.2. NaN for x ≤ 0. */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let value = 0;
  let y = x;
  while (y < ASYMPTOTIC_FROM) {
    value -= 1 / y;
    y += 1;
  }
  const s = 1 / (y * y);
  const high = 1 / 240 - s * (1 / 132 - s * (691 / 32760 - s / 12));
  return value + Math.log(y) - 0.5 / y - s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * high)));
}

/** ψ′(x), x > 0: DLMF 5.15.8 after the recurrence 5.15.5. NaN for x ≤ 0. */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let value = 0;
  let y = x;
  while (y < ASYMPTOTIC_FROM) {
    value += 1 / (y * y);
    y += 1;
  }
  const inverse = 1 / y;
  const s = inverse * inverse;
  const high = 1 / 30 - s * (5 / 66 - s * (691 / 2730 - s * (7 / 6)));
  const tail = s * (1 / 6 - s * (1 / 30 - s * (1 / 42 - s * high)));
  return value + inverse * (1 + 0.5 * inverse + tail);
}

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a+b), a, b > 0: DLMF 5.12.1. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** B(a, b), a, b > 0: DLMF 5.12.1. */
export function beta(a: number, b: number): number {
  return Math.exp(logBeta(a, b));
}
