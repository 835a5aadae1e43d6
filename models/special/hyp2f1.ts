/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) for real arguments, z < 1.
 *
 * Method: a linear transformation brings z into [0, 1) with as few sign changes as possible; up to NEAR_ONE the Gauss
 * series is summed; nearer to 1 the solution of the hypergeometric equation (DLMF 15.10.1) is carried forward by
 * Taylor steps (Pearson, Olver & Porter 2017, Numerical Algorithms 74, on expansion of the differential equation).
 * This avoids the degenerate case of the 1 − z connection formula (DLMF 15.8.4) when c − a − b is near an integer.
 */

const MOST_TERMS = 100_000;
const NEAR_ONE = 0.9;
const STIFF_FROM = 30;

/** The Gauss series, DLMF 15.2.1. */
function series(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < MOST_TERMS; n++) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    term *= ratio;
    sum += term;
    if (term === 0) break;
    // The ratio must already be below one: with large parameters terms grow before they shrink.
    if (Math.abs(ratio) < 0.99 && Math.abs(term) <= 1e-17 * Math.abs(sum)) break;
  }
  return sum;
}

/**
 * One Taylor step of z(1−z)w″ + [c − (a+b+1)z]w′ − ab w = 0 from `at` by `step`; `state` holds w and w′ and is
 * replaced by their values at the new point. Putting Σ uₙhⁿ into the equation gives the three-term recurrence.
 */
function taylorStep(a: number, b: number, c: number, at: number, step: number, state: Float64Array): void {
  const p = at * (1 - at);
  const q = 1 - 2 * at;
  const linear = c - (a + b + 1) * at;
  // Terms uₙhⁿ are carried instead of the coefficients uₙ, which overflow for large parameters.
  let previous = state[0] ?? 0;
  let current = (state[1] ?? 0) * step;
  let value = previous + current;
  let slopeTimesStep = current;
  for (let n = 0; n < 5000; n++) {
    const older = (a + n) * (b + n) * previous * step * step;
    const next = (older - (n + 1) * (n * q + linear) * current * step) / ((n + 2) * (n + 1) * p);
    value += next;
    slopeTimesStep += (n + 2) * next;
    previous = current;
    current = next;
    if (n > 4 && (n + 2) * Math.abs(next) <= 1e-17 * Math.min(Math.abs(value), Math.abs(slopeTimesStep)))
      break;
  }
  state[0] = value;
  state[1] = slopeTimesStep / step;
}

/** ₂F₁ for NEAR_ONE < z < 1 by Taylor steps, each at most half the way to the singular point 1. */
function continueTowardsOne(a: number, b: number, c: number, z: number): number {
  let at = 0.5;
  const state = Float64Array.of(series(a, b, c, at), ((a * b) / c) * series(a + 1, b + 1, c + 1, at));
  while (at < z) {
    const longest = 0.5 * Math.min(at, 1 - at);
    const last = z - at <= longest;
    taylorStep(a, b, c, at, last ? z - at : longest, state);
    at = last ? z : at + longest;
  }
  return state[0] ?? Number.NaN;
}

/** How far the parameters reach below −1: the less, the fewer sign changes among terms and the less cancellation. */
function signRisk(a: number, b: number): number {
  return Math.max(0, -a - 1) + Math.max(0, -b - 1);
}

function isPole(c: number): boolean {
  return c <= 0 && Number.isInteger(c);
}

function onUnitInterval(a: number, b: number, c: number, z: number): number {
  if (isPole(a) || isPole(b)) return series(a, b, c, z);
  const risk = signRisk(a, b);
  const eulerRisk = signRisk(c - a, c - b);
  const smaller = Math.abs((c - a) * (c - b)) < Math.abs(a * b);
  // With large parameters the Taylor recurrence is stiff, while the plain series is positive and only long.
  const stiff = Math.abs(c) > STIFF_FROM || Math.abs(a + b) > STIFF_FROM;
  const sum = z <= NEAR_ONE || stiff ? series : continueTowardsOne;
  if (eulerRisk < risk || (eulerRisk === risk && smaller)) {
    // Euler's transformation, DLMF 15.8.1 third form.
    return Math.exp((c - a - b) * Math.log1p(-z)) * sum(c - a, c - b, c, z);
  }
  return sum(a, b, c, z);
}

/**
 * ₂F₁(a, b; c; z) for real z < 1 (at z = 1 only terminating series are summed). Relative error about 1e-13 for the
 * parameters of this library (a, b, c up to a few hundred). NaN for z ≥ 1 otherwise, or when c is 0, −1, −2, …
 */
export function hyp2f1(a: number, b: number, c: number, z: number): number {
  if (!(z <= 1) || isPole(c)) return Number.NaN;
  if (z === 0 || a === 0 || b === 0) return 1;
  if (isPole(a) || isPole(b)) return series(a, b, c, z);
  if (z === 1) return Number.NaN;
  if (a === c) return Math.exp(-b * Math.log1p(-z));
  if (b === c) return Math.exp(-a * Math.log1p(-z));
  if (z > 0) return onUnitInterval(a, b, c, z);
  // Pfaff's transformations (DLMF 15.8.1, first and second form) take (−∞, 0) to (0, 1).
  const w = z / (z - 1);
  const firstRisk = signRisk(a, c - b);
  const secondRisk = signRisk(c - a, b);
  if (secondRisk < firstRisk || (secondRisk === firstRisk && b < a)) {
    return Math.exp(-b * Math.log1p(-z)) * onUnitInterval(c - a, b, c, w);
  }
  return Math.exp(-a * Math.log1p(-z)) * onUnitInterval(a, c - b, c, w);
}
