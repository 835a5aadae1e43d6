const SQRT_TWO_PI = 2.5066282746310002;
const MOST_STEPS = 500;

/** Standard normal density. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / SQRT_TWO_PI;
}

/** Mills' ratio (1 − Φ(z))/φ(z) for z ≥ 2.5, by Laplace's continued fraction (DLMF 7.9.2) from the tail up. */
function millsRatio(z: number): number {
  const depth = z > 6 ? 40 : Math.ceil(20 + 700 / (z * z));
  let value = z;
  for (let k = depth; k > 0; k--) value = z + k / value;
  return 1 / value;
}

/** Φ(z) − 1/2 for |z| ≤ 2.5 by the series DLMF 7.6.2. */
function centralMass(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 1; n < MOST_STEPS; n++) {
    term *= (z * z) / (2 * n + 1);
    sum += term;
    if (Math.abs(term) <= Math.abs(sum) * 1e-17) break;
  }
  return sum * normalDensity(z);
}

/** Standard normal distribution function Φ(z), with relative precision in the lower tail. */
export function normalCdf(z: number): number {
  if (z < -2.5) return z < -38.6 ? 0 : normalDensity(z) * millsRatio(-z);
  if (z > 2.5) return 1 - normalCdf(-z);
  return 0.5 + centralMass(z);
}

/** ln Φ(z), finite far into the lower tail where Φ itself is zero in floating point. */
export function logNormalCdf(z: number): number {
  if (z < -2.5) return -0.5 * z * z - Math.log(SQRT_TWO_PI) + Math.log(millsRatio(-z));
  return z > 0 ? Math.log1p(-normalCdf(-z)) : Math.log(normalCdf(z));
}

/** Φ⁻¹(p): rational start (Abramowitz & Stegun 26.2.23), then Halley steps on Φ. ∓Infinity at 0 and 1, NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  let z = -(t - top / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
  for (let step = 0; step < 4; step++) {
    const error = (normalCdf(z) - p) / normalDensity(z);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}
