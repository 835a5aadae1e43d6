import { hessianAt, invertPositive, minimiseBfgs, type MinimiseResult } from "../optimise/index.ts";

/** How a fit may be steered. */
export interface FitOptions {
  /**
   * "none": pure maximum likelihood. "weak": maximum a posteriori under the documented weak prior. "auto" (default):
   * pure maximum likelihood when at least 100 customers bought again and it converges with finite standard errors,
   * otherwise "weak".
   */
  readonly prior?: "auto" | "none" | "weak";
  /** Most iterations of the optimiser; default 500. */
  readonly maxIterations?: number;
}

/** A fitted model. */
export interface Fit<P> {
  readonly params: P;
  /** Log-likelihood at params, without the prior. */
  readonly logLikelihood: number;
  /** Standard error of each parameter (delta method from log scale); undefined when the curvature gives none. */
  readonly standardErrors: P | undefined;
  /** Covariance of the logarithms of the parameters, row by row in the order of params; undefined likewise. */
  readonly logCovariance: Float64Array | undefined;
  /** True only when the gradient vanished. When false, params are the best found and must not be trusted. */
  readonly converged: boolean;
  readonly iterations: number;
  /** Largest slope of the mean log posterior per customer, by log parameter. */
  readonly gradientNorm: number;
  /** Which prior was used in the end. */
  readonly prior: "none" | "weak";
}

/** Log-likelihood of positive parameters; writes its gradient by parameter. */
export type LogLikelihood = (params: Float64Array, gradient: Float64Array) => number;

/** A normal prior on a linear function of log parameters, or on the log of a sum of parameters. */
export interface PriorTerm {
  readonly mean: number;
  readonly sd: number;
  /** Value at the log parameters; adds `scale` × its derivative to `gradient`. */
  readonly of: (log: Float64Array) => number;
  readonly slope: (log: Float64Array, index: number) => number;
}

/** Σ cᵢ·log pᵢ + offset. */
export function linearTerm(mean: number, sd: number, coefficients: readonly number[], offset = 0): PriorTerm {
  return {
    mean,
    sd,
    of: (log) => coefficients.reduce((sum, c, i) => sum + c * log[i]!, offset),
    slope: (_log, i) => coefficients[i] ?? 0,
  };
}

/** log(pᵢ + pⱼ). */
export function logSumTerm(mean: number, sd: number, i: number, j: number): PriorTerm {
  const total = (log: Float64Array): number => Math.exp(log[i]!) + Math.exp(log[j]!);
  return {
    mean,
    sd,
    of: (log) => Math.log(total(log)),
    slope: (log, k) => (k === i || k === j ? Math.exp(log[k]!) / total(log) : 0),
  };
}

interface Problem {
  readonly logLikelihood: LogLikelihood;
  readonly customers: number;
  /** Where the search starts, on log scale. */
  readonly start: Float64Array;
  readonly priorTerms: readonly PriorTerm[];
}

interface Raw {
  readonly result: MinimiseResult;
  readonly covariance: Float64Array | undefined;
  readonly params: Float64Array;
}

function solve(problem: Problem, withPrior: boolean, maxIterations: number): Raw {
  const size = problem.start.length;
  const scale = 1 / Math.max(1, problem.customers);
  const params = new Float64Array(size);
  const slopes = new Float64Array(size);
  const objective = (log: Float64Array, gradient: Float64Array): number => {
    for (let i = 0; i < size; i++) params[i] = Math.exp(log[i]!);
    let value = problem.logLikelihood(params, slopes);
    for (let i = 0; i < size; i++) gradient[i] = slopes[i]! * params[i]!;
    if (withPrior) {
      for (const term of problem.priorTerms) {
        const z = (term.of(log) - term.mean) / term.sd;
        value -= 0.5 * z * z;
        for (let i = 0; i < size; i++) gradient[i]! -= (z / term.sd) * term.slope(log, i);
      }
    }
    for (let i = 0; i < size; i++) gradient[i]! *= -scale;
    return -value * scale;
  };
  const result = minimiseBfgs(objective, problem.start, { maxIterations, gradientTolerance: 1e-8 });
  const curvature = hessianAt(objective, result.x).map((value) => value / scale);
  const finite = curvature.every((value) => Number.isFinite(value));
  return {
    result,
    covariance: finite ? invertPositive(curvature, size) : undefined,
    params: result.x.map((value) => Math.exp(value)),
  };
}

/** Standard error of a log parameter beyond which data alone are taken not to determine it. */
const VAGUE = 3;

function trustworthy(raw: Raw, size: number): boolean {
  if (!raw.result.converged || raw.covariance === undefined) return false;
  for (let i = 0; i < size; i++) if (raw.covariance[i * size + i]! > VAGUE * VAGUE) return false;
  return true;
}

/** Repeat customers from which "auto" tries pure maximum likelihood. */
const ENOUGH_REPEATERS = 100;

/** Fits positive parameters on log scale and reports everything; `repeaters` decides what "auto" tries first. */
export function fitPositive<K extends string>(
  names: readonly K[],
  problem: Problem,
  repeaters: number,
  options: FitOptions,
): Fit<Readonly<Record<K, number>>> {
  const wanted = options.prior ?? "auto";
  const maxIterations = options.maxIterations ?? 500;
  let prior: "none" | "weak" =
    wanted === "weak" || (wanted === "auto" && repeaters < ENOUGH_REPEATERS) ? "weak" : "none";
  let raw = solve(problem, prior === "weak", maxIterations);
  if (wanted === "auto" && prior === "none" && !trustworthy(raw, names.length)) {
    prior = "weak";
    raw = solve(problem, true, maxIterations);
  }
  const { params, covariance, result } = raw;
  const size = names.length;
  const named = (of: (i: number) => number): Readonly<Record<K, number>> =>
    Object.fromEntries(names.map((name, i) => [name, of(i)])) as Record<K, number>;
  return {
    params: named((i) => params[i]!),
    logLikelihood: problem.logLikelihood(params, new Float64Array(size)),
    standardErrors:
      covariance === undefined ? undefined : named((i) => params[i]! * Math.sqrt(covariance[i * size + i]!)),
    logCovariance: covariance,
    converged: result.converged,
    iterations: result.iterations,
    gradientNorm: result.gradientNorm,
    prior,
  };
}
