/**
 * Writes gradient and minus the curvature (lower half) of a concave function at `beta` and returns its value; both arrays
 * come filled with 0.
 */
export type Objective = (beta: Float64Array, gradient: Float64Array, curvature: Float64Array) => number;

const STEPS = 15;
const HALVINGS = 12;

/** Maximises a concave function less ½·ridge·|β|² by Newton's method from zero; a step that makes it worse is halved. */
export function maximise(width: number, ridge: number, objective: Objective): Float64Array {
  const gradient = new Float64Array(width);
  const curvature = new Float64Array(width * width);
  const valueAt = (beta: Float64Array): number => {
    gradient.fill(0);
    curvature.fill(0);
    let value = objective(beta, gradient, curvature);
    for (let k = 0; k < width; k++) {
      value -= 0.5 * ridge * beta[k]! ** 2;
      gradient[k]! -= ridge * beta[k]!;
      curvature[k * width + k]! += ridge;
    }
    return value;
  };
  let beta = new Float64Array(width);
  let value = valueAt(beta);
  for (let step = 0; step < STEPS; step++) {
    solveInPlace(curvature, gradient);
    const move = gradient.slice();
    const gain = halved(beta, value, move, valueAt);
    if (gain === undefined) break;
    beta = gain.beta;
    const small = gain.value - value < 1e-5 * Math.abs(value);
    value = gain.value;
    if (small) break;
  }
  return beta;
}

function halved(
  from: Float64Array,
  value: number,
  move: Float64Array,
  valueAt: (beta: Float64Array) => number,
): { readonly beta: Float64Array<ArrayBuffer>; readonly value: number } | undefined {
  let length = 1;
  for (let half = 0; half < HALVINGS; half++) {
    const beta = Float64Array.from(from, (b, k) => b + length * move[k]!);
    const reached = valueAt(beta);
    if (reached >= value) return { beta, value: reached };
    length /= 2;
  }
  return undefined;
}

/** Solves A·x = b for a positive definite A given by its lower half (Cholesky); x replaces b. */
function solveInPlace(a: Float64Array, b: Float64Array): void {
  const F = b.length;
  for (let k = 0; k < F; k++) {
    for (let j = 0; j <= k; j++) {
      let sum = a[k * F + j]!;
      for (let m = 0; m < j; m++) sum -= a[k * F + m]! * a[j * F + m]!;
      a[k * F + j] = k === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j * F + j]!;
    }
  }
  for (let k = 0; k < F; k++) {
    for (let m = 0; m < k; m++) b[k]! -= a[k * F + m]! * b[m]!;
    b[k]! /= a[k * F + k]!;
  }
  for (let k = F - 1; k >= 0; k--) {
    for (let m = k + 1; m < F; m++) b[k]! -= a[m * F + k]! * b[m]!;
    b[k]! /= a[k * F + k]!;
  }
}
