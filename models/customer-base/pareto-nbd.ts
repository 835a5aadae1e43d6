/**
 * Pareto/NBD: Schmittlein, Morrison & Colombo 1987, Management Science 33(1); formulas as in Fader & Hardie 2005, "A
 * Note on Deriving the Pareto/NBD Model and Related Expressions". A customer buys at rate λ ~ Gamma(r, α) and may leave
 * at any time with hazard μ ~ Gamma(s, β). Slower to fit than (M)BG/NBD; one-time buyers fade too.
 */
import { digamma, logGamma } from "../special/index.ts";
import { fitPositive, linearTerm, type Fit, type FitOptions, type LogLikelihood } from "./fit.ts";
import { countsByX, groupRows, spread, type GroupedRows } from "./group.ts";
import { emptyIntegral, powerIntegral } from "./pareto-integral.ts";
import type { CustomerSummary } from "./summary.ts";

/** Purchase rates ~ Gamma(r, α), leaving rates ~ Gamma(s, β). α and β are in units of time. */
export interface ParetoNbdParams {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

/** Log-likelihood with gradient: Fader & Hardie 2005, section "likelihood", its A₀ written as the integral it came from. */
function likelihood(rows: GroupedRows): LogLikelihood {
  const counts = countsByX(rows);
  const integral = emptyIntegral();
  return (p, gradient) => {
    const [r = 0, alpha = 0, s = 0, beta = 0] = p;
    gradient.fill(0);
    let value = 0;
    for (let x = 0; x < counts.length; x++) {
      const weight = counts[x]!;
      if (weight === 0) continue;
      value += weight * (logGamma(r + x) - logGamma(r) + r * Math.log(alpha) + s * Math.log(beta));
      gradient[0]! += weight * (digamma(r + x) - digamma(r) + Math.log(alpha));
      gradient[1]! += (weight * r) / alpha;
      gradient[2]! += weight * Math.log(beta);
      gradient[3]! += (weight * s) / beta;
    }
    for (let i = 0; i < rows.size; i++) {
      const weight = rows.weight[i]!;
      const k = r + rows.x[i]!;
      const T = rows.T[i]!;
      const logA = Math.log(alpha + T);
      const logB = Math.log(beta + T);
      const logStays = -k * logA - s * logB;
      let left = 0;
      let rowValue = logStays;
      if (T > rows.tx[i]!) {
        powerIntegral(alpha, k, beta, s + 1, rows.tx[i]!, T, integral);
        const logOdds = Math.log(s) + integral.logValue - logStays;
        const small = Math.exp(-Math.abs(logOdds));
        rowValue += Math.max(logOdds, 0) + Math.log1p(small);
        left = (logOdds > 0 ? 1 : small) / (1 + small);
      }
      const stays = 1 - left;
      value += weight * rowValue;
      gradient[0]! -= weight * (stays * logA + left * integral.meanLogA);
      gradient[1]! -= weight * k * (stays / (alpha + T) + left * integral.meanInverseA);
      gradient[2]! += weight * (left / s - stays * logB - left * integral.meanLogB);
      gradient[3]! -= weight * ((stays * s) / (beta + T) + left * (s + 1) * integral.meanInverseB);
    }
    return value;
  };
}

const names = ["r", "alpha", "s", "beta"] as const;
const DAYS_PER_YEAR = 365.25;

/**
 * Fits the model. The weak prior: r and s ≈ 0.6 (factor e each), mean of two purchases a year and a mean leaving rate
 * of one a year (factor e^1.5 each).
 */
export function fitParetoNbd(summary: CustomerSummary, options: FitOptions = {}): Fit<ParetoNbdParams> {
  const rows = groupRows(summary);
  let repeaters = 0;
  let time = 0;
  for (let i = 0; i < rows.size; i++) {
    if (rows.x[i]! > 0) repeaters += rows.weight[i]!;
    time += rows.weight[i]! * rows.T[i]!;
  }
  const typicalTime = time > 0 ? time / rows.customers : DAYS_PER_YEAR / 2 / summary.unitDays;
  const perYear = Math.log(DAYS_PER_YEAR / summary.unitDays);
  const problem = {
    logLikelihood: likelihood(rows),
    customers: rows.customers,
    start: Float64Array.of(
      Math.log(0.6),
      Math.log(typicalTime / 3),
      Math.log(0.6),
      Math.log(typicalTime / 3),
    ),
    priorTerms: [
      linearTerm(Math.log(0.6), 1, [1]),
      linearTerm(Math.log(2), 1.5, [1, -1], perYear),
      linearTerm(Math.log(0.6), 1, [0, 0, 1]),
      linearTerm(0, 1.5, [0, 0, 1, -1], perYear),
    ],
  };
  return fitPositive(names, problem, repeaters, options);
}

/** Log-likelihood of a summary at given parameters. */
export function paretoNbdLogLikelihood(params: ParetoNbdParams, summary: CustomerSummary): number {
  const { r, alpha, s, beta } = params;
  return likelihood(groupRows(summary))(Float64Array.of(r, alpha, s, beta), new Float64Array(4));
}

/** Chance that a customer with this history is still one: Fader & Hardie 2005, section "P(alive)". */
export function paretoNbdAlive(params: ParetoNbdParams, x: number, tx: number, T: number): number {
  if (T <= tx) return 1;
  const { r, alpha, s, beta } = params;
  const integral = emptyIntegral();
  powerIntegral(alpha, r + x, beta, s + 1, tx, T, integral);
  const logStays = -(r + x) * Math.log(alpha + T) - s * Math.log(beta + T);
  return 1 / (1 + s * Math.exp(integral.logValue - logStays));
}

/** (1 − e^{−(s−1)L})/(s−1), whose limit at s = 1 is L. */
function discountedSpan(s: number, L: number): number {
  const d = s - 1;
  return Math.abs(d * L) < 1e-12 ? L : -Math.expm1(-d * L) / d;
}

/** Purchases expected within `horizon` after the end of observation: Fader & Hardie 2005, section "conditional expectation". */
export function paretoNbdExpected(
  params: ParetoNbdParams,
  horizon: number,
  x: number,
  tx: number,
  T: number,
): number {
  const { r, alpha, s, beta } = params;
  const span = discountedSpan(s, Math.log1p(horizon / (beta + T)));
  return ((r + x) / (alpha + T)) * (beta + T) * span * paretoNbdAlive(params, x, tx, T);
}

/** Repeat purchases expected of a new customer within t: Fader & Hardie 2005, section "mean". */
export function paretoNbdExpectedOfNew(params: ParetoNbdParams, t: number): number {
  const { r, alpha, s, beta } = params;
  return (r / alpha) * beta * discountedSpan(s, Math.log1p(t / beta));
}

/**
 * Chance of at least one purchase within `horizon`: alive × ∫₀ʰ E[λe^{−(λ+μ)τ}]dτ under the posterior of a living
 * customer, λ ~ Gamma(r+x, α+T), μ ~ Gamma(s, β+T).
 */
export function paretoNbdChanceWithin(
  params: ParetoNbdParams,
  horizon: number,
  x: number,
  tx: number,
  T: number,
): number {
  if (!(horizon > 0)) return 0;
  const k = params.r + x;
  const A = params.alpha + T;
  const B = params.beta + T;
  const integral = emptyIntegral();
  powerIntegral(A, k + 1, B, params.s, 0, horizon, integral);
  const buys = k * Math.exp(k * Math.log(A) + params.s * Math.log(B) + integral.logValue);
  return Math.min(1, buys) * paretoNbdAlive(params, x, tx, T);
}

/** paretoNbdAlive for every row. */
export function paretoNbdAliveAll(params: ParetoNbdParams, summary: CustomerSummary): Float64Array {
  return spread(summary, (x, tx, T) => paretoNbdAlive(params, x, tx, T));
}

/** paretoNbdExpected for every row. */
export function paretoNbdExpectedAll(
  params: ParetoNbdParams,
  horizon: number,
  summary: CustomerSummary,
): Float64Array {
  return spread(summary, (x, tx, T) => paretoNbdExpected(params, horizon, x, tx, T));
}

/** paretoNbdChanceWithin for every row. */
export function paretoNbdChanceWithinAll(
  params: ParetoNbdParams,
  horizon: number,
  summary: CustomerSummary,
): Float64Array {
  return spread(summary, (x, tx, T) => paretoNbdChanceWithin(params, horizon, x, tx, T));
}
