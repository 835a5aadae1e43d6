import { describe, expect, test, vi } from "vitest";
import { drawNormal, drawPoisson, seededRandom } from "../random/index.ts";
import * as stats from "./index.ts";

// Seeded simulations: long on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test("means: Welch's interval on a worked example", () => {
  const control = stats.momentsOf([
    27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4,
  ]);
  const treated = stats.momentsOf([
    27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.6,
  ]);
  const effect = stats.differenceInMeans(control, treated);
  expect(effect.difference).toBeCloseTo(2.8466666666666747, 6);
  expect(effect.pValue).toBeCloseTo(0.007856440783445797, 6);
  expect(effect.low).toBeCloseTo(0.8103473748712395, 6);
});

describe("proportions", () => {
  test("Newcombe's example 56/70 and 48/80 gives his interval", () => {
    const effect = stats.differenceInProportions({ count: 80, hits: 48 }, { count: 70, hits: 56 });
    expect(effect.difference).toBeCloseTo(0.2, 10);
    expect(effect.low).toBeCloseTo(0.0524, 4);
    expect(effect.high).toBeCloseTo(0.3339, 4);
  });

  test("no hits in either arm give an interval around zero that is not empty", () => {
    const effect = stats.differenceInProportions({ count: 50, hits: 0 }, { count: 50, hits: 0 });
    expect(effect.low).toBeLessThan(-0.01);
    expect(effect.high).toBeGreaterThan(0.01);
    expect(effect.relative).toBeUndefined();
  });
});

test("a ratio metric counts people: its interval covers the truth at the nominal rate", () => {
  const random = seededRandom(5);
  let inside = 0;
  const runs = 400;
  for (let run = 0; run < runs; run++) {
    const arm = (): stats.PairMoments => {
      const orders: number[] = [];
      const spend: number[] = [];
      for (let i = 0; i < 300; i++) {
        const level = Math.exp(0.5 * drawNormal(random));
        const n = drawPoisson(random, 2);
        orders.push(n);
        spend.push(n * level * 20);
      }
      return stats.pairMomentsOf(orders, spend);
    };
    const effect = stats.differenceInRatios(arm(), arm());
    if (effect.low <= 0 && effect.high >= 0) inside += 1;
  }
  expect(inside / runs).toBeGreaterThan(0.92);
  expect(inside / runs).toBeLessThan(0.98);
});

test("CUPED removes the variance that the past explains and keeps the truth", () => {
  const random = seededRandom(8);
  const arm = (lift: number): stats.PairMoments => {
    const before: number[] = [];
    const after: number[] = [];
    for (let i = 0; i < 20_000; i++) {
      const x = drawNormal(random);
      before.push(x);
      after.push(10 + lift + 0.8 * x + 0.6 * drawNormal(random));
    }
    return stats.pairMomentsOf(before, after);
  };
  const effect = stats.cuped(arm(0), arm(0.05));
  // Correlation 0.8 leaves 1 − 0.64 of the variance.
  expect(effect.varianceReduction).toBeCloseTo(0.64, 1);
  expect(effect.slope).toBeCloseTo(0.8, 1);
  expect(effect.low).toBeLessThan(0.05);
  expect(effect.high).toBeGreaterThan(0.05);
  expect(effect.low).toBeGreaterThan(0);
});

describe("always-valid intervals", () => {
  /** Share of runs in which any of the looks says there is an effect. */
  function alarms(runs: number, lift: number, says: (c: stats.Moments, t: stats.Moments) => boolean): number {
    const random = seededRandom(21);
    let alarmed = 0;
    for (let run = 0; run < runs; run++) {
      const hits = [0, 0];
      let count = 0;
      let alarm = false;
      for (let look = 0; look < 40; look++) {
        count += 50;
        hits[0]! += drawPoisson(random, 50 * 0.1);
        hits[1]! += drawPoisson(random, 50 * (0.1 + lift));
        alarm ||= says(
          stats.momentsOfProportion(count, hits[0]!),
          stats.momentsOfProportion(count, hits[1]!),
        );
      }
      if (alarm) alarmed += 1;
    }
    return alarmed / runs;
  }
  const sequence = (c: stats.Moments, t: stats.Moments): boolean => {
    const interval = stats.alwaysValid(stats.differenceInMeans(c, t), c.count + t.count);
    return interval.low > 0 || interval.high < 0;
  };

  test("2,000 A/A runs looked at after every batch: at most 5 % false alarms, where the plain interval has many", () => {
    expect(alarms(2000, 0, sequence)).toBeLessThanOrEqual(0.05);
    const peeking = alarms(500, 0, (c, t) => stats.differenceInMeans(c, t).pValue < 0.05);
    expect(peeking).toBeGreaterThan(0.15);
  });

  test("a real effect is found", () => {
    expect(alarms(200, 0.06, sequence)).toBeGreaterThan(0.9);
  });

  test("the p-value crosses 0.05 where the 95 % interval leaves zero", () => {
    for (const z of [2.5, 2.9, 3.1, 3.4, 4]) {
      const interval = stats.alwaysValid({ difference: z, standardError: 1 }, 5000);
      expect(interval.pValue < 0.05).toBe(interval.low > 0);
    }
    expect(stats.alwaysValid({ difference: 9, standardError: 1 }, 20).low).toBe(-Infinity);
  });
});

describe("design", () => {
  test("a split of 821,588 to 815,482 planned as equal is a mismatch, 5,010 to 4,990 is not", () => {
    expect(stats.sampleRatioMismatch([821_588, 815_482], [1, 1]).mismatch).toBe(true);
    expect(stats.sampleRatioMismatch([5010, 4990], [1, 1]).mismatch).toBe(false);
    expect(stats.sampleRatioMismatch([95, 5], [0.95, 0.05]).pValue).toBeCloseTo(1, 10);
  });

  test("the smallest detectable effect and the people needed undo each other", () => {
    const effect = minimum(10_000);
    expect(effect).toBeCloseTo((1.959964 + 0.841621) * 0.3 * Math.sqrt(2 / 10_000), 6);
    expect(stats.unitsNeeded(effect, 0.3)).toBeCloseTo(20_000, -1);
  });

  function minimum(perArm: number): number {
    return stats.minimumDetectableEffect({ controlCount: perArm, treatedCount: perArm, sd: 0.3 });
  }
});
