import { minimiseLbfgs } from "../optimise/index.ts";
import type { FeatureTable, Learner, Predictor } from "./features.ts";

export interface RidgeOptions {
  /** Penalty ½·penalty·Σβ² on standardised features, in observations; default 1. The intercept is free. */
  readonly penalty?: number;
  /** "logistic" for 0/1 targets (default), "squared" for any. */
  readonly loss?: "logistic" | "squared";
}

interface Scaling {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

function scalingOf(rows: FeatureTable): Scaling {
  const { width, count, values } = rows;
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let i = 0; i < count * width; i++) mean[i % width]! += values[i]! / count;
  for (let i = 0; i < count * width; i++) squares[i % width]! += (values[i]! - mean[i % width]!) ** 2 / count;
  return { mean, scale: squares.map((v) => (v > 1e-12 ? 1 / Math.sqrt(v) : 0)) };
}

/** Σβₖzₖ + β₀ on standardised features. */
function scoreRows(rows: FeatureTable, { mean, scale }: Scaling, beta: Float64Array): Float64Array {
  const { width, count, values } = rows;
  const slope = scale.map((s, k) => s * beta[k]!);
  let start = beta[width]!;
  for (let k = 0; k < width; k++) start -= slope[k]! * mean[k]!;
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let sum = start;
    for (let k = 0; k < width; k++) sum += slope[k]! * values[i * width + k]!;
    out[i] = sum;
  }
  return out;
}

function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/**
 * Ridge regression, logistic (Hastie, Tibshirani & Friedman 2009, eq. 4.20 with the penalty of eq. 3.41) or linear.
 */
export function ridge(options: RidgeOptions = {}): Learner {
  const penalty = options.penalty ?? 1;
  const logistic = options.loss !== "squared";
  return (rows, target, weights): Predictor => {
    const { width, count, values } = rows;
    const scaling = scalingOf(rows);
    const objective = (beta: Float64Array, gradient: Float64Array): number => {
      const score = scoreRows(rows, scaling, beta);
      gradient.fill(0);
      let value = 0;
      for (let i = 0; i < count; i++) {
        const w = weights?.[i] ?? 1;
        const s = score[i]!;
        const y = target[i]!;
        // ln(1 + e^s) − y·s, written so that it does not overflow.
        value +=
          w * (logistic ? Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s))) - y * s : 0.5 * (s - y) ** 2);
        const slope = w * ((logistic ? sigmoid(s) : s) - y);
        for (let k = 0; k < width; k++) gradient[k]! += slope * values[i * width + k]!;
        gradient[width]! += slope;
      }
      const total = gradient[width]!;
      for (let k = 0; k < width; k++) {
        gradient[k] =
          ((gradient[k]! - total * scaling.mean[k]!) * scaling.scale[k]! + penalty * beta[k]!) / count;
        value += 0.5 * penalty * beta[k]! ** 2;
      }
      gradient[width] = total / count;
      return value / count;
    };
    const fit = minimiseLbfgs(objective, new Float64Array(width + 1), {
      gradientTolerance: 1e-7,
      maxIterations: 200,
    });
    return (asked) => {
      const score = scoreRows(asked, scaling, fit.x);
      return logistic ? score.map(sigmoid) : score;
    };
  };
}
