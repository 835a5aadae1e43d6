/**
 * MBG/NBD: Batislam, Denizel & Filiztekin 2007. A customer may leave after every purchase, also the first, so one-time
 * buyers fade too. The one to use by default for a shop with many one-time buyers.
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
export type MbgNbdParams = BetaGeometricParams;

/** Fits the model. Batislam, Denizel & Filiztekin 2007 (eq. (6) of the BG/NBD paper with x + 1 chances to leave). */
export function fitMbgNbd(summary: CustomerSummary, options: FitOptions = {}): Fit<MbgNbdParams> {
  return fitBetaGeometric(summary, 1, options);
}

/** Log-likelihood of a summary at given parameters. */
export function mbgNbdLogLikelihood(params: MbgNbdParams, summary: CustomerSummary): number {
  const { r, alpha, a, b } = params;
  return betaGeometricLikelihood(groupRows(summary), 1)(Float64Array.of(r, alpha, a, b), new Float64Array(4));
}

/** Chance that a customer with this history is still one.  */
export function mbgNbdAlive(params: MbgNbdParams, x: number, tx: number, T: number): number {
  return aliveBetaGeometric(params, 1, x, tx, T);
}

/** mbgNbdAlive for every row. */
export function mbgNbdAliveAll(params: MbgNbdParams, summary: CustomerSummary): Float64Array {
  return spread(summary, (x, tx, T) => aliveBetaGeometric(params, 1, x, tx, T));
}

/** Purchases expected within `horizon` (in units of the summary) after the end of observation. */
export function mbgNbdExpected(
  params: MbgNbdParams,
  horizon: number,
  x: number,
  tx: number,
  T: number,
): number {
  return expectedBetaGeometric(params, 1, horizon, x, tx, T);
}

/** mbgNbdExpected for every row. */
export function mbgNbdExpectedAll(
  params: MbgNbdParams,
  horizon: number,
  summary: CustomerSummary,
): Float64Array {
  return spread(summary, (x, tx, T) => expectedBetaGeometric(params, 1, horizon, x, tx, T));
}

/** Chance of at least one purchase within `horizon` after the end of observation. */
export function mbgNbdChanceWithin(
  params: MbgNbdParams,
  horizon: number,
  x: number,
  tx: number,
  T: number,
): number {
  return chanceBetaGeometric(params, 1, horizon, x, tx, T);
}

/** mbgNbdChanceWithin for every row. */
export function mbgNbdChanceWithinAll(
  params: MbgNbdParams,
  horizon: number,
  summary: CustomerSummary,
): Float64Array {
  return spread(summary, (x, tx, T) => chanceBetaGeometric(params, 1, horizon, x, tx, T));
}

/** Repeat purchases expected of a new customer within t after the first one. Batislam et al. 2007: the first chance to leave comes at once, so it is b/(a+b) times the BG/NBD form at b + 1. */
export function mbgNbdExpectedOfNew(params: MbgNbdParams, t: number): number {
  const stays = params.b / (params.a + params.b);
  return stays * purchasesOfLiving(params.r, params.alpha, params.a, params.b + 1, t);
}
