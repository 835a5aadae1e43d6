/**
 * Gamma-Gamma model of spend per purchase: Fader & Hardie 2013, "The Gamma-Gamma Model of Monetary Value". The amount
 * of a purchase varies around the customer's own mean, the means vary between customers, independent of how often they
 * buy. Customers without repeat purchases or with a mean that is not positive take no part in the fit.
 */
import { digamma, logGamma } from "../special/index.ts";
import { fitPositive, linearTerm, type Fit, type FitOptions, type LogLikelihood } from "./fit.ts";

/** Shape p of a customer's amounts; q and v (in money) spread the customers' means. */
export interface GammaGammaParams {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** Repeat purchases and their mean amount, one row per customer. */
export interface SpendHistory {
  readonly x: Int32Array;
  readonly meanSpend: Float64Array;
}

interface SpendRows {
  readonly x: Float64Array;
  readonly mean: Float64Array;
}

function usable(history: SpendHistory): SpendRows {
  const rows: number[] = [];
  for (let i = 0; i < history.x.length; i++) if (history.x[i]! > 0 && history.meanSpend[i]! > 0) rows.push(i);
  return {
    x: Float64Array.from(rows, (i) => history.x[i]!),
    mean: Float64Array.from(rows, (i) => history.meanSpend[i]!),
  };
}

/** Fader & Hardie 2013, eq. (1a), with its gradient; terms in x alone are computed once per distinct x. */
function likelihood(rows: SpendRows): LogLikelihood {
  const n = rows.x.length;
  const logX = rows.x.map((x) => Math.log(x));
  const logMean = rows.mean.map((m) => Math.log(m));
  const counts = new Map<number, number>();
  for (const x of rows.x) counts.set(x, (counts.get(x) ?? 0) + 1);
  return (params, gradient) => {
    const [p = 0, q = 0, v = 0] = params;
    gradient.fill(0);
    let value = 0;
    const logV = Math.log(v);
    const gammaQ = logGamma(q);
    const psiQ = digamma(q);
    for (const [x, count] of counts) {
      value += count * (logGamma(p * x + q) - logGamma(p * x) - gammaQ + q * logV);
      const psi = digamma(p * x + q);
      gradient[0]! += count * x * (psi - digamma(p * x));
      gradient[1]! += count * (psi - psiQ + logV);
      gradient[2]! += (count * q) / v;
    }
    for (let i = 0; i < n; i++) {
      const x = rows.x[i]!;
      const total = v + x * rows.mean[i]!;
      const logTotal = Math.log(total);
      value += (p * x - 1) * logMean[i]! + p * x * logX[i]! - (p * x + q) * logTotal;
      gradient[0]! += x * (logMean[i]! + logX[i]! - logTotal);
      gradient[1]! -= logTotal;
      gradient[2]! -= (p * x + q) / total;
    }
    return value;
  };
}

const names = ["p", "q", "v"] as const;

/**
 * Fits the model. The weak prior: p ≈ 4 and q ≈ 4 (factor e^0.7 each), and v near the value at which the mean spend is
 * the observed mean (factor e). With q ≤ 1 the mean spend of the population is infinite: take the fit's word only when
 * q is well above 1. With no usable row the mean spend 1 stands in and only the prior speaks.
 */
export function fitGammaGamma(history: SpendHistory, options: FitOptions = {}): Fit<GammaGammaParams> {
  const rows = usable(history);
  const n = rows.x.length;
  const mean = n > 0 ? rows.mean.reduce((sum, m) => sum + m, 0) / n : 1;
  const problem = {
    logLikelihood: likelihood(rows),
    customers: n,
    start: Float64Array.of(Math.log(3), Math.log(3.5), Math.log(mean)),
    priorTerms: [
      linearTerm(Math.log(4), 0.7, [1]),
      linearTerm(Math.log(4), 0.7, [0, 1]),
      linearTerm(Math.log((mean * 3) / 4), 1, [0, 0, 1]),
    ],
  };
  return fitPositive(names, problem, n, options);
}

/** Log-likelihood of a spend history at given parameters. */
export function gammaGammaLogLikelihood(params: GammaGammaParams, history: SpendHistory): number {
  return likelihood(usable(history))(Float64Array.of(params.p, params.q, params.v), new Float64Array(3));
}

/** Mean spend per purchase over all customers, p·v/(q − 1): Fader & Hardie 2013, eq. (3); Infinity when q ≤ 1. */
export function gammaGammaMeanSpend(params: GammaGammaParams): number {
  return params.q > 1 ? (params.p * params.v) / (params.q - 1) : Infinity;
}

/**
 * Spend per purchase expected of a customer with x repeat purchases of mean `meanSpend`: Fader & Hardie 2013, eq. (5).
 * With x = 0 this is the mean of the population.
 */
export function gammaGammaExpectedSpend(params: GammaGammaParams, x: number, meanSpend: number): number {
  const { p, q, v } = params;
  const denominator = p * x + q - 1;
  return denominator > 0 ? (p * (v + x * meanSpend)) / denominator : Infinity;
}

/** gammaGammaExpectedSpend for every row. */
export function gammaGammaExpectedSpendAll(params: GammaGammaParams, history: SpendHistory): Float64Array {
  return history.meanSpend.map((mean, i) => gammaGammaExpectedSpend(params, history.x[i]!, mean));
}
