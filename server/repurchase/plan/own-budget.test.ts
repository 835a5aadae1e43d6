import fc from "fast-check";
import { expect, test } from "vitest";
import { type Met, ownBudget } from "./own-budget.ts";

/** So many touches, two a week, of which the newest `answered` by the pattern were opened. */
const met = (touches: number, responded: (i: number) => boolean, usual = 0.3): Met[] =>
  Array.from({ length: touches }, (_, i) => ({ ageDays: 3 + i * 3.5, responded: responded(i), usual }));

test("who opens nearly all gets more, who opens nothing gets less, who is like everybody stays", () => {
  expect(ownBudget(met(20, () => true)).factor).toBeGreaterThan(1.8);
  expect(ownBudget(met(20, () => false)).factor).toBeLessThan(0.6);
  expect(ownBudget(met(20, (i) => i % 3 === 0)).factor).toBe(1);
});

test("a few touches prove nothing", () => {
  expect(ownBudget([]).factor).toBe(1);
  expect(ownBudget(met(1, () => true)).factor).toBe(1);
  expect(ownBudget(met(2, () => false)).factor).toBe(1);
});

test("whose attention falls is written to less, however eager she was, and the reason says so", () => {
  const { factor, why } = ownBudget(met(40, (i) => i > 6));
  expect(factor).toBeLessThan(1);
  expect(why.en).toContain("attention is falling");
});

test("one more opened touch never lowers her budget while attention is steady, and it stays finite (property)", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0.02, max: 0.98, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (touches, usual, share) => {
        const pattern = (of: number) => (i: number) => Math.floor((i + 1) * of) > Math.floor(i * of);
        const { factor } = ownBudget(met(touches, pattern(share), usual));
        expect(factor).toBeGreaterThanOrEqual(0);
        expect(factor).toBeLessThanOrEqual(1 / usual + 0.05);
        expect(ownBudget(met(touches, () => true, usual)).factor).toBeGreaterThanOrEqual(factor);
      },
    ),
  );
});
