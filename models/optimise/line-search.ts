import { dot, type Objective } from "./objective.ts";

const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;
const MOST_TRIES = 60;

/** A point on the search ray. */
export interface LinePoint {
  readonly step: number;
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
  readonly slope: number;
}

/** Minimiser of the cubic through two values and slopes (Nocedal & Wright 2006, eq. 3.59), kept inside the bracket. */
function cubicStep(a: LinePoint, b: LinePoint): number {
  const low = Math.min(a.step, b.step);
  const high = Math.max(a.step, b.step);
  const middle = (low + high) / 2;
  if (!Number.isFinite(b.value) || !Number.isFinite(b.slope)) return low + (high - low) * 0.2;
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step);
  const square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return middle;
  const d2 = Math.sign(b.step - a.step) * Math.sqrt(square);
  const step = b.step - ((b.step - a.step) * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
  const margin = 0.1 * (high - low);
  return step > low + margin && step < high - margin ? step : middle;
}

/**
 * A step that satisfies the strong Wolfe conditions (Nocedal & Wright 2006, eqs. 3.7a–b) by bracketing and zoom
 * (algorithms 3.5 and 3.6). At the end of floating-point resolution, where the decrease of f can no longer be seen,
 * a point with a much smaller slope and an equal value is accepted. undefined when nothing acceptable is found.
 */
export function wolfeSearch(
  objective: Objective,
  origin: LinePoint,
  direction: Float64Array,
  firstStep: number,
): LinePoint | undefined {
  const noise = 1e-14 * Math.max(1, Math.abs(origin.value));
  const probe = (step: number): LinePoint => {
    const x = origin.x.map((value, i) => value + step * direction[i]!);
    const gradient = new Float64Array(x.length);
    const value = objective(x, gradient);
    return { step, x, gradient, value, slope: dot(gradient, direction) };
  };
  const decreases = (p: LinePoint): boolean =>
    p.value <= origin.value + SUFFICIENT_DECREASE * p.step * origin.slope + noise;
  const flat = (p: LinePoint): boolean => Math.abs(p.slope) <= -CURVATURE * origin.slope;

  let low = origin;
  let high: LinePoint | undefined;
  let step = firstStep;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const point = probe(step);
    if (!Number.isFinite(point.value) || !decreases(point) || point.value > low.value + noise) {
      high = point;
    } else {
      if (flat(point)) return point;
      if (point.slope >= 0 || (high !== undefined && point.slope * (high.step - low.step) >= 0)) high = low;
      low = point;
    }
    if (high === undefined) {
      step *= 3;
      continue;
    }
    if (Math.abs(high.step - low.step) <= 1e-14 * Math.max(low.step, high.step)) break;
    step = cubicStep(low, high);
  }
  return low.step > 0 && low.value < origin.value ? low : undefined;
}
