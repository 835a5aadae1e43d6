import { quantileWithin } from "../../models/index.ts";
import type { Forecast, Method } from "./replenishment-baselines.ts";
import type { Case } from "./replenishment.ts";

/** Sums over pairs. */
export interface Score {
  readonly name: string;
  pairs: number;
  returned: number;
  inside: number;
  absoluteError: number;
  windowError: number;
  logLikelihood: number;
  readonly expected: number[];
}

interface Window {
  readonly split: number;
  readonly end: number;
  readonly horizons: readonly number[];
}

/** Scores one forecast on one case; densities are per day (purchases are dated by day). */
function add(score: Score, forecast: Forecast, actual: number | undefined, window: Window): void {
  const length = window.end - window.split;
  score.pairs += 1;
  window.horizons.forEach((h, k) => (score.expected[k]! += forecast.within(h)));
  const all = forecast.within(length);
  if (actual === undefined) {
    score.logLikelihood += Math.log(Math.max(1e-12, 1 - all));
    return;
  }
  const wait = actual - window.split;
  const [before, until] = [forecast.within(wait - 1), forecast.within(wait)];
  score.returned += 1;
  score.logLikelihood += Math.log(Math.max(1e-12, until - before));
  // Only returns within the window are seen, so the interval asked for is the one "if she returns within the window".
  const share = (before + until) / 2 / all;
  if (share >= 0.1 && share <= 0.9) score.inside += 1;
  score.windowError += Math.abs(quantileWithin(forecast.within, 0.5, length) - wait);
  score.absoluteError += Math.abs(forecast.middle - wait);
}

/** Scores a method on the chosen cases; cases of which it says nothing are left out. */
export function scoreMethod(name: string, method: Method, chosen: readonly Case[], window: Window): Score {
  const score: Score = {
    name,
    pairs: 0,
    returned: 0,
    inside: 0,
    absoluteError: 0,
    windowError: 0,
    logLikelihood: 0,
    expected: window.horizons.map(() => 0),
  };
  for (const { history, actual } of chosen) {
    const forecast = method(history);
    if (forecast !== undefined) add(score, forecast, actual, window);
  }
  return score;
}
