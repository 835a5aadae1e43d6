import { expect, test, vi } from "vitest";
import { drawBeta, drawExponential, drawGamma, drawNormal, seededRandom } from "../random/index.ts";
import { betaRule } from "./beta-rule.ts";
import { byCategory, fitReplenishment, nextNeed, type Purchases, seasonClock } from "./index.ts";
import { fitInclusion, type InclusionParams } from "./inclusion.ts";
import type { VisitCounts } from "./visits.ts";

// Seeded simulations: long on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

function purchasesOf(rows: readonly (readonly [member: number, product: number, day: number])[]): Purchases {
  return {
    member: Int32Array.from(rows, (row) => row[0]),
    product: Int32Array.from(rows, (row) => row[1]),
    day: Float64Array.from(rows, (row) => row[2]),
    quantity: new Float64Array(rows.length).fill(1),
  };
}

test("what members take when they come: parameters lie inside their own 95 % intervals at the nominal rate", () => {
  const truth: InclusionParams = { alpha: 1.2, beta: 3, gamma: 0.8, delta: 6 };
  let inside = 0;
  const runs = 25;
  for (let seed = 1; seed <= runs; seed++) {
    const random = seededRandom(seed);
    const counts = Array.from({ length: 2500 }, (_, i): VisitCounts => {
      const [q, end] = [
        drawBeta(random, truth.alpha, truth.beta),
        drawBeta(random, truth.gamma, truth.delta),
      ];
      const visits = 4 + (i % 20);
      let [repeats, last] = [0, 0];
      for (let visit = 1; visit <= visits && random() >= end; visit++) {
        if (random() >= q) continue;
        repeats += 1;
        last = visit;
      }
      return { repeats, last, visits };
    });
    const product = new Int32Array(counts.length);
    const fit = fitInclusion({ product } as never, counts, 1);
    expect(fit.converged).toBe(true);
    for (const name of ["alpha", "beta", "gamma", "delta"] as const) {
      if (Math.abs(Math.log(fit.params[name] / truth[name])) < 1.96 * fit.logErrors![name]) inside += 1;
    }
  }
  // Four binomial standard errors for four parameters that move together.
  expect(inside / (4 * runs)).toBeGreaterThan(0.83);
});

test("the rhythm of each product lies inside its own 95 % interval at the nominal rate", () => {
  let inside = 0;
  let all = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const random = seededRandom(seed);
    const means = Array.from({ length: 10 }, () => Math.log(30) + 0.4 * drawNormal(random));
    const rows: [number, number, number][] = [];
    const paces = Array.from({ length: 200 }, () => 0.3 * drawNormal(random));
    // Products and members are known up to a common shift: what these members have in common belongs to the products.
    const common = paces.reduce((a, b) => a + b, 0) / paces.length;
    for (const [member, pace] of paces.entries()) {
      for (const [product, mean] of means.entries()) {
        if (random() < 0.6) continue;
        const own = mean + pace + 0.25 * drawNormal(random);
        let day = Math.floor(random() * 60);
        while (day <= 300) {
          rows.push([member, product, day]);
          if (random() < 0.1) break;
          day += Math.max(1, Math.round(Math.exp(own + 0.35 * drawNormal(random))));
        }
      }
    }
    const model = fitReplenishment(purchasesOf(rows), { endDay: 300 });
    expect(model.converged).toBe(true);
    for (const [product, mean] of means.entries()) {
      const error = Math.abs(model.productMean[product]! - mean - common);
      if (error < 1.96 * Math.sqrt(model.productVariance[product]!)) inside += 1;
      all += 1;
    }
  }
  expect(inside / all).toBeGreaterThan(0.85);
});

/** Three years of members who come at their own rates on the clock of a season, and take each product now and then. */
function seasonalShop(seed: number, swing: number) {
  const random = seededRandom(seed);
  const index = Float64Array.from({ length: 52 }, (_, k) => 1 + swing * Math.sin((2 * Math.PI * k) / 52));
  const clock = seasonClock({ index });
  const rows: [number, number, number][] = [];
  for (let member = 0; member < 500; member++) {
    const rate = drawGamma(random, 2, 50);
    const shares = Array.from({ length: 4 }, () => drawBeta(random, 1, 3));
    let time = -random() * 300;
    while (clock.dayOf(time) < 1300) {
      time += drawExponential(random, rate);
      const day = Math.floor(clock.dayOf(time));
      if (day < 0) continue;
      for (const [product, share] of shares.entries())
        if (random() < share) rows.push([member, product, day]);
    }
  }
  return { index, all: purchasesOf(rows) };
}

test("a season comes back, and forecasts of a low month do not promise what a usual month brings", () => {
  const { index, all } = seasonalShop(3, 0.6);
  // Week 34 of the third year: the low of the sine lies in weeks 33 to 45.
  const now = Math.floor(365.25 * 2 + 34 * 7);
  const learn = (season?: { index: Float64Array }) =>
    fitReplenishment(all, { endDay: now, ...(season && { season }) });
  const model = learn();
  const error = model.season.index.reduce((sum, value, k) => sum + Math.abs(value - index[k]!), 0) / 52;
  expect(error).toBeLessThan(0.12);
  const ratio = (asked: typeof model): number => {
    let [expected, actual] = [0, 0];
    const bought = new Map<string, number[]>();
    for (const [i, member] of all.member.entries()) {
      const key = `${member} ${all.product[i]!}`;
      const days = bought.get(key);
      if (days) days.push(all.day[i]!);
      else bought.set(key, [all.day[i]!]);
    }
    for (const [key, days] of bought) {
      const [member, product] = key.split(" ").map(Number) as [number, number];
      const day = days.filter((d) => d <= now);
      if (day.length === 0) continue;
      expected += nextNeed(asked, { member, product, day }, now).chanceToReorderWithin(60);
      if (days.some((d) => d > now && d <= now + 60)) actual += 1;
    }
    return expected / actual;
  };
  expect(ratio(model)).toBeGreaterThan(0.85);
  expect(ratio(model)).toBeLessThan(1.15);
  const blind = learn({ index: new Float64Array(52).fill(1) });
  expect(Math.abs(ratio(blind) - 1)).toBeGreaterThan(Math.abs(ratio(model) - 1));
});

test("without a season the clock is the calendar, and leads back to where it came from", () => {
  const random = seededRandom(1);
  const clock = seasonClock({ index: Float64Array.from({ length: 52 }, () => 0.5 + random()) });
  for (let day = -500; day < 1500; day += 37.5) expect(clock.dayOf(clock.at(day))).toBeCloseTo(day, 6);
});

test("categories are asked for like products", () => {
  const two = purchasesOf([
    [0, 0, 1],
    [0, 1, 8],
    [0, 0, 15],
  ]);
  const grouped = byCategory(two, Int32Array.of(0, 0));
  const need = nextNeed(fitReplenishment(grouped), { member: 0, product: 0, day: [1, 8, 15] }, 16);
  expect(need.medianDay).toBeGreaterThan(16);
  expect([...grouped.product]).toEqual([0, 0, 0]);
});

test("three nodes integrate a quintic under a beta distribution exactly", () => {
  for (const [a, b] of [
    [0.5, 8],
    [1, 1],
    [3, 0.7],
    [40, 200],
  ] as const) {
    const rule = betaRule(a, b);
    let moment = 1;
    for (let k = 0; k <= 5; k++) {
      const sum = rule.nodes.reduce((total, x, j) => total + rule.weights[j]! * x ** k, 0);
      expect(sum / moment).toBeCloseTo(1, 9);
      moment *= (a + k) / (a + b + k);
    }
  }
});
