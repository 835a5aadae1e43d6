import { maximise } from "./newton.ts";

/** Alternatives in lists: list l holds rows start[l] … start[l + 1] − 1 of `width` features each. */
export interface ChoiceTable {
  readonly start: readonly number[];
  readonly width: number;
  readonly values: Float64Array;
  readonly chosen: Uint8Array;
  /** How many alternatives a row stands for (drawn misses speak for those left out). */
  readonly weight: Float64Array;
}

/**
 * Coefficients of a conditional logit: the chance that a bought item of a list is row i is exp(β·xᵢ) ÷ Σ exp(β·xⱼ), each
 * list counting once however much was bought (McFadden 1974, "Conditional logit analysis of qualitative choice behavior",
 * eq. 12; as a ranking loss the top-one ListNet of Cao et al. 2007, ICML, eq. 5).
 */
export function fitChoice(t: ChoiceTable, ridge = 1): Float64Array {
  const mean = new Float64Array(t.width);
  const share = new Float64Array(longest(t.start));
  return maximise(t.width, ridge, (beta, gradient, curvature) => {
    let value = 0;
    for (let l = 0; l + 1 < t.start.length; l++) {
      const list = { from: t.start[l]!, to: t.start[l + 1]! };
      value += addList(t, list, beta, gradient, curvature, mean, share);
    }
    return value;
  });
}

function longest(start: readonly number[]): number {
  let most = 0;
  for (let l = 0; l + 1 < start.length; l++) most = Math.max(most, start[l + 1]! - start[l]!);
  return most;
}

/** Adds one list's part to gradient and curvature and returns its log-likelihood. */
function addList(
  t: ChoiceTable,
  { from, to }: { readonly from: number; readonly to: number },
  beta: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
  mean: Float64Array,
  share: Float64Array,
): number {
  const F = t.width;
  const X = t.values;
  let bought = 0;
  let boughtScore = 0;
  let highest = -Infinity;
  for (let r = from; r < to; r++) {
    const at = r * F;
    let score = 0;
    for (let k = 0; k < F; k++) score += beta[k]! * X[at + k]!;
    share[r - from] = score;
    highest = Math.max(highest, score);
    if (t.chosen[r] === 1) {
      bought += 1;
      boughtScore += score;
    }
  }
  if (bought === 0 || bought === to - from) return 0;
  let total = 0;
  for (let r = from; r < to; r++) {
    share[r - from] = t.weight[r]! * Math.exp(share[r - from]! - highest);
    total += share[r - from]!;
  }
  mean.fill(0);
  for (let r = from; r < to; r++) {
    const at = r * F;
    const p = share[r - from]! / total;
    share[r - from] = p;
    const pull = t.chosen[r]! / bought - p;
    for (let k = 0; k < F; k++) {
      const x = X[at + k]!;
      mean[k]! += p * x;
      gradient[k]! += pull * x;
    }
  }
  for (let r = from; r < to; r++) {
    const p = share[r - from]!;
    // An alternative without weight does not bend the likelihood.
    if (p > 1e-5) addOuter(curvature, X, r * F, mean, p);
  }
  return boughtScore / bought - highest - Math.log(total);
}

/** curvature += p·(x − mean)(x − mean)ᵀ, lower half. */
function addOuter(curvature: Float64Array, X: Float64Array, at: number, mean: Float64Array, p: number): void {
  const F = mean.length;
  for (let k = 0; k < F; k++) {
    const x = p * (X[at + k]! - mean[k]!);
    const row = k * F;
    for (let j = 0; j <= k; j++) curvature[row + j]! += x * (X[at + j]! - mean[j]!);
  }
}

/**
 * Coefficients of a logistic regression with row weights: what turns a list's shares into chances (Platt 1999,
 * "Probabilistic outputs for support vector machines", eq. 1, with features of the user beside the score).
 */
export function fitChance(
  values: readonly number[],
  width: number,
  hit: readonly number[],
  weight: readonly number[],
  ridge = 1,
): Float64Array {
  return maximise(width, ridge, (beta, gradient, curvature) => {
    let value = 0;
    for (let r = 0; r < hit.length; r++) {
      const at = r * width;
      let score = 0;
      for (let k = 0; k < width; k++) score += beta[k]! * values[at + k]!;
      const p = 1 / (1 + Math.exp(-score));
      const w = weight[r]!;
      value += w * (hit[r]! * score - Math.max(score, 0) - Math.log1p(Math.exp(-Math.abs(score))));
      for (let k = 0; k < width; k++) {
        const x = values[at + k]!;
        gradient[k]! += w * (hit[r]! - p) * x;
        for (let j = 0; j <= k; j++) curvature[k * width + j]! += w * p * (1 - p) * x * values[at + j]!;
      }
    }
    return value;
  });
}
