import type { PurchaseHistory, RhythmModel } from "./model.ts";
import { seasonClock, type Season } from "./season.ts";

/** Level whose data weigh most in the forecast. */
export type ForecastBasis = "member" | "product" | "category" | "shop";

/** Mean and variance of ln(days) of the open interval, and how sure it is that there will be one. */
export interface IntervalForecast {
  readonly mean: number;
  readonly variance: number;
  readonly neverAgainPrior: number;
  readonly basis: ForecastBasis;
}

interface Level {
  readonly mean: number;
  readonly variance: number;
  readonly noise: number;
  readonly basis: ForecastBasis;
}

/** What is known before the pair's own intervals: product, or its category, or the shop. */
function levelOf(model: RhythmModel, history: PurchaseHistory): Level {
  const { product } = history;
  if (product >= 0 && product < model.productMean.length) {
    const category = model.categoryOf[product]!;
    const strong = model.productShare[product]! > 0.5;
    const categoryStrong = model.categoryMean.length > 1 && model.categoryShare[category]! > 0.5;
    return {
      mean: model.productMean[product]!,
      variance: model.productVariance[product]! || model.productSpread,
      noise: model.noise[product]!,
      basis: strong ? "product" : categoryStrong ? "category" : "shop",
    };
  }
  const category = history.category ?? -1;
  if (category >= 0 && category < model.categoryMean.length) {
    return {
      mean: model.categoryMean[category]!,
      variance: model.productSpread + (model.categoryVariance[category]! || model.categorySpread),
      noise: model.shopNoise,
      basis: model.categoryShare[category]! > 0.5 ? "category" : "shop",
    };
  }
  return { mean: model.shopMean, variance: model.productSpread, noise: model.shopNoise, basis: "shop" };
}

/**
 * The predictive distribution of the open interval: normal posterior of the pair's mean (Gelman et al. 2013, eq. 2.12)
 * with the levels above as its prior.
 */
export function forecastInterval(
  model: RhythmModel & { readonly season: Season },
  history: PurchaseHistory,
): IntervalForecast {
  const clock = seasonClock(model.season);
  const level = levelOf(model, history);
  const priorMean = level.mean + (model.memberEffect[history.member ?? -1] ?? 0);
  const memberVariance = model.memberEffectVariance[history.member ?? -1] ?? model.memberSpread;
  const priorVariance = model.pairSpread + level.variance + (memberVariance || model.memberSpread);
  const usual = model.usualQuantity[history.product] ?? 1;
  const sizeAt = (k: number): number =>
    model.quantitySlope * Math.log(Math.max(1e-9, history.quantity?.[k] ?? usual) / usual);
  let sum = 0;
  let count = 0;
  for (let k = 0; k + 1 < history.day.length; k++) {
    const days = clock.at(history.day[k + 1]!) - clock.at(history.day[k]!);
    if (!(days > 0)) continue;
    sum += Math.log(days) - sizeAt(k);
    count += 1;
  }
  const variance = 1 / (1 / priorVariance + count / level.noise);
  const mean = variance * (priorMean / priorVariance + sum / level.noise);
  const leaving = model.leaving[history.product] ?? model.shopLeaving;
  const M = model.leavingConcentration;
  return {
    mean: mean + sizeAt(history.day.length - 1),
    variance: variance + level.noise,
    neverAgainPrior: (M * leaving) / (M + count),
    basis: 1 - variance / priorVariance > 0.5 ? "member" : level.basis,
  };
}
