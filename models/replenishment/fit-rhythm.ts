import { updateLeaving } from "./leaving.ts";
import { updateMembers, updateNoise, updatePairs, updateProducts, widenProducts, work } from "./levels.ts";
import type { RhythmModel } from "./model.ts";
import { typicalQuantities, type Pairs } from "./pairs.ts";
import type { SeasonClock } from "./season.ts";
import { observe, startState } from "./state.ts";

/** How large the fit is and how long it may take. */
export interface RhythmSettings {
  readonly endDay: number;
  readonly members: number;
  readonly categoryOf: Int32Array;
  readonly clock: SeasonClock;
  readonly maxIterations: number;
  readonly tolerance: number;
}

/** Mean change of the forecasts as a part of their mean; keeps `before` for the next round. */
function movement(chance: Float64Array, before: Float64Array): number {
  let moved = 0;
  let total = 1e-9;
  for (let i = 0; i < chance.length; i++) {
    moved += Math.abs(chance[i]! - before[i]!);
    total += chance[i]!;
  }
  before.set(chance);
  return moved / total;
}

/**
 * Fits the model of each pair's own rhythm by empirical Bayes: all levels are updated in turn until the forecasts stand
 * still. The split between "never again" and "very slowly" is weakly determined by any data, so the single figures may
 * still move when the forecasts no longer do.
 */
export function fitRhythm(pairs: Pairs, settings: RhythmSettings): RhythmModel {
  const { endDay, members, categoryOf, clock } = settings;
  const products = categoryOf.length;
  const categories = 1 + categoryOf.reduce((a, b) => Math.max(a, b), 0);
  const o = observe(pairs, { categoryOf, usual: typicalQuantities(pairs, products) }, endDay, clock);
  const s = startState(o, products, members, categories);
  const w = {
    weight: new Float64Array(pairs.size),
    mean: new Float64Array(pairs.size),
    stays: new Float64Array(pairs.size),
    chance: new Float64Array(pairs.size),
  };
  const before = new Float64Array(pairs.size);
  let iterations = 0;
  let converged = false;
  while (iterations < settings.maxIterations && !converged) {
    iterations += 1;
    work(s, o, w);
    converged = movement(w.chance, before) < settings.tolerance;
    updateProducts(s, o, w);
    updateMembers(s, o, w);
    updatePairs(s, o, w);
    updateNoise(s, o);
    updateLeaving(s, o, w);
  }
  widenProducts(s, o, w);
  return {
    productMean: s.productMean,
    productVariance: s.productVariance,
    productShare: s.productShare,
    categoryMean: s.categoryMean,
    categoryVariance: s.categoryVariance,
    categoryShare: s.categoryShare,
    categoryOf,
    shopMean: s.shopMean,
    noise: s.noise,
    shopNoise: s.shopNoise,
    memberEffect: s.member,
    memberEffectVariance: s.memberVariance,
    pairSpread: s.pairSpread,
    memberSpread: s.memberSpread,
    productSpread: s.productSpread,
    categorySpread: s.categorySpread,
    quantitySlope: s.slope,
    usualQuantity: o.usual,
    leaving: s.leaving,
    shopLeaving: s.shopLeaving,
    leavingConcentration: s.concentration,
    iterations,
    converged,
  };
}
