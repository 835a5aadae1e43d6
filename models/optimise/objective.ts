/**
 * A function to be minimised. It returns f(x) and writes ∇f(x) into `gradient`. A point outside the domain returns
 * NaN or Infinity; the line search then steps back.
 */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** When to stop. */
export interface MinimiseOptions {
  /** Most outer iterations before giving up; default 500. */
  readonly maxIterations?: number;
  /** Converged when max |∂f/∂xᵢ| ≤ this; default 1e-8. Scale f so that its values are of order one. */
  readonly gradientTolerance?: number;
  /** Pairs kept by L-BFGS; default 10. */
  readonly memory?: number;
}

/** What a minimiser found. `converged` is true only when the gradient test was met. */
export interface MinimiseResult {
  readonly x: Float64Array;
  readonly value: number;
  /** max |∂f/∂xᵢ| at x. */
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly converged: boolean;
  /** Why it stopped. */
  readonly reason: "gradient" | "iterations" | "line-search" | "start-outside-domain";
}

/** max |vᵢ|. */
export function largest(v: Float64Array): number {
  let most = 0;
  for (const value of v) most = Math.max(most, Math.abs(value));
  return most;
}

/** Σ aᵢbᵢ. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
