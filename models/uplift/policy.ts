import { momentsOf } from "../experiment/index.ts";
import { normalQuantile } from "../special/index.ts";

/** Decisions as they were logged, one entry each. Actions are numbered 0 … actions − 1. */
export interface LoggedDecisions {
  readonly action: ArrayLike<number>;
  /** Chance with which the logged action was taken, > 0. */
  readonly propensity: ArrayLike<number>;
  readonly reward: ArrayLike<number>;
}

export interface PolicyValue {
  /** Mean reward per decision under the asked-for policy. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  /** Kish's effective number of logged decisions that speak for the policy: (Σw)²/Σw². */
  readonly effectiveCount: number;
}

/** Chance with which the policy takes action a in decision i. */
export type Policy = (i: number, action: number) => number;

function valueOf(terms: Float64Array, weights: Float64Array, level: number): PolicyValue {
  const { mean, variance, count } = momentsOf(terms);
  const standardError = Math.sqrt(variance / Math.max(1, count));
  const margin = normalQuantile((1 + level) / 2) * standardError;
  const sum = weights.reduce((a, b) => a + b, 0);
  const squares = weights.reduce((a, b) => a + b * b, 0);
  return {
    value: mean,
    low: mean - margin,
    high: mean + margin,
    standardError,
    effectiveCount: squares > 0 ? (sum * sum) / squares : 0,
  };
}

function weightsOf(logged: LoggedDecisions, policy: Policy): Float64Array {
  return Float64Array.from(
    { length: logged.action.length },
    (_, i) => policy(i, logged.action[i]!) / logged.propensity[i]!,
  );
}

/** Inverse-propensity value of a policy (Horvitz & Thompson 1952; Dudík et al. 2014, Statistical Science 29). */
export function inversePropensityValue(logged: LoggedDecisions, policy: Policy, level = 0.95): PolicyValue {
  const weights = weightsOf(logged, policy);
  return valueOf(
    weights.map((w, i) => w * logged.reward[i]!),
    weights,
    level,
  );
}

/**
 * Doubly robust value (Dudík, Erhan, Langford & Li 2014, Statistical Science 29): right when either the
 * propensities or the predicted rewards are, and tighter than inverse propensity when the predictions are any good.
 * `predicted` gives the expected reward of action a in decision i; it must not have been fitted on these decisions.
 */
export function doublyRobustValue(
  logged: LoggedDecisions,
  policy: Policy,
  actions: number,
  predicted: (i: number, action: number) => number,
  level = 0.95,
): PolicyValue {
  const weights = weightsOf(logged, policy);
  const terms = weights.map((w, i) => {
    let direct = 0;
    for (let a = 0; a < actions; a++) direct += policy(i, a) * predicted(i, a);
    return direct + w * (logged.reward[i]! - predicted(i, logged.action[i]!));
  });
  return valueOf(terms, weights, level);
}
