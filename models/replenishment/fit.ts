import { updateLeaving } from "./leaving.ts";
import { updateMembers, updateNoise, updatePairs, updateProducts, work } from "./levels.ts";
import type { ReplenishmentModel } from "./model.ts";
import { pairPurchases, typicalQuantities, type Purchases } from "./pairs.ts";
import { observe, startState, type State } from "./state.ts";

export interface ReplenishmentOptions {
  /** Last observed day (included): open intervals are cut here. Default: the last day in the data. */
  readonly endDay?: number;
  /** Category number of each product; default: all products in one category. */
  readonly categoryOf?: Int32Array;
  /** Number of products and members, when larger than what the purchases show. */
  readonly products?: number;
  readonly members?: number;
  /** Default 60. */
  readonly maxIterations?: number;
  /** Converged when no variance or shop-level figure moved by more than this part; default 1e-3. */
  readonly tolerance?: number;
}

function figures(s: State): readonly number[] {
  return [
    s.shopMean,
    s.shopNoise,
    s.pairSpread,
    s.memberSpread,
    s.productSpread,
    s.shopLeaving,
    s.concentration,
  ];
}

/** Fits the model by empirical Bayes: all levels are updated in turn until the shop's figures stand still. */
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
  const o = observe(pairs, endDay, categoryOf, typicalQuantities(pairs, products));
  const s = startState(o, products, members, categories);
  const w = {
    weight: new Float64Array(pairs.size),
    mean: new Float64Array(pairs.size),
    stays: new Float64Array(pairs.size),
  };
  const most = options.maxIterations ?? 60;
  const tolerance = options.tolerance ?? 1e-3;
  let iterations = 0;
  let converged = false;
  while (iterations < most && !converged) {
    iterations += 1;
    const before = figures(s);
    work(s, o, w);
    updateProducts(s, o, w);
    updateMembers(s, o, w);
    updatePairs(s, o, w);
    updateNoise(s, o);
    updateLeaving(s, o, w);
    converged = figures(s).every(
      (value, i) => Math.abs(value - before[i]!) <= tolerance * Math.max(0.05, Math.abs(value)),
    );
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
