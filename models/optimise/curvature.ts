import type { Objective } from "./objective.ts";

/**
 * Hessian of f at x, row by row, by central differences of the analytic gradient (error O(h²), h = 1e-5·max(1, |xᵢ|)),
 * made symmetric.
 */
export function hessianAt(objective: Objective, x: Float64Array): Float64Array {
  const n = x.length;
  const raw = new Float64Array(n * n);
  const above = new Float64Array(n);
  const below = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const h = 1e-5 * Math.max(1, Math.abs(x[i]!));
    const moved = x.slice();
    moved[i] = x[i]! + h;
    objective(moved, above);
    moved[i] = x[i]! - h;
    objective(moved, below);
    for (let j = 0; j < n; j++) raw[i * n + j] = (above[j]! - below[j]!) / (2 * h);
  }
  return raw.map((value, k) => (value + raw[(k % n) * n + Math.floor(k / n)]!) / 2);
}

/**
 * Inverse of a symmetric positive definite n × n matrix by Cholesky factors; undefined when it is not positive
 * definite (a flat or saddle direction: then no standard errors exist).
 */
export function invertPositive(matrix: Float64Array, n: number): Float64Array | undefined {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (i === j) {
        if (!(sum > 1e-14 * Math.abs(matrix[i * n + i]!))) return undefined;
        l[i * n + i] = Math.sqrt(sum);
      } else {
        l[i * n + j] = sum / l[j * n + j]!;
      }
    }
  }
  const inverse = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let c = 0; c < n; c++) {
    for (let i = 0; i < n; i++) {
      let sum = i === c ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= l[i * n + k]! * column[k]!;
      column[i] = sum / l[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = column[i]!;
      for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * inverse[k * n + c]!;
      inverse[i * n + c] = sum / l[i * n + i]!;
    }
  }
  return inverse;
}
