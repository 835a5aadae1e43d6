import { normalCdf, normalQuantile } from "../special/index.ts";
import type { PurchaseHistory, ReplenishmentModel } from "./model.ts";

/** Level whose data weigh most in the forecast. */
export type ForecastBasis = "member" | "product" | "category" | "shop";

/** When a member needs a product next. Days are on the same scale as the history's. */
export interface NextNeed {
  /** Middle of the forecast, given that the member buys again within a year from now. */
  readonly medianDay: number;
  /** Ends of the 80 % interval, likewise. Never before `now`. */
  readonly lowDay: number;
  readonly highDay: number;
  /** Median days between purchases for this quantity, of those who return within a year; time passed left aside. */
  readonly daysBetween: number;
  /** Chance that the member does not buy this product here again. Grows with silence. */
  readonly neverAgainChance: number;
  /** Chance of a purchase within h days from now, "never again" included. */
  readonly chanceToReorderWithin: (h: number) => number;
  readonly basis: ForecastBasis;
}

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
function levelOf(model: ReplenishmentModel, history: PurchaseHistory): Level {
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
export function forecastInterval(model: ReplenishmentModel, history: PurchaseHistory): IntervalForecast {
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
    const days = history.day[k + 1]! - history.day[k]!;
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

/** Dates are given for returns within this many days from now: later ones are not worth planning for. */
const PLANNING_DAYS = 365;

/** Forecasts the next purchase, conditional on none having happened until `now`. */
export function nextNeed(model: ReplenishmentModel, history: PurchaseHistory, now: number): NextNeed {
  const forecast = forecastInterval(model, history);
  const sd = Math.sqrt(forecast.variance);
  const last = history.day[history.day.length - 1]!;
  const elapsed = Math.max(0, now - last);
  // Upper tails are used throughout: they keep their precision when the need is long overdue.
  const tailAt = (days: number): number => (days > 0 ? normalCdf((forecast.mean - Math.log(days)) / sd) : 1);
  const open = Math.max(1e-300, tailAt(elapsed));
  const going = (1 - forecast.neverAgainPrior) * open;
  const goesOn = ((history.aliveChance ?? 1) * going) / (going + forecast.neverAgainPrior);
  const within = (h: number): number => (h > 0 ? Math.max(0, 1 - tailAt(elapsed + h) / open) : 0);
  const planned = within(PLANNING_DAYS);
  const dayAt = (p: number): number => {
    const days = Math.exp(forecast.mean - sd * normalQuantile(open * (1 - p * planned)));
    // A need so long overdue that nothing is left of the distribution in floating point is spread evenly.
    return planned > 1e-9 ? last + Math.max(elapsed, days) : now + p * PLANNING_DAYS;
  };
  return {
    lowDay: dayAt(0.1),
    medianDay: dayAt(0.5),
    highDay: dayAt(0.9),
    daysBetween: Math.exp(forecast.mean - sd * normalQuantile(1 - 0.5 * (1 - tailAt(PLANNING_DAYS)))),
    neverAgainChance: 1 - goesOn,
    chanceToReorderWithin: (h) => goesOn * within(h),
    basis: forecast.basis,
  };
}
