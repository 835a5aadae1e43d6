import { betaQuantile, normalCdf } from "../special/index.ts";

/** What came of touches, one entry each. */
export interface TouchOutcomes {
  /** Days since the touch, ≥ 0. */
  readonly ageDays: ArrayLike<number>;
  /** 1 when the member responded, 0 when not. */
  readonly responded: ArrayLike<number>;
}

/** A Beta(hits, misses) belief about a rate. */
export interface RateBelief {
  readonly hits: number;
  readonly misses: number;
}

/** An estimated rate with its interval. */
export interface Rate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Weighted number of touches it rests on, prior left out. */
  readonly touches: number;
}

/** Prior before anything is known: one in ten, worth five touches. */
const DEFAULT_PRIOR: RateBelief = { hits: 0.5, misses: 4.5 };

/** Beta prior from a segment's totals, worth `touches` touches (default 5) of the segment's rate. */
export function priorFromSegment(sent: number, responded: number, touches = 5): RateBelief {
  const rate = (responded + DEFAULT_PRIOR.hits) / (sent + DEFAULT_PRIOR.hits + DEFAULT_PRIOR.misses);
  return { hits: rate * touches, misses: (1 - rate) * touches };
}

function weigh(outcomes: TouchOutcomes, halfLifeDays: number, prior: RateBelief): RateBelief {
  let { hits, misses } = prior;
  for (let i = 0; i < outcomes.ageDays.length; i++) {
    const weight = 2 ** (-outcomes.ageDays[i]! / halfLifeDays);
    if (outcomes.responded[i]! > 0) hits += weight;
    else misses += weight;
  }
  return { hits, misses };
}

/**
 * Response rate with recency weights 2^{−age/half-life}: the Beta posterior (Gelman et al. 2013, section 2.4) with
 * discounted counts (power prior of Ibrahim & Chen 2000, eq. 1, with a weight per observation).
 */
export function responseRate(
  outcomes: TouchOutcomes,
  options: { readonly halfLifeDays?: number; readonly prior?: RateBelief; readonly level?: number } = {},
): Rate {
  const prior = options.prior ?? DEFAULT_PRIOR;
  const { hits, misses } = weigh(outcomes, options.halfLifeDays ?? 60, prior);
  const tail = (1 - (options.level ?? 0.8)) / 2;
  return {
    mean: hits / (hits + misses),
    low: betaQuantile(hits, misses, tail),
    high: betaQuantile(hits, misses, 1 - tail),
    touches: hits + misses - prior.hits - prior.misses,
  };
}

/** How a member's attention moves. */
export interface Fatigue {
  /** Response rate of lately (half-life 14 days) and of long before (half-life 180 days). */
  readonly lately: number;
  readonly before: number;
  /** Part of attention lost, 0 (none) … 1 (all). */
  readonly lost: number;
  /** Chance that attention really fell; above 0.9 means: pause. */
  readonly chanceFalling: number;
}

/**
 * Compares lately with before: the recent touches start from the long-run belief of the member as their prior (worth
 * five touches), so that a few ignored messages do not yet count as fatigue. Chance by the normal approximation to the
 * difference of two Betas (Gelman et al. 2013, section 2.4).
 */
export function fatigue(
  outcomes: TouchOutcomes,
  options: { readonly latelyDays?: number; readonly beforeDays?: number; readonly prior?: RateBelief } = {},
): Fatigue {
  const before = weigh(outcomes, options.beforeDays ?? 180, options.prior ?? DEFAULT_PRIOR);
  const longRate = before.hits / (before.hits + before.misses);
  const lately = weigh(outcomes, options.latelyDays ?? 14, {
    hits: 5 * longRate,
    misses: 5 * (1 - longRate),
  });
  const recentRate = lately.hits / (lately.hits + lately.misses);
  const variance = (b: RateBelief): number => {
    const n = b.hits + b.misses;
    return (b.hits * b.misses) / (n * n * (n + 1));
  };
  const z = (longRate - recentRate) / Math.sqrt(variance(before) + variance(lately));
  return {
    lately: recentRate,
    before: longRate,
    lost: Math.max(0, 1 - recentRate / longRate),
    chanceFalling: normalCdf(z),
  };
}
