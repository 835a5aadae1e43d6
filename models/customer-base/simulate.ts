import { drawBeta, drawExponential, drawGamma, type RandomSource } from "../random/index.ts";
import type { BetaGeometricParams } from "./beta-geometric.ts";
import type { GammaGammaParams, SpendHistory } from "./gamma-gamma.ts";
import type { ParetoNbdParams } from "./pareto-nbd.ts";
import type { CustomerSummary } from "./summary.ts";

interface Observed {
  readonly x: number;
  readonly tx: number;
}

function simulate(T: Float64Array, unitDays: number, one: (T: number) => Observed): CustomerSummary {
  const x = new Int32Array(T.length);
  const tx = new Float64Array(T.length);
  T.forEach((end, i) => {
    const seen = one(end);
    x[i] = seen.x;
    tx[i] = seen.tx;
  });
  return { n: T.length, x, tx, T, unitDays };
}

function simulateBetaGeometric(
  random: RandomSource,
  p: BetaGeometricParams,
  T: Float64Array,
  leavesAtOnce: boolean,
): CustomerSummary {
  return simulate(T, 7, (end) => {
    const rate = drawGamma(random, p.r, p.alpha);
    const leave = drawBeta(random, p.a, p.b);
    let x = 0;
    let tx = 0;
    if (leavesAtOnce && random() < leave) return { x, tx };
    for (;;) {
      const next = tx + drawExponential(random, rate);
      if (next > end) return { x, tx };
      x += 1;
      tx = next;
      if (random() < leave) return { x, tx };
    }
  });
}

/** Customers of the BG/NBD, one per entry of T (weeks). */
export function simulateBgNbd(
  random: RandomSource,
  p: BetaGeometricParams,
  T: Float64Array,
): CustomerSummary {
  return simulateBetaGeometric(random, p, T, false);
}

/** Customers of the MBG/NBD, one per entry of T (weeks). */
export function simulateMbgNbd(
  random: RandomSource,
  p: BetaGeometricParams,
  T: Float64Array,
): CustomerSummary {
  return simulateBetaGeometric(random, p, T, true);
}

/** Customers of the Pareto/NBD, one per entry of T (weeks). */
export function simulateParetoNbd(
  random: RandomSource,
  p: ParetoNbdParams,
  T: Float64Array,
): CustomerSummary {
  return simulate(T, 7, (end) => {
    const rate = drawGamma(random, p.r, p.alpha);
    const gone = Math.min(end, drawExponential(random, drawGamma(random, p.s, p.beta)));
    let x = 0;
    let tx = 0;
    for (;;) {
      const next = tx + drawExponential(random, rate);
      if (next > gone) return { x, tx };
      x += 1;
      tx = next;
    }
  });
}

/** Mean spend of customers of the Gamma-Gamma model with the given numbers of repeat purchases. */
export function simulateSpend(random: RandomSource, params: GammaGammaParams, x: Int32Array): SpendHistory {
  const meanSpend = Float64Array.from(x, (count) => {
    if (count === 0) return 0;
    const rate = drawGamma(random, params.q, params.v);
    return drawGamma(random, params.p * count, rate * count);
  });
  return { x, meanSpend };
}
