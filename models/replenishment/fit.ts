import { fitMbgNbd } from "../customer-base/index.ts";
import { backtest, beforeAnyTest } from "./backtest.ts";
import { fitInclusion } from "./inclusion.ts";
import { fitRhythm } from "./fit-rhythm.ts";
import type { ReplenishmentModel } from "./model.ts";
import { pairPurchases, type Pairs, type Purchases } from "./pairs.ts";
import { learnSeason, seasonClock, type Season } from "./season.ts";
import { countAllVisits, visitsOf, visitSummary } from "./visits.ts";

export interface ReplenishmentOptions {
  /** Last observed day (included): open intervals are cut here. Default: the last day in the data. */
  readonly endDay?: number;
  /** Category number of each product; default: all products in one category. */
  readonly categoryOf?: Int32Array;
  /** Number of products and members, when larger than what the purchases show. */
  readonly products?: number;
  readonly members?: number;
  /** The season to reckon with; default: learnt from the purchases when they span a year or more. */
  readonly season?: Season;
  /** Default 60. */
  readonly maxIterations?: number;
  /** Converged when the chances of a purchase within 60 days moved by less than this part; default 5e-3. */
  readonly tolerance?: number;
}

interface Sizes {
  readonly members: number;
  readonly categoryOf: Int32Array;
}

function sizesOf(pairs: Pairs, options: ReplenishmentOptions): Sizes {
  const largest = (values: Int32Array): number => 1 + values.reduce((a, b) => Math.max(a, b), -1);
  const products = Math.max(options.products ?? 0, options.categoryOf?.length ?? 0, largest(pairs.product));
  const categoryOf = new Int32Array(products);
  if (options.categoryOf !== undefined) categoryOf.set(options.categoryOf);
  return { members: Math.max(options.members ?? 0, largest(pairs.member)), categoryOf };
}

/** Everything but the backtest, as of `endDay`. */
function fitParts(
  purchases: Purchases,
  endDay: number,
  season: Season,
  sizes: Sizes,
  options: ReplenishmentOptions,
): ReplenishmentModel {
  const pairs = pairPurchases(purchases, endDay);
  const clock = seasonClock(season);
  const visits = visitsOf(purchases, sizes.members, endDay);
  const rhythm = fitRhythm(pairs, {
    endDay,
    ...sizes,
    clock,
    maxIterations: options.maxIterations ?? 60,
    tolerance: options.tolerance ?? 5e-3,
  });
  const members = fitMbgNbd(visitSummary(visits, endDay, clock));
  const inclusion = fitInclusion(pairs, countAllVisits(pairs, visits), sizes.categoryOf.length);
  return {
    ...rhythm,
    season,
    visits,
    visitParams: members.params,
    inclusion,
    ...beforeAnyTest,
    converged: rhythm.converged && members.converged && inclusion.converged,
  };
}

/**
 * Fits both models and the season, and weighs them by how well each would have forecast the last months of the data.
 * About four times the work of the rhythm alone.
 */
export function fitReplenishment(
  purchases: Purchases,
  options: ReplenishmentOptions = {},
): ReplenishmentModel {
  const endDay = Math.floor(options.endDay ?? purchases.day.reduce((a, b) => Math.max(a, b), -Infinity));
  const sizes = sizesOf(pairPurchases(purchases, endDay), options);
  const season = options.season ?? learnSeason(visitsOf(purchases, sizes.members, endDay), endDay);
  const model = fitParts(purchases, endDay, season, sizes, options);
  const fitUntil = (day: number): ReplenishmentModel => fitParts(purchases, day, season, sizes, options);
  return { ...model, ...backtest(pairPurchases(purchases, endDay), endDay, fitUntil) };
}
