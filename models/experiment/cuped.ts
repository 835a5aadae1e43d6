import { normalEffect, type Effect } from "./difference.ts";
import type { PairMoments } from "./moments.ts";

/** A difference adjusted for what the people did before. */
export interface AdjustedEffect extends Effect {
  /** θ: how much of the earlier figure is taken off. */
  readonly slope: number;
  /** Part of the variance that the adjustment removed, 0 … 1. */
  readonly varianceReduction: number;
}

/**
 * CUPED (Deng, Xu, Kohavi & Walker 2013, WSDM, section on control variates): ȳ − θ(x̄ − x̄_all), θ = cov(x, y)/var(x) over both arms. x must
 * be fixed before the experiment began (orders or spend of the time before), y is the outcome.
 */
export function cuped(control: PairMoments, treated: PairMoments, level = 0.95): AdjustedEffect {
  const within = (pick: (m: PairMoments) => number): number =>
    (pick(control) * (control.count - 1) + pick(treated) * (treated.count - 1)) /
    (control.count + treated.count - 2);
  const varianceX = within((m) => m.varianceX);
  const slope = varianceX > 0 ? within((m) => m.covariance) / varianceX : 0;
  const rest = (m: PairMoments): number =>
    m.varianceY - 2 * slope * m.covariance + slope * slope * m.varianceX;
  const difference = treated.meanY - control.meanY - slope * (treated.meanX - control.meanX);
  const variance = rest(control) / control.count + rest(treated) / treated.count;
  const plain = control.varianceY / control.count + treated.varianceY / treated.count;
  return {
    ...normalEffect(difference, Math.sqrt(variance), control.meanY, level),
    slope,
    varianceReduction: plain > 0 ? 1 - variance / plain : 0,
  };
}
