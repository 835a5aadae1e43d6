/**
 * Whether a product is in the basket when its buyer comes: the beta-geometric/beta-Bernoulli model (Fader, Hardie &
 * Shang 2010, "Customer-Base Analysis in a Discrete-Time Noncontractual Setting", Marketing Science 29(6)) with the
 * member's visits as the opportunities. At each visit the pair may come to its end with a chance θ ~ Beta(γ, δ); while
 * it goes on, the product is bought with a chance q ~ Beta(α, β).
 */
import { hessianAt, invertPositive, minimiseBfgs } from "../optimise/index.ts";
import { logGamma } from "../special/index.ts";
import type { Pairs } from "./pairs.ts";
import type { VisitCounts } from "./visits.ts";

/** α, β of buying; γ, δ of the end. */
export interface InclusionParams {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly delta: number;
}

/** Parameters of the shop and how much more or less often than that each product is bought again. */
export interface InclusionModel {
  readonly params: InclusionParams;
  readonly productFactor: Float64Array;
  /** Standard errors of ln α, ln β, ln γ, ln δ; undefined when the curvature gives none. */
  readonly logErrors: InclusionParams | undefined;
  readonly converged: boolean;
}

/** Weight of the shop in a product's factor, in repeat purchases. */
const FACTOR_WEIGHT = 10;
/** A product is not bought at more visits than this by an average buyer. */
const MOST_OFTEN = 0.9;

/** ln of the rising factorials Γ(c + k)/Γ(c) of α, β, α + β, δ, γ + δ. */
type Rising = Readonly<Record<"alpha" | "beta" | "buying" | "delta" | "ending", (k: number) => number>>;

function risingOf(p: InclusionParams, of: (c: number) => (k: number) => number): Rising {
  return {
    alpha: of(p.alpha),
    beta: of(p.beta),
    buying: of(p.alpha + p.beta),
    delta: of(p.delta),
    ending: of(p.gamma + p.delta),
  };
}

/** One at a time. */
function single(c: number): (k: number) => number {
  return (k) => logGamma(c + k) - logGamma(c);
}

/** All up to `most`, for many pairs. */
function tabled(most: number): (c: number) => (k: number) => number {
  return (c) => {
    const table = new Float64Array(most + 1);
    for (let k = 0; k < most; k++) table[k + 1] = table[k]! + Math.log(c + k);
    return (k) => table[k]!;
  };
}

/**
 * ln L and the chance that the pair still goes on: Fader, Hardie & Shang 2010, their likelihood of (x, t_x, n), its sum
 * over the possible moments of the end taken by recurrence and relative to "goes on".
 */
function pairLikelihood(
  p: InclusionParams,
  c: VisitCounts,
  rising: Rising,
): { readonly log: number; readonly goesOn: number } {
  const { alpha, beta, gamma, delta } = p;
  const { repeats: x, last, visits: n } = c;
  const on = rising.alpha(x) + rising.beta(n - x) - rising.buying(n) + rising.delta(n) - rising.ending(n);
  const endsNow = rising.beta(last - x) - rising.buying(last) + rising.delta(last) - rising.ending(last + 1);
  let term = gamma * Math.exp(rising.alpha(x) + endsNow - on);
  let sum = 0;
  for (let i = 0; i < n - last; i++) {
    sum += term;
    const buys = (beta + last - x + i) / (alpha + beta + last + i);
    term *= (buys * (delta + last + i)) / (gamma + delta + 1 + last + i);
  }
  return { log: on + Math.log1p(sum), goesOn: 1 / (1 + sum) };
}

function paramsOf(log: Float64Array): InclusionParams {
  const [alpha = 1, beta = 1, gamma = 1, delta = 1] = log.map((value) => Math.exp(value));
  return { alpha, beta, gamma, delta };
}

