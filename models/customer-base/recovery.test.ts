import { describe, expect, test, vi } from "vitest";
import { seededRandom } from "../random/index.ts";
import * as models from "./index.ts";

// Seeded simulations: long on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const WEEKS = Float64Array.from({ length: 1500 }, (_, i) => 30 + (i % 50));

type Named = Readonly<Record<string, number>>;

/** Share of parameters whose 95 % interval (normal on log scale) holds the truth. */
function coverage(runs: number, truth: Named, fitOnce: (seed: number) => models.Fit<Named>): number {
  let inside = 0;
  let asked = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const fit = fitOnce(seed);
    if (!fit.converged || fit.standardErrors === undefined) throw new Error(`run ${seed} gave no intervals`);
    for (const [name, value] of Object.entries(truth)) {
      const error = Math.abs(Math.log(fit.params[name]! / value));
      if (error <= (1.96 * fit.standardErrors[name]!) / fit.params[name]!) inside += 1;
      asked += 1;
    }
  }
  return inside / asked;
}

/** Four binomial standard errors for parameters that move together: 40 runs of 95 % ± 14 points. */
const LEAST = 0.86;

describe("simulated customers: parameters lie inside their own 95 % intervals at the nominal rate", () => {
  const bg = { r: 0.6, alpha: 5, a: 0.9, b: 2.5 };
  const pareto = { r: 0.7, alpha: 6, s: 0.8, beta: 12 };
  const spend = { p: 5, q: 4, v: 60 };

  test("BG/NBD", () => {
    const share = coverage(40, bg, (seed) => {
      return models.fitBgNbd(models.simulateBgNbd(seededRandom(seed), bg, WEEKS), { prior: "none" }) as never;
    });
    expect(share).toBeGreaterThan(LEAST);
  });

  test("MBG/NBD", () => {
    const share = coverage(40, bg, (seed) => {
      return models.fitMbgNbd(models.simulateMbgNbd(seededRandom(seed), bg, WEEKS), {
        prior: "none",
      }) as never;
    });
    expect(share).toBeGreaterThan(LEAST);
  });

  test("Pareto/NBD", () => {
    const share = coverage(40, pareto, (seed) => {
      return models.fitParetoNbd(models.simulateParetoNbd(seededRandom(seed), pareto, WEEKS), {
        prior: "none",
      }) as never;
    });
    expect(share).toBeGreaterThan(LEAST);
  });

  test("Gamma-Gamma", () => {
    const x = Int32Array.from(WEEKS, (_, i) => i % 6);
    const share = coverage(40, spend, (seed) => {
      return models.fitGammaGamma(models.simulateSpend(seededRandom(seed), spend, x), {
        prior: "none",
      }) as never;
    });
    expect(share).toBeGreaterThan(LEAST);
  });
});

describe("small shops", () => {
  const fifty = (x: Int32Array): models.CustomerSummary => ({
    n: 50,
    unitDays: 7,
    x,
    tx: Float64Array.from(x, (count, i) => (count === 0 ? 0 : 3 + (i % 5))),
    T: Float64Array.from({ length: 50 }, (_, i) => 4 + (i % 10)),
  });

  test("fifty customers without one repeat: finite, modest forecasts under the weak prior", () => {
    const summary = fifty(new Int32Array(50));
    for (const fit of [models.fitBgNbd(summary), models.fitMbgNbd(summary)]) {
      expect(fit).toMatchObject({ converged: true, prior: "weak" });
      expect(fit.standardErrors).toBeDefined();
      const year = models.mbgNbdExpected(fit.params, 52, 0, 0, 8);
      expect(year).toBeGreaterThan(0.001);
      expect(year).toBeLessThan(1);
    }
    const pareto = models.fitParetoNbd(summary);
    expect(pareto).toMatchObject({ converged: true, prior: "weak" });
    expect(models.paretoNbdExpected(pareto.params, 52, 0, 0, 8)).toBeLessThan(1);
  });

  test("a few repeats raise the forecast", () => {
    const some = models.fitMbgNbd(fifty(Int32Array.from({ length: 50 }, (_, i) => (i % 10 === 0 ? 2 : 0))));
    const none = models.fitMbgNbd(fifty(new Int32Array(50)));
    expect(some.converged).toBe(true);
    const expectedOf = (fit: typeof some): number => models.mbgNbdExpectedOfNew(fit.params, 52);
    expect(expectedOf(some)).toBeGreaterThan(expectedOf(none));
  });

  test("a shop without customers gets the prior alone", () => {
    const empty = {
      n: 0,
      unitDays: 1,
      x: new Int32Array(0),
      tx: new Float64Array(0),
      T: new Float64Array(0),
    };
    expect(models.fitMbgNbd(empty)).toMatchObject({ converged: true, prior: "weak" });
    expect(models.fitGammaGamma({ x: empty.x, meanSpend: empty.tx }).converged).toBe(true);
  });

  test("the prior hardly moves a shop with data", () => {
    const truth = { r: 0.6, alpha: 5, a: 0.9, b: 2.5 };
    const summary = models.simulateBgNbd(seededRandom(3), truth, WEEKS);
    const pure = models.fitBgNbd(summary);
    const weak = models.fitBgNbd(summary, { prior: "weak" });
    expect(pure.prior).toBe("none");
    const forecast = (fit: typeof pure): number =>
      models.bgNbdExpectedAll(fit.params, 39, summary).reduce((a, b) => a + b, 0);
    expect(forecast(weak) / forecast(pure)).toBeCloseTo(1, 1);
  });
});

test("a fit that may not iterate says that it did not converge", () => {
  const summary = models.simulateBgNbd(seededRandom(3), { r: 0.6, alpha: 5, a: 0.9, b: 2.5 }, WEEKS);
  const fit = models.fitBgNbd(summary, { prior: "none", maxIterations: 2 });
  expect(fit.converged).toBe(false);
  expect(fit.gradientNorm).toBeGreaterThan(1e-6);
});
