import type { Pairs } from "./pairs.ts";
import type { SeasonClock } from "./season.ts";

/** The forecast whose standing still means that the fit is done. */
const CHECK_DAYS = 60;

/** All that changes while fitting. */
export interface State {
  productMean: Float64Array;
  productVariance: Float64Array;
  productShare: Float64Array;
  categoryMean: Float64Array;
  categoryVariance: Float64Array;
  categoryShare: Float64Array;
  shopMean: number;
  noise: Float64Array;
  shopNoise: number;
  member: Float64Array;
  memberVariance: Float64Array;
  pair: Float64Array;
  pairVariance: Float64Array;
  pairSpread: number;
  memberSpread: number;
  productSpread: number;
  categorySpread: number;
  slope: number;
  leaving: Float64Array;
  shopLeaving: number;
  concentration: number;
}

/** Fixed figures of every pair: closed intervals and the open one. */
export interface Observed {
  readonly pairs: Pairs;
  readonly categoryOf: Int32Array;
  readonly usual: Float64Array;
  /** ln(days on the season's clock) of closed intervals; closed interval k of pair i is at start[i] − i + k. */
  readonly gap: Float64Array;
  /** ln(quantity/usual) at the beginning of each closed interval. */
  readonly size: Float64Array;
  /** ln(days) open at the end of observation (−Infinity when 0), and its size. */
  readonly open: Float64Array;
  readonly openSize: Float64Array;
  /** ln(days) open CHECK_DAYS later. */
  readonly later: Float64Array;
}

/** Working data of an iteration, one figure per pair. */
export interface Working {
  /** Weight (in observations) and mean of the intervals, the open one as a pseudo-observation. */
  readonly weight: Float64Array;
  readonly mean: Float64Array;
  /** Chance that the pair still goes on. */
  readonly stays: Float64Array;
  /** Chance of a purchase within CHECK_DAYS. */
  readonly chance: Float64Array;
}

/** Lays out closed and open intervals of all pairs. */
export function observe(
  pairs: Pairs,
  fixed: Pick<Observed, "categoryOf" | "usual">,
  endDay: number,
  clock: SeasonClock,
): Observed {
  const now = clock.at(endDay);
  const soon = clock.at(endDay + CHECK_DAYS);
  const closed = pairs.day.length - pairs.size;
  const gap = new Float64Array(closed);
  const size = new Float64Array(closed);
  const open = new Float64Array(pairs.size);
  const openSize = new Float64Array(pairs.size);
  const later = new Float64Array(pairs.size);
  for (let i = 0; i < pairs.size; i++) {
    const typical = fixed.usual[pairs.product[i]!]!;
    const last = pairs.start[i + 1]! - 1;
    for (let k = pairs.start[i]!; k < last; k++) {
      gap[k - i] = Math.log(clock.at(pairs.day[k + 1]!) - clock.at(pairs.day[k]!));
      size[k - i] = Math.log(pairs.quantity[k]! / typical);
    }
    const lastTime = clock.at(pairs.day[last]!);
    open[i] = Math.log(now - lastTime);
    later[i] = Math.log(soon - lastTime);
    openSize[i] = Math.log(pairs.quantity[last]! / typical);
  }
  return { pairs, ...fixed, gap, size, open, openSize, later };
}

/** A start from the plain mean and variance of the closed intervals. */
export function startState(o: Observed, products: number, members: number, categories: number): State {
  const n = Math.max(1, o.gap.length);
  const mean = o.gap.length > 0 ? o.gap.reduce((a, b) => a + b, 0) / n : Math.log(30);
  const variance = o.gap.length > 1 ? o.gap.reduce((a, b) => a + (b - mean) ** 2, 0) / n : 0.5;
  return {
    productMean: new Float64Array(products).fill(mean),
    productVariance: new Float64Array(products),
    productShare: new Float64Array(products),
    categoryMean: new Float64Array(categories).fill(mean),
    categoryVariance: new Float64Array(categories),
    categoryShare: new Float64Array(categories),
    shopMean: mean,
    noise: new Float64Array(products).fill(variance * 0.6),
    shopNoise: variance * 0.6,
    member: new Float64Array(members),
    memberVariance: new Float64Array(members),
    pair: new Float64Array(o.pairs.size),
    pairVariance: new Float64Array(o.pairs.size),
    pairSpread: variance * 0.15 + 1e-3,
    memberSpread: variance * 0.15 + 1e-3,
    productSpread: variance * 0.1 + 1e-3,
    categorySpread: variance * 0.1 + 1e-3,
    slope: 0,
    leaving: new Float64Array(products).fill(0.3),
    shopLeaving: 0.3,
    concentration: 3,
  };
}
