import { digamma, logBeta } from "../special/index.ts";
import { minimiseBfgs } from "../optimise/index.ts";
import type { Observed, State, Working } from "./state.ts";

/** Weight of the shop's π in a product's π, in pairs. */
const LEAVING_PRIOR_PAIRS = 20;

/** π and M of the shop by the expected beta-geometric likelihood, then π of each product shrunk to the shop's. */
export function updateLeaving(s: State, o: Observed, w: Working): void {
  const { pairs } = o;
  const left: number[] = [];
  const on: number[] = [];
  const productSum = new Float64Array(s.leaving.length);
  const productPairs = new Float64Array(s.leaving.length);
  for (let i = 0; i < pairs.size; i++) {
    const returns = pairs.start[i + 1]! - pairs.start[i]! - 1;
    const stays = w.stays[i]!;
    left[returns] = (left[returns] ?? 0) + 1 - stays;
    on[returns] = (on[returns] ?? 0) + stays;
    const product = pairs.product[i]!;
    const M = s.concentration;
    productSum[product]! += (M * s.leaving[product]! + 1 - stays) / (M + returns + 1);
    productPairs[product]! += 1;
  }
  const scale = 1 / Math.max(1, pairs.size);
  const fit = minimiseBfgs(
    (x, gradient) => {
      const a = Math.exp(x[0]!);
      const b = Math.exp(x[1]!);
      // One pair's worth of prior at π = 0.3, M = 3 keeps both finite in tiny shops.
      let value = -0.5 * scale * ((x[0]! - Math.log(0.9)) ** 2 + (x[1]! - Math.log(2.1)) ** 2);
      gradient[0] = scale * (x[0]! - Math.log(0.9));
      gradient[1] = scale * (x[1]! - Math.log(2.1));
      const base = logBeta(a, b);
      for (let k = 0; k < left.length; k++) {
        const gone = (left[k] ?? 0) * scale;
        const stay = (on[k] ?? 0) * scale;
        if (gone + stay === 0) continue;
        value += gone * logBeta(a + 1, b + k) + stay * logBeta(a, b + k + 1) - (gone + stay) * base;
        const all = (gone + stay) * (digamma(a + b) - digamma(a + b + k + 1));
        gradient[0] -= a * (gone * digamma(a + 1) + stay * digamma(a) - (gone + stay) * digamma(a) + all);
        gradient[1] -=
          b * (gone * digamma(b + k) + stay * digamma(b + k + 1) - (gone + stay) * digamma(b) + all);
      }
      return -value;
    },
    Float64Array.of(
      Math.log(s.concentration * s.shopLeaving),
      Math.log(s.concentration * (1 - s.shopLeaving)),
    ),
    { maxIterations: 30, gradientTolerance: 1e-6 },
  );
  const a = Math.exp(fit.x[0]!);
  const b = Math.exp(fit.x[1]!);
  s.shopLeaving = a / (a + b);
  s.concentration = Math.min(200, a + b);
  for (let p = 0; p < s.leaving.length; p++) {
    s.leaving[p] =
      (LEAVING_PRIOR_PAIRS * s.shopLeaving + productSum[p]!) / (LEAVING_PRIOR_PAIRS + productPairs[p]!);
  }
}
