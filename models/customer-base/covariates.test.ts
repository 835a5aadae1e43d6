import { expect, test, vi } from "vitest";
import { seededRandom } from "../random/index.ts";
import * as models from "./index.ts";

// Seeded simulations: long on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = { r: 0.8, alpha: 6, a: 0.9, b: 2.5 };
const T = Float64Array.from({ length: 1500 }, (_, i) => 30 + (i % 50));

/** Two groups of customers, the second buys e^0.7 times as fast and leaves more easily. */
function twoGroups(seed: number): { summary: models.CustomerSummary; covariates: models.Covariates } {
  const random = seededRandom(seed);
  const truth = { base, rate: [0.7], leaveA: [0.3], leaveB: [0] };
  const parts = [0, 1].map((z) => models.simulateMbgNbd(random, models.paramsWithCovariates(truth, [z]), T));
  const joined = (pick: (s: models.CustomerSummary) => ArrayLike<number>): number[] =>
    parts.flatMap((p) => Array.from(pick(p)));
  const summary = {
    n: 3000,
    unitDays: 7,
    x: Int32Array.from(joined((s) => s.x)),
    tx: Float64Array.from(joined((s) => s.tx)),
    T: Float64Array.from(joined((s) => s.T)),
  };
  return {
    summary,
    covariates: { width: 1, values: Float64Array.from({ length: 3000 }, (_, i) => (i < 1500 ? 0 : 1)) },
  };
}

test("effects of a covariate lie inside their own 95 % intervals at the nominal rate", () => {
  let inside = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const { summary, covariates } = twoGroups(seed);
    const fit = models.fitMbgNbdWithCovariates(summary, covariates);
    expect(fit.converged).toBe(true);
    const error = fit.standardErrors!;
    if (Math.abs(fit.params.rate[0]! - 0.7) < 1.96 * error.rate[0]!) inside += 1;
    if (Math.abs(fit.params.leaveA[0]! - 0.3) < 1.96 * error.leaveA[0]!) inside += 1;
    if (Math.abs(fit.params.leaveB[0]!) < 1.96 * error.leaveB[0]!) inside += 1;
  }
  expect(inside / 60).toBeGreaterThan(0.86);
});

test("a covariate that is zero for all leaves the plain fit", () => {
  const { summary } = twoGroups(1);
  const none = models.fitMbgNbdWithCovariates(summary, { width: 1, values: new Float64Array(3000) });
  const plain = models.fitMbgNbd(summary, { prior: "none" });
  expect(none.logLikelihood).toBeCloseTo(plain.logLikelihood, 4);
  expect(none.params.base.alpha).toBeCloseTo(plain.params.alpha, 2);
});