/** Repeat purchases expected at n visits: Σ E[q]·P(goes on at visit j). */
function expectedRepeats(p: InclusionParams, most: number): Float64Array {
  const expected = new Float64Array(most + 1);
  let on = 1;
  for (let j = 1; j <= most; j++) {
    on *= (p.delta + j - 1) / (p.gamma + p.delta + j - 1);
    expected[j] = expected[j - 1]! + (on * p.alpha) / (p.alpha + p.beta);
  }
  return expected;
}

/** Fits the shop by maximum likelihood (one pair's worth of prior), then the products by seen ÷ expected, shrunk to 1. */
export function fitInclusion(pairs: Pairs, counts: readonly VisitCounts[], products: number): InclusionModel {
  const groups = new Map<string, { readonly count: VisitCounts; weight: number }>();
  let most = 0;
  for (const count of counts) {
    most = Math.max(most, count.visits);
    const key = `${count.repeats} ${count.last} ${count.visits}`;
    const known = groups.get(key);
    if (known) known.weight += 1;
    else groups.set(key, { count, weight: 1 });
  }
  const before = [Math.log(0.5), Math.log(4), Math.log(0.3), Math.log(4)];
  const objective = (log: Float64Array): number => {
    const params = paramsOf(log);
    const rising = risingOf(params, tabled(most + 1));
    let value = 0;
    for (const { count, weight } of groups.values()) {
      value -= weight * pairLikelihood(params, count, rising).log;
    }
    log.forEach((l, k) => (value += 0.5 * (l - before[k]!) ** 2));
    return value / Math.max(1, counts.length);
  };
  const step = 1e-4;
  const withSlopes = (log: Float64Array, gradient: Float64Array): number => {
    for (let k = 0; k < 4; k++) {
      const [up, down] = [log.slice(), log.slice()];
      up[k]! += step;
      down[k]! -= step;
      gradient[k] = (objective(up) - objective(down)) / (2 * step);
    }
    return objective(log);
  };
  const settings = { maxIterations: 60, gradientTolerance: 1e-5 };
  const fit = minimiseBfgs(withSlopes, Float64Array.from(before), settings);
  const curvature = hessianAt(withSlopes, fit.x).map((value) => value * Math.max(1, counts.length));
  const covariance = invertPositive(curvature, 4);
  const error = (k: number): number => Math.sqrt(covariance![k * 5]!);
  const params = paramsOf(fit.x);
  const expected = expectedRepeats(params, most);
  const seen = new Float64Array(products).fill(FACTOR_WEIGHT);
  const usual = new Float64Array(products).fill(FACTOR_WEIGHT);
  counts.forEach((count, i) => {
    seen[pairs.product[i]!]! += count.repeats;
    usual[pairs.product[i]!]! += expected[count.visits]!;
  });
  return {
    params,
    productFactor: seen.map((value, p) => value / usual[p]!),
    logErrors: covariance && { alpha: error(0), beta: error(1), gamma: error(2), delta: error(3) },
    converged: fit.converged,
  };
}

/** What is believed of a pair after its visits. */
export interface PairBelief {
  readonly goesOn: number;
  /** Beta posterior of q, given that the pair goes on. */
  readonly hits: number;
  readonly misses: number;
  /** Expected θ, likewise. */
  readonly end: number;
}

/** The belief of one pair of a product (any number beyond the fit's products stands for an unknown one). */
export function beliefOf(model: InclusionModel, product: number, counts: VisitCounts): PairBelief {
  const { alpha, beta, gamma, delta } = model.params;
  const weight = alpha + beta;
  const mean = Math.min(MOST_OFTEN, ((model.productFactor[product] ?? 1) * alpha) / weight);
  const own = { alpha: weight * mean, beta: weight * (1 - mean), gamma, delta };
  return {
    goesOn: pairLikelihood(own, counts, risingOf(own, single)).goesOn,
    hits: own.alpha + counts.repeats,
    misses: own.beta + counts.visits - counts.repeats,
    end: gamma / (gamma + delta + counts.visits),
  };
}
