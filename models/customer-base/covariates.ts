/**
 * Time-invariant covariates for BG/NBD and MBG/NBD: Fader & Hardie 2007, "Incorporating Time-Invariant Covariates into
 * the Pareto/NBD and BG/NBD Models", section 3: α = α₀ e^{−γ₁z}, a = a₀ e^{γ₂z}, b = b₀ e^{γ₃z}. A positive γ₁ makes
 * people with a larger z buy faster.
 */
import { hessianAt, invertPositive, minimiseBfgs } from "../optimise/index.ts";
import { betaGeometricLikelihood, type BetaGeometricParams, type Extra } from "./beta-geometric.ts";
import type { FitOptions, LogLikelihood } from "./fit.ts";
import { groupRows } from "./group.ts";
import type { CustomerSummary } from "./summary.ts";

/** Covariates of every row: row i owns values[i·width] … values[i·width + width − 1]. Centre and scale them first. */
export interface Covariates {
  readonly width: number;
  readonly values: Float64Array;
}

/** Parameters at z = 0 and the coefficients of each covariate. */
export interface CovariateParams {
  readonly base: BetaGeometricParams;
  readonly rate: readonly number[];
  readonly leaveA: readonly number[];
  readonly leaveB: readonly number[];
}

export interface CovariateFit {
  readonly params: CovariateParams;
  /** Standard errors of the coefficients; undefined when the curvature gives none. */
  readonly standardErrors: Omit<CovariateParams, "base"> | undefined;
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly gradientNorm: number;
}

/** Standard deviation of the normal prior on every coefficient: it only keeps separated groups finite. */
const COEFFICIENT_SD = 3;

interface Group {
  readonly z: Float64Array;
  readonly likelihood: LogLikelihood;
}

/** Customers with equal covariates share a likelihood. */
function groupsOf(summary: CustomerSummary, covariates: Covariates, extra: Extra): Group[] {
  const { width, values } = covariates;
  const members = new Map<string, number[]>();
  for (let i = 0; i < summary.n; i++) {
    const key = values.subarray(i * width, (i + 1) * width).join(" ");
    const list = members.get(key);
    if (list === undefined) members.set(key, [i]);
    else list.push(i);
  }
  return Array.from(members.values(), (rows) => ({
    z: values.slice(rows[0]! * width, (rows[0]! + 1) * width),
    likelihood: betaGeometricLikelihood(
      groupRows({
        n: rows.length,
        unitDays: summary.unitDays,
        x: Int32Array.from(rows, (i) => summary.x[i]!),
        tx: Float64Array.from(rows, (i) => summary.tx[i]!),
        T: Float64Array.from(rows, (i) => summary.T[i]!),
      }),
      extra,
    ),
  }));
}

/** Parameters of a customer with covariates z, for bgNbdExpected and the like. */
export function paramsWithCovariates(params: CovariateParams, z: ArrayLike<number>): BetaGeometricParams {
  const along = (coefficients: readonly number[]): number =>
    coefficients.reduce((sum, c, k) => sum + c * (z[k] ?? 0), 0);
  const { r, alpha, a, b } = params.base;
  return {
    r,
    alpha: alpha * Math.exp(-along(params.rate)),
    a: a * Math.exp(along(params.leaveA)),
    b: b * Math.exp(along(params.leaveB)),
  };
}

/** Order of the numbers: ln r, ln α₀, ln a₀, ln b₀, then γ₁, γ₂, γ₃ of `width` each. */
function unpack(x: Float64Array, width: number): CovariateParams {
  const [r, alpha, a, b] = Array.from(x.subarray(0, 4), (v) => Math.exp(v)) as [
    number,
    number,
    number,
    number,
  ];
  const part = (k: number): readonly number[] => Array.from(x.subarray(4 + k * width, 4 + (k + 1) * width));
  return { base: { r, alpha, a, b }, rate: part(0), leaveA: part(1), leaveB: part(2) };
}

function fit(
  summary: CustomerSummary,
  covariates: Covariates,
  extra: Extra,
  options: FitOptions,
): CovariateFit {
  const { width } = covariates;
  const groups = groupsOf(summary, covariates, extra);
  const scale = 1 / Math.max(1, summary.n);
  const own = new Float64Array(4);
  const slopes = new Float64Array(4);
  const logLikelihood = (x: Float64Array, gradient: Float64Array): number => {
    const params = unpack(x, width);
    let value = 0;
    gradient.fill(0);
    for (const { z, likelihood } of groups) {
      const p = paramsWithCovariates(params, z);
      own.set([p.r, p.alpha, p.a, p.b]);
      value += likelihood(own, slopes);
      for (let k = 0; k < 4; k++) gradient[k]! += slopes[k]! * own[k]!;
      for (let k = 0; k < width; k++) {
        gradient[4 + k]! -= slopes[1]! * p.alpha * z[k]!;
        gradient[4 + width + k]! += slopes[2]! * p.a * z[k]!;
        gradient[4 + 2 * width + k]! += slopes[3]! * p.b * z[k]!;
      }
    }
    return value;
  };
  const objective = (x: Float64Array, gradient: Float64Array): number => {
    let value = logLikelihood(x, gradient);
    for (let k = 4; k < x.length; k++) {
      value -= 0.5 * (x[k]! / COEFFICIENT_SD) ** 2;
      gradient[k]! -= x[k]! / COEFFICIENT_SD ** 2;
    }
    for (let k = 0; k < x.length; k++) gradient[k]! *= -scale;
    return -value * scale;
  };
  const start = new Float64Array(4 + 3 * width);
  const typicalTime = summary.T.reduce((a, b) => a + b, 0) * scale || 26;
  start.set([Math.log(0.5), Math.log(typicalTime / 3), Math.log(0.7), Math.log(1.8)]);
  const result = minimiseBfgs(objective, start, {
    maxIterations: options.maxIterations ?? 500,
    gradientTolerance: 1e-7,
  });
  const curvature = hessianAt(objective, result.x).map((value) => value / scale);
  const covariance = invertPositive(curvature, start.length);
  const errors = covariance && start.map((_, k) => Math.sqrt(covariance[k * start.length + k]!));
  const { rate, leaveA, leaveB } = unpack(errors ?? start, width);
  return {
    params: unpack(result.x, width),
    standardErrors: errors === undefined ? undefined : { rate, leaveA, leaveB },
    logLikelihood: logLikelihood(result.x, new Float64Array(start.length)),
    converged: result.converged,
    iterations: result.iterations,
    gradientNorm: result.gradientNorm,
  };
}

/** Fits BG/NBD with covariates by maximum likelihood (coefficients under a very wide normal prior). */
export function fitBgNbdWithCovariates(
  summary: CustomerSummary,
  covariates: Covariates,
  options: FitOptions = {},
): CovariateFit {
  return fit(summary, covariates, 0, options);
}

/** Fits MBG/NBD with covariates. */
export function fitMbgNbdWithCovariates(
  summary: CustomerSummary,
  covariates: Covariates,
  options: FitOptions = {},
): CovariateFit {
  return fit(summary, covariates, 1, options);
}
