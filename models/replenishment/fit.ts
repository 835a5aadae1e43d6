import { updateLeaving } from "./leaving.ts";
import { updateMembers, updateNoise, updatePairs, updateProducts, work } from "./levels.ts";
import type { ReplenishmentModel } from "./model.ts";
import { pairPurchases, typicalQuantities, type Purchases } from "./pairs.ts";
import { observe, startState } from "./state.ts";

export interface ReplenishmentOptions {
  /** Last observed day (included): open intervals are cut here. Default: the last day in the data. */
  readonly endDay?: number;
  /** Category number of each product; default: all products in one category. */
  readonly categoryOf?: Int32Array;
  /** Number of products and members, when larger than what the purchases show. */
  readonly products?: number;
  readonly members?: number;
  /** Chance per member of still being a customer; default 1 for all. */
  readonly aliveChance?: Float64Array;
  /** Default 60. */
  readonly maxIterations?: number;
  /** Converged when the chances of a purchase within 60 days moved by less than this part; default 5e-3. */
  readonly tolerance?: number;
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
 * Fits the model by empirical Bayes: all levels are updated in turn until the forecasts stand still. The
 * split between "never again" and "very slowly" is weakly determined by any data, so the single figures may still move
 * when the forecasts no longer do.
 */
export function fitReplenishment(
  purchases: Purchases,
  options: ReplenishmentOptions = {},
): ReplenishmentModel {
  const endDay = Math.floor(options.endDay ?? purchases.day.reduce((a, b) => Math.max(a, b), -Infinity));
  const pairs = pairPurchases(purchases, endDay);
  const products = Math.max(
    options.products ?? 0,
    options.categoryOf?.length ?? 0,
    1 + pairs.product.reduce((a, b) => Math.max(a, b), -1),
  );
  const members = Math.max(options.members ?? 0, 1 + pairs.member.reduce((a, b) => Math.max(a, b), -1));
  const categoryOf = new Int32Array(products);
  if (options.categoryOf !== undefined) categoryOf.set(options.categoryOf);
  const categories = 1 + categoryOf.reduce((a, b) => Math.max(a, b), 0);
  const alive = options.aliveChance ?? new Float64Array(members).fill(1);
  const o = observe(pairs, { categoryOf, usual: typicalQuantities(pairs, products), alive }, endDay);
  const s = startState(o, products, members, categories);
  const w = {
    weight: new Float64Array(pairs.size),
    mean: new Float64Array(pairs.size),
    stays: new Float64Array(pairs.size),
    chance: new Float64Array(pairs.size),
  };
  const most = options.maxIterations ?? 60;
  const tolerance = options.tolerance ?? 5e-3;
  const before = new Float64Array(pairs.size);
  let iterations = 0;
  let converged = false;
  while (iterations < most && !converged) {
    iterations += 1;
    work(s, o, w);
    converged = movement(w.chance, before) < tolerance;
    updateProducts(s, o, w);
    updateMembers(s, o, w);
    updatePairs(s, o, w);
    updateNoise(s, o);
    updateLeaving(s, o, w);
  }
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
