import { wolfeSearch, type LinePoint } from "./line-search.ts";
import { dot, largest, type MinimiseOptions, type MinimiseResult, type Objective } from "./objective.ts";

type Direction = (gradient: Float64Array) => Float64Array;
/** Takes the step s = xₖ₊₁ − xₖ and the change of gradient y. */
type Learn = (s: Float64Array, y: Float64Array) => void;

/** What differs between BFGS and L-BFGS: how the direction is made, learnt and forgotten. */
interface Memory {
  readonly direction: Direction;
  readonly learn: Learn;
  readonly forget: () => void;
}

/** Inverse Hessian approximation, updated by Nocedal & Wright 2006, eq. 6.17; first scaling eq. 6.20. */
function denseMemory(n: number): Memory {
  const h = new Float64Array(n * n);
  const hy = new Float64Array(n);
  let fresh = true;
  const identity = (scale: number): void => {
    h.fill(0);
    for (let i = 0; i < n; i++) h[i * n + i] = scale;
  };
  identity(1);
  return {
    direction: (gradient) => {
      const d = new Float64Array(n);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) d[i]! -= h[i * n + j]! * gradient[j]!;
      return d;
    },
    learn: (s, y) => {
      const sy = dot(s, y);
      if (fresh) identity(sy / dot(y, y));
      fresh = false;
      hy.fill(0);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) hy[i]! += h[i * n + j]! * y[j]!;
      const scale = (1 + dot(y, hy) / sy) / sy;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          h[i * n + j]! += scale * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy;
        }
      }
    },
    forget: () => {
      identity(1);
      fresh = true;
    },
  };
}

/** The two-loop recursion, Nocedal & Wright 2006, algorithm 7.4, with the scaling of eq. 7.20. */
function limitedMemory(keep: number): Memory {
  let pairs: { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[] = [];
  return {
    direction: (gradient) => {
      const d = gradient.slice();
      const weights: number[] = [];
      for (let k = pairs.length - 1; k >= 0; k--) {
        const { s, y, rho } = pairs[k]!;
        const weight = rho * dot(s, d);
        weights[k] = weight;
        for (let i = 0; i < d.length; i++) d[i]! -= weight * y[i]!;
      }
      const last = pairs.at(-1);
      const scale = last === undefined ? 1 : 1 / (last.rho * dot(last.y, last.y));
      for (let i = 0; i < d.length; i++) d[i]! *= scale;
      pairs.forEach(({ s, y, rho }, k) => {
        const change = weights[k]! - rho * dot(y, d);
        for (let i = 0; i < d.length; i++) d[i]! += change * s[i]!;
      });
      return d.map((value) => -value);
    },
    learn: (s, y) => {
      pairs.push({ s, y, rho: 1 / dot(s, y) });
      if (pairs.length > keep) pairs.shift();
    },
    forget: () => {
      pairs = [];
    },
  };
}

function minimise(
  objective: Objective,
  start: Float64Array,
  memory: Memory,
  options: MinimiseOptions,
): MinimiseResult {
  const maxIterations = options.maxIterations ?? 500;
  const tolerance = options.gradientTolerance ?? 1e-8;
  let evaluations = 0;
  const counted: Objective = (x, gradient) => {
    evaluations += 1;
    return objective(x, gradient);
  };
  const firstGradient = new Float64Array(start.length);
  const firstValue = counted(start, firstGradient);
  let point: LinePoint = { step: 0, x: start.slice(), gradient: firstGradient, value: firstValue, slope: 0 };
  let iterations = 0;
  let restarted = true;
  const finish = (reason: MinimiseResult["reason"]): MinimiseResult => ({
    x: point.x,
    value: point.value,
    gradientNorm: largest(point.gradient),
    iterations,
    evaluations,
    converged: reason === "gradient",
    reason,
  });
  if (!Number.isFinite(firstValue)) return finish("start-outside-domain");
  for (;;) {
    if (largest(point.gradient) <= tolerance) return finish("gradient");
    if (iterations >= maxIterations) return finish("iterations");
    iterations += 1;
    let direction = memory.direction(point.gradient);
    let slope = dot(direction, point.gradient);
    if (!(slope < 0)) {
      memory.forget();
      direction = point.gradient.map((value) => -value);
      slope = -dot(point.gradient, point.gradient);
      restarted = true;
    }
    // Without curvature known, the first move is of length one at most.
    const firstStep = restarted ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1;
    const next = wolfeSearch(counted, { ...point, step: 0, slope }, direction, firstStep);
    if (next === undefined) {
      if (restarted) return finish("line-search");
      memory.forget();
      restarted = true;
      continue;
    }
    const s = next.x.map((value, i) => value - point.x[i]!);
    const y = next.gradient.map((value, i) => value - point.gradient[i]!);
    if (dot(s, y) > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y))) memory.learn(s, y);
    restarted = false;
    point = next;
  }
}

/** Minimises by BFGS (Nocedal & Wright 2006, algorithm 6.1): for a handful to some hundred parameters. */
export function minimiseBfgs(
  objective: Objective,
  start: Float64Array,
  options: MinimiseOptions = {},
): MinimiseResult {
  return minimise(objective, start, denseMemory(start.length), options);
}

/** Minimises by L-BFGS (Nocedal & Wright 2006, algorithm 7.5): for many parameters. */
export function minimiseLbfgs(
  objective: Objective,
  start: Float64Array,
  options: MinimiseOptions = {},
): MinimiseResult {
  return minimise(objective, start, limitedMemory(options.memory ?? 10), options);
}
