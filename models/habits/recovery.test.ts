import { expect, test } from "vitest";
import { drawBeta, drawGamma, seededRandom } from "../random/index.ts";
import * as habits from "./index.ts";

test("response rates drawn from the prior lie inside their 80 % intervals in four of five cases", () => {
  const random = seededRandom(3);
  const prior = { hits: 2, misses: 6 };
  let inside = 0;
  const runs = 1500;
  for (let run = 0; run < runs; run++) {
    const rate = drawBeta(random, prior.hits, prior.misses);
    const responded = Array.from({ length: 1 + (run % 30) }, () => (random() < rate ? 1 : 0));
    // All touches of today, so that none of them weighs less.
    const found = habits.responseRate({ ageDays: responded.map(() => 0), responded }, { prior });
    if (rate >= found.low && rate <= found.high) inside += 1;
  }
  expect(inside / runs).toBeGreaterThan(0.77);
  expect(inside / runs).toBeLessThan(0.83);
});

test("shares of discounted orders drawn around the shop's lie inside their 80 % intervals in four of five cases", () => {
  const random = seededRandom(4);
  let inside = 0;
  const runs = 1500;
  for (let run = 0; run < runs; run++) {
    const share = drawBeta(random, 1.2, 1.8);
    const orders = 3 + (run % 20);
    let discounted = 0;
    for (let i = 0; i < orders; i++) if (random() < share) discounted += 1;
    const found = habits.discountDependence(discounted, orders, 0.4, 3);
    if (share >= found.low && share <= found.high) inside += 1;
  }
  expect(inside / runs).toBeGreaterThan(0.77);
  expect(inside / runs).toBeLessThan(0.83);
});

test("how alike members' hours are comes back within a tenth, shop after shop", () => {
  for (let seed = 1; seed <= 5; seed++) {
    const random = seededRandom(seed);
    const strength = 8 * seed;
    const weights = Array.from({ length: 24 }, (_, h) => 0.2 + Math.exp(-((h - 20) ** 2) / 18));
    const total = weights.reduce((a, b) => a + b, 0);
    const counts = new Float64Array(500 * 24);
    for (let member = 0; member < 500; member++) {
      const own = weights.map((weight) => drawGamma(random, (strength * weight) / total));
      const sum = own.reduce((a, b) => a + b, 0);
      for (let event = 0; event < 40; event++) {
        let left = random() * sum;
        let hour = 0;
        while (hour < 23 && left > own[hour]!) left -= own[hour++]!;
        counts[member * 24 + hour]! += 1;
      }
    }
    const found = habits.fitActiveHours(counts, 24).strength;
    expect(Math.abs(found / strength - 1)).toBeLessThan(0.1);
  }
});

test("when attention did not move, it is called falling no more often than chance allows", () => {
  const random = seededRandom(6);
  let called = 0;
  const runs = 1000;
  for (let run = 0; run < runs; run++) {
    const rate = 0.2 + 0.6 * random();
    const ageDays = Array.from({ length: 40 }, (_, i) => 3 * i);
    const responded = ageDays.map(() => (random() < rate ? 1 : 0));
    if (habits.fatigue({ ageDays, responded }).chanceFalling > 0.9) called += 1;
  }
  expect(called / runs).toBeLessThan(0.1);
});
