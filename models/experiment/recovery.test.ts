import { expect, test } from "vitest";
import { drawGamma, drawNormal, seededRandom } from "../random/index.ts";
import * as stats from "./index.ts";

const RUNS = 600;

/** Share of runs whose interval holds the true effect. */
function coverage(
  truth: number,
  run: (random: () => number) => { readonly low: number; readonly high: number },
): number {
  const random = seededRandom(12);
  let inside = 0;
  for (let i = 0; i < RUNS; i++) {
    const { low, high } = run(random);
    if (low <= truth && truth <= high) inside += 1;
  }
  return inside / RUNS;
}

function expectNominal(share: number): void {
  // Three and a half binomial standard errors around 95 %.
  expect(share).toBeGreaterThan(0.918);
  expect(share).toBeLessThan(0.982);
}

test("differences of skewed means lie inside their 95 % intervals at the nominal rate", () => {
  const arm = (random: () => number, n: number, lift: number): stats.Moments =>
    stats.momentsOf(Array.from({ length: n }, () => lift + drawGamma(random, 1, 0.02)));
  expectNominal(coverage(4, (random) => stats.differenceInMeans(arm(random, 120, 0), arm(random, 300, 4))));
});

test("differences of rare proportions likewise", () => {
  const arm = (random: () => number, count: number, chance: number): stats.Proportion => {
    let hits = 0;
    for (let i = 0; i < count; i++) if (random() < chance) hits += 1;
    return { count, hits };
  };
  expectNominal(
    coverage(0.02, (random) => stats.differenceInProportions(arm(random, 200, 0.03), arm(random, 400, 0.05))),
  );
});

test("effects adjusted by CUPED likewise", () => {
  const arm = (random: () => number, lift: number): stats.PairMoments => {
    const x = Array.from({ length: 150 }, () => drawNormal(random));
    return stats.pairMomentsOf(
      x,
      x.map((value) => lift + 0.7 * value + drawNormal(random)),
    );
  };
  expectNominal(coverage(0.3, (random) => stats.cuped(arm(random, 0), arm(random, 0.3))));
});

test("the always-valid interval holds the effect at every look of at least 95 % of the runs", () => {
  const share = coverage(0.1, (random) => {
    let [low, high] = [-Infinity, Infinity];
    const values: [number[], number[]] = [[], []];
    for (let look = 0; look < 15; look++) {
      for (let i = 0; i < 60; i++) {
        values[0].push(drawNormal(random));
        values[1].push(0.1 + drawNormal(random));
      }
      const [c, t] = values.map((one) => stats.momentsOf(one)) as [stats.Moments, stats.Moments];
      const interval = stats.alwaysValid(stats.differenceInMeans(c, t), c.count + t.count);
      low = Math.max(low, interval.low);
      high = Math.min(high, interval.high);
    }
    return { low, high };
  });
  expect(share).toBeGreaterThan(0.95);
});
