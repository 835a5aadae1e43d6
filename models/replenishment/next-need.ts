import type { ForecastBasis } from "./interval.ts";
import type { PurchaseHistory, ReplenishmentModel } from "./model.ts";
import { outlookOf, strataOf } from "./outlook.ts";

/** When a member needs a product next. Days are on the same scale as the history's. */
export interface NextNeed {
  /** Middle of the forecast, given that the member buys again within `withinDays` from now. */
  readonly medianDay: number;
  /** Ends of the 80 % interval, likewise. Never before `now`. */
  readonly lowDay: number;
  readonly highDay: number;
  /** Days between purchases by the pair's own rhythm for this quantity: the middle of its log-normal, at most a year. */
  readonly daysBetween: number;
  /** Chance that the member does not buy this product here again: no longer needed, bought elsewhere, or she left. */
  readonly neverAgainChance: number;
  /** Chance of a purchase within h days from now, "never again" included. */
  readonly chanceToReorderWithin: (h: number) => number;
  readonly basis: ForecastBasis;
}

/** Dates are given for returns within this many days from now: later ones are not worth planning for. */
const PLANNING_DAYS = 365;
/** Precision of a date, in days. */
const DATE_TOLERANCE = 0.02;

/** Where an increasing function with f(0) = 0 and f(end) ≥ value reaches the value, by the Illinois rule. */
function reach(f: (h: number) => number, value: number, end: number): number {
  let [low, high] = [0, end];
  let [below, above] = [-value, f(end) - value];
  let side = 0;
  for (let step = 0; step < 60 && high - low > DATE_TOLERANCE; step++) {
    // Every fourth step halves, so that a steep corner cannot hold it up.
    const share = step % 4 === 3 ? 0.5 : below / (below - above);
    const h = low + (high - low) * Math.min(0.999, Math.max(0.001, share));
    const gap = f(h) - value;
    if (Math.abs(gap) < 1e-9) return h;
    if (gap < 0) {
      [low, below] = [h, gap];
      if (side === -1) above /= 2;
      side = -1;
    } else {
      [high, above] = [h, gap];
      if (side === 1) below /= 2;
      side = 1;
    }
  }
  return (low + high) / 2;
}

/**
 * The length by which a purchase has come with chance p, given that it comes within `horizon`; `within` is the chance of
 * one by a length.
 */
export function quantileWithin(within: (h: number) => number, p: number, horizon: number): number {
  const all = within(horizon);
  // When nothing is left of the forecast in floating point, it is spread evenly.
  return all > 1e-12 ? reach((h) => within(h) / all, p, horizon) : p * horizon;
}

/**
 * Forecasts the next purchase, conditional on none having happened until `now`. Dates are given for those who return
 * within `withinDays` (default a year): who returns later, or never, has no date worth planning for.
 */
export function nextNeed(
  model: ReplenishmentModel,
  history: PurchaseHistory,
  now: number,
  options: { readonly withinDays?: number } = {},
): NextNeed {
  const { rhythm, visits, rhythmGoesOn, visitsGoOn, interval } = outlookOf(model, history, now);
  const share = model.rhythmShare[strataOf(history.day.length)]!;
  const { pace } = model;
  const within = (h: number): number => share * rhythm(h, pace) + (1 - share) * visits(h, pace);
  const horizon = options.withinDays ?? PLANNING_DAYS;
  const dayAt = (p: number): number => now + quantileWithin(within, p, horizon);
  return {
    lowDay: dayAt(0.1),
    medianDay: dayAt(0.5),
    highDay: dayAt(0.9),
    daysBetween: Math.min(PLANNING_DAYS, Math.exp(interval.mean) / pace),
    neverAgainChance: 1 - share * rhythmGoesOn - (1 - share) * visitsGoOn,
    chanceToReorderWithin: within,
    basis: interval.basis,
  };
}
