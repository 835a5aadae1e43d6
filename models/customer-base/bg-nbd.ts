/**
 * BG/NBD: Fader, Hardie & Lee 2005. A customer may leave only after a repeat purchase.
 */
import {
  aliveBetaGeometric,
  betaGeometricLikelihood,
  chanceBetaGeometric,
  expectedBetaGeometric,
  fitBetaGeometric,
  purchasesOfLiving,
  type BetaGeometricParams,
} from "./beta-geometric.ts";
import type { Fit, FitOptions } from "./fit.ts";
import { groupRows, spread } from "./group.ts";
import type { CustomerSummary } from "./summary.ts";

/** r, α (in units of time), a, b. */
export type BgNbdParams = BetaGeometricParams;

/** Fits the model. Fader, Hardie & Lee 2005, eq. (6). */
export function fitBgNbd(summary: CustomerSummary, options: FitOptions = {}): Fit<BgNbdParams> {
  return fitBetaGeometric(summary, 0, options);
}

/** Log-likelihood of a summary at given parameters. */
export function bgNbdLogLikelihood(params: BgNbdParams, summary: CustomerSummary): number {
  const { r, alpha, a, b } = params;
  return betaGeometricLikelihood(groupRows(summary), 0)(Float64Array.of(r, alpha, a, b), new Float64Array(4));
}

/** Chance that a customer with this history is still one. Always 1 for x = 0: the model lets nobody leave before a repeat. */
export function bgNbdAlive(params: BgNbdParams, x: number, tx: number, T: number): number {
  return aliveBetaGeometric(params, 0, x, tx, T);
}

/** bgNbdAlive for every row. */
export function bgNbdAliveAll(params: BgNbdParams, summary: CustomerSummary): Float64Array {
  return spread(summary, (x, tx, T) => aliveBetaGeometric(params, 0, x, tx, T));
}

/** Purchases expected within `horizon` (in units of the summary) after the end of observation. */
export function bgNbdExpected(
  params: BgNbdParams,
  horizon: number,
  x: number,
  tx: number,
  T: number,
): number {
  return expectedBetaGeometric(params, 0, horizon, x, tx, T);
}

/** bgNbdExpected for every row. */
export function bgNbdExpectedAll(
  params: BgNbdParams,
  horizon: number,
  summary: CustomerSummary,
): Float64Array {
  return spread(summary, (x, tx, T) => expectedBetaGeometric(params, 0, horizon, x, tx, T));
}

/** Chance of at least one purchase within `horizon` after the end of observation. */
export function bgNbdChanceWithin(
  params: BgNbdParams,
  horizon: number,
  x: number,
  tx: number,
  T: number,
): number {
  return chanceBetaGeometric(params, 0, horizon, x, tx, T);
}

/** bgNbdChanceWithin for every row. */
export function bgNbdChanceWithinAll(
  params: BgNbdParams,
  horizon: number,
  summary: CustomerSummary,
): Float64Array {
  return spread(summary, (x, tx, T) => chanceBetaGeometric(params, 0, horizon, x, tx, T));
}

/** Repeat purchases expected of a new customer within t after the first one. Fader, Hardie & Lee 2005, eq. (9). */
export function bgNbdExpectedOfNew(params: BgNbdParams, t: number): number {
  return purchasesOfLiving(params.r, params.alpha, params.a, params.b, t);
}
