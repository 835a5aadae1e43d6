/** Sufficient statistics of one figure in one arm. Can be added up day by day. */
export interface Moments {
  /** Number of units (people, not orders). */
  readonly count: number;
  readonly mean: number;
  /** Sample variance (divisor count − 1); 0 when count < 2. */
  readonly variance: number;
}

/** Sufficient statistics of a pair of figures per unit. */
export interface PairMoments {
  readonly count: number;
  readonly meanX: number;
  readonly meanY: number;
  readonly varianceX: number;
  readonly varianceY: number;
  readonly covariance: number;
}

/** Moments of values in one pass (Welford 1962). */
export function momentsOf(values: ArrayLike<number>): Moments {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const rest = values[i]! - mean;
    mean += rest / (i + 1);
    squares += rest * (values[i]! - mean);
  }
  return { count: values.length, mean, variance: values.length > 1 ? squares / (values.length - 1) : 0 };
}

/** Moments of a yes/no figure from counts. */
export function momentsOfProportion(count: number, hits: number): Moments {
  const mean = count > 0 ? hits / count : 0;
  return { count, mean, variance: count > 1 ? (mean * (1 - mean) * count) / (count - 1) : 0 };
}

/** Moments of pairs (x, y), one per unit. */
export function pairMomentsOf(x: ArrayLike<number>, y: ArrayLike<number>): PairMoments {
  let meanX = 0;
  let meanY = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    meanX += dx / (i + 1);
    meanY += dy / (i + 1);
    xx += dx * (x[i]! - meanX);
    yy += dy * (y[i]! - meanY);
    xy += dx * (y[i]! - meanY);
  }
  const d = Math.max(1, x.length - 1);
  return { count: x.length, meanX, meanY, varianceX: xx / d, varianceY: yy / d, covariance: xy / d };
}
