/**
 * Replenishment: when a member needs a product again. Fit once over a shop (fitReplenishment), then forecast pairs one
 * by one from their own purchases (nextNeed): a new purchase needs no new fit. Pure; days are numbers since any origin.
 */
export { fitReplenishment, type ReplenishmentOptions } from "./fit.ts";
export { forecastInterval, type ForecastBasis, type IntervalForecast } from "./interval.ts";
export { nextNeed, quantileWithin, type NextNeed } from "./next-need.ts";
export type { PurchaseHistory, ReplenishmentModel, RhythmModel } from "./model.ts";
export { byCategory, pairPurchases, type Pairs, type Purchases } from "./pairs.ts";
export { noSeason, seasonClock, type Season, type SeasonClock } from "./season.ts";
