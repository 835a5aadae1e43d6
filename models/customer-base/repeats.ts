import { logBeta, logGamma } from "../special/index.ts";
import type { BetaGeometricParams, Extra } from "./beta-geometric.ts";

/**
 * P(X(t) = x) of a new customer: Fader, Hardie & Lee 2005, eq. (8); with `extra` = 1 there is one more chance to leave,
 * right after the first purchase (Batislam et al. 2007). `t` in the unit of α.
 */
function chanceOfRepeats(p: BetaGeometricParams, extra: Extra, x: number, t: number): number {
  const { r, alpha, a, b } = p;
  const logStill = r * Math.log(alpha / (alpha + t));
  const logMoved = t > 0 ? Math.log(t / (alpha + t)) : Number.NEGATIVE_INFINITY;
  const weightOf = (j: number): number =>
    Math.exp(logGamma(r + j) - logGamma(r) - logGamma(j + 1) + logStill + (j === 0 ? 0 : j * logMoved));
  const chances = x + extra;
  const stays = Math.exp(logBeta(a, b + chances) - logBeta(a, b)) * weightOf(x);
  if (chances === 0) return stays;
  let fewer = 0;
  for (let j = 0; j < x; j++) fewer += weightOf(j);
  const leavesNow = Math.exp(logBeta(a + 1, b + chances - 1) - logBeta(a, b));
  return stays + leavesNow * Math.max(0, 1 - fewer);
}

/** Chance that a new customer has exactly x repeat purchases within t of the first, under BG/NBD. */
export function bgNbdChanceOfRepeats(params: BetaGeometricParams, x: number, t: number): number {
  return chanceOfRepeats(params, 0, x, t);
}

/** Likewise under MBG/NBD. */
export function mbgNbdChanceOfRepeats(params: BetaGeometricParams, x: number, t: number): number {
  return chanceOfRepeats(params, 1, x, t);
}
