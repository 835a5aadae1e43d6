import { mbgNbdAlive } from "../customer-base/index.ts";
import { normalCdf } from "../special/index.ts";
import { betaRule } from "./beta-rule.ts";
import { beliefOf } from "./inclusion.ts";
import { forecastInterval, type IntervalForecast } from "./interval.ts";
import type { PurchaseHistory, ReplenishmentModel } from "./model.ts";
import { seasonClock } from "./season.ts";
import { countVisits } from "./visits.ts";

/** Pairs are judged by how often they were bought: once, two or three times, four times or more. */
export const STRATA = 3;

/** Which stratum a pair bought so many times belongs to. */
export function strataOf(times: number): number {
  if (times === 1) return 0;
  return times < 4 ? 1 : 2;
}

/** Chance of a purchase within h days from now at a pace, by each model. */
export interface Outlook {
  readonly rhythm: (h: number, pace: number) => number;
  readonly visits: (h: number, pace: number) => number;
  /** Chance that the pair goes on, by each model. */
  readonly rhythmGoesOn: number;
  readonly visitsGoOn: number;
  readonly interval: IntervalForecast;
}

/** By the pair's own rhythm: the log-normal interval given that it is still open. */
function rhythmOutlook(interval: IntervalForecast, elapsed: number) {
  const sd = Math.sqrt(interval.variance);
  // Upper tails are used throughout: they keep their precision when the need is long overdue.
  const tailAt = (days: number): number => (days > 0 ? normalCdf((interval.mean - Math.log(days)) / sd) : 1);
  const open = Math.max(1e-300, tailAt(elapsed));
  const going = (1 - interval.neverAgainPrior) * open;
  const goesOn = going / (going + interval.neverAgainPrior);
  return {
    goesOn,
    within: (days: number): number =>
      days > 0 ? goesOn * Math.max(0, 1 - tailAt(elapsed + days) / open) : 0,
  };
}

/** All days on which the member is known to have bought anything. */
function visitDaysOf(model: ReplenishmentModel, history: PurchaseHistory) {
  const { start, day } = model.visits;
  const own = history.visitDay;
  if (own !== undefined) return { days: own, from: 0, to: own.length };
  const member = history.member ?? -1;
  const known = member >= 0 && member + 1 < start.length && start[member + 1]! > start[member]!;
  if (!known) return { days: history.day, from: 0, to: history.day.length };
  const [from, to] = [start[member]!, start[member + 1]!];
  const newest = day[to - 1]!;
  if (history.day[history.day.length - 1]! <= newest) return { days: day, from, to };
  const merged = [...day.subarray(from, to), ...Array.from(history.day).filter((d) => d > newest)];
  return { days: merged, from: 0, to: merged.length };
}

/**
 * By visits: the member comes as MBG/NBD says, the product is in the basket as BG/BB says. While she comes at rate λ, a
 * visit brings the purchase with chance B = (1 − θ)q and ends the wait for ever with chance S = θ + (1 − θ)(1 − q)p, so
 * P(purchase within h) = B/(B + S) · E[1 − e^{−λ(B + S)h}], λ ~ Gamma(r + x, α + T); q is integrated by Gauss–Jacobi.
 */
function visitOutlook(model: ReplenishmentModel, history: PurchaseHistory, now: number) {
  const { days, from, to } = visitDaysOf(model, history);
  const clock = seasonClock(model.season);
  const belief = beliefOf(model.inclusion, history.product, countVisits(history.day, days, from, to));
  const { r, alpha, a, b } = model.visitParams;
  const x = to - from - 1;
  const first = clock.at(days[from]!);
  const T = Math.max(0, clock.at(now) - first);
  const alive = mbgNbdAlive(model.visitParams, x, clock.at(days[to - 1]!) - first, T);
  const leaves = a / (a + b + x + 1);
  const rule = betaRule(belief.hits, belief.misses);
  const goesOn = alive * belief.goesOn;
  const stops = rule.nodes.map((q) => belief.end + (1 - belief.end) * (1 - q) * leaves);
  const buys = rule.nodes.map((q) => (1 - belief.end) * q);
  const sum = (of: (both: number) => number): number =>
    rule.weights.reduce((total, weight, k) => {
      const both = buys[k]! + stops[k]!;
      return total + (weight * buys[k]! * of(both)) / both;
    }, 0);
  return {
    goesOn: goesOn * sum(() => 1),
    within: (length: number): number =>
      length > 0
        ? goesOn * sum((both) => -Math.expm1(-(r + x) * Math.log1p((both * length) / (alpha + T))))
        : 0,
  };
}

/** Both models' view of one pair from `now`, given that it was not bought since its last purchase. */
export function outlookOf(model: ReplenishmentModel, history: PurchaseHistory, now: number): Outlook {
  const clock = seasonClock(model.season);
  const interval = forecastInterval(model, history);
  const last = clock.at(history.day[history.day.length - 1]!);
  const from = Math.max(last, clock.at(now));
  const rhythm = rhythmOutlook(interval, from - last);
  const visits = visitOutlook(model, history, now);
  const ahead = (h: number, pace: number): number => (h > 0 ? pace * (clock.at(now + h) - clock.at(now)) : 0);
  return {
    rhythm: (h, pace) => rhythm.within(ahead(h, pace)),
    visits: (h, pace) => visits.within(ahead(h, pace)),
    rhythmGoesOn: rhythm.goesOn,
    visitsGoOn: visits.goesOn,
    interval,
  };
}
