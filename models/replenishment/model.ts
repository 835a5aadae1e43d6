import type { MbgNbdParams } from "../customer-base/index.ts";
import type { Weighing } from "./backtest.ts";
import type { InclusionModel } from "./inclusion.ts";
import type { Season } from "./season.ts";
import type { Visits } from "./visits.ts";

/**
 * The rhythm of a pair: time to the next purchase of a product by a member.
 *
 *   ln(days) = μ_product + δ_member + η_(member, product) + γ·ln(quantity / usual quantity) + ε,   ε ~ N(0, σ²_product)
 *   μ_product ~ N(μ_category, ω²), μ_category ~ N(μ_shop, κ²), δ ~ N(0, τ_m²), η ~ N(0, τ²)
 *
 * and after each purchase the member stops buying the product here (never again, or elsewhere) with a chance that is
 * Beta(M·π_product, M·(1 − π_product)) distributed over pairs, as leaving in Fader, Hardie & Lee 2005. It is the
 * log-normal form of the personalised inter-purchase models of Bhagat et al. 2018 ("Buy It Again", KDD) with
 * the shrinkage of Gelman & Hill 2007, eq. (12.1), at every level and a cured fraction (Boag 1949).
 */
export interface RhythmModel {
  /** ln(days) typical of each product, shrunk to category and shop. */
  readonly productMean: Float64Array;
  /** Posterior variance of productMean. */
  readonly productVariance: Float64Array;
  /** Share of the product's own data in productMean, 0 … 1. */
  readonly productShare: Float64Array;
  /** Same for categories. */
  readonly categoryMean: Float64Array;
  readonly categoryVariance: Float64Array;
  readonly categoryShare: Float64Array;
  /** Category of each product. */
  readonly categoryOf: Int32Array;
  readonly shopMean: number;
  /** σ² of each product, shrunk to the shop's. */
  readonly noise: Float64Array;
  /** σ² of the shop, for products not seen. */
  readonly shopNoise: number;
  /** How much slower (+) or faster (−) than others each member buys again, on log scale. */
  readonly memberEffect: Float64Array;
  readonly memberEffectVariance: Float64Array;
  /** τ², τ_m², ω², κ². */
  readonly pairSpread: number;
  readonly memberSpread: number;
  readonly productSpread: number;
  readonly categorySpread: number;
  /** γ: 0 = quantity does not matter, 1 = twice as much lasts twice as long. */
  readonly quantitySlope: number;
  /** Median units bought at once per product. */
  readonly usualQuantity: Float64Array;
  /** π of each product: chance that a purchase is the last one here. */
  readonly leaving: Float64Array;
  readonly shopLeaving: number;
  /** M. */
  readonly leavingConcentration: number;
  /** Iterations done, and whether the largest change of the last one was below the tolerance. */
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * The whole model: a mixture of the pair's own rhythm with "she buys it when she comes" (visits of the member by
 * MBG/NBD, the product in the basket by BG/BB), both on the clock of the season, weighed by a test on the last months.
 */
export interface ReplenishmentModel extends RhythmModel, Weighing {
  /** Index per week of the year. Days in the figures of both models are days on its clock. */
  readonly season: Season;
  /** Days on which each member bought anything. */
  readonly visits: Visits;
  /** How members come. */
  readonly visitParams: MbgNbdParams;
  /** What they take when they come. */
  readonly inclusion: InclusionModel;
}

/** What is known about one member and one product. */
export interface PurchaseHistory {
  /** Member number of the fit; leave out for a member the fit has not seen. */
  readonly member?: number;
  readonly product: number;
  /** Category of a product the fit has not seen. */
  readonly category?: number;
  /** Days of the purchases, ascending. At least one. */
  readonly day: ArrayLike<number>;
  /** Units bought on each of these days; default: the usual quantity. */
  readonly quantity?: ArrayLike<number>;
  /** All days on which the member bought anything, ascending; default: those of the fit and of `day`. */
  readonly visitDay?: ArrayLike<number>;
}
