import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorDigits, parseMajor, splitByWeight } from "./index.ts";

const sumOf = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0);
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 50 });

describe("splitting", () => {
  test("the parts add up exactly, and none is a cent or more off its share (property)", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights, (cents, by) => {
        const parts = splitByWeight(cents, by);
        expect(sumOf(parts)).toBe(cents);
        const total = sumOf(by);
        if (total === 0) return;
        for (const [i, part] of parts.entries())
          expect(Math.abs(part - (cents * by[i]!) / total)).toBeLessThan(1 + 1e-6);
      }),
      { numRuns: 2000 },
    );
  });

  test("what is split over what is left never takes more than is left (property)", () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (left, share) => {
        const cents = Math.floor(sumOf(left) * share);
        const parts = splitByWeight(cents, left);
        for (const [i, part] of parts.entries()) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(sumOf(left) === 0 ? cents : left[i]!);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("the largest sums the contract allows are split exactly, too (property)", () => {
    const large = fc.integer({ min: 0, max: 9_000_000_000_000 });
    fc.assert(
      fc.property(large, fc.array(large, { minLength: 1, maxLength: 9 }), (cents, by) => {
        expect(sumOf(splitByWeight(cents, by))).toBe(cents);
      }),
    );
  });

  test("equal weights share fairly, the first ones a cent more", () => {
    expect(splitByWeight(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitByWeight(5, [0, 0])).toEqual([5, 0]);
    expect(splitByWeight(5, [])).toEqual([]);
  });
});

describe("amounts as people write them", () => {
  test.each([
    ["12.50", "CNY", 1250],
    ["¥1,234.5", "CNY", 123_450],
    ["￥ 3", "CNY", 300],
    ["−3", "CNY", -300],
    ["-0", "CNY", 0],
    ["500", "JPY", 500],
    ["1.2345", "KWD", 1235],
    ["0.005", "USD", 1],
    ["1.10", "USD", 110],
    ["", "CNY", undefined],
    ["12.5.1", "CNY", undefined],
    ["1e3", "CNY", undefined],
    ["twelve", "CNY", undefined],
    ["99999999999999999999", "CNY", undefined],
  ] as const)("%s %s", (text, currency, cents) => {
    expect(parseMajor(text, currency)).toBe(cents);
  });

  test("what is written out is read back (property)", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9e12, max: 9e12 }),
        fc.constantFrom("CNY", "JPY", "KWD"),
        (cents, currency) => {
          const digits = minorDigits(currency);
          const padded = String(Math.abs(cents)).padStart(digits + 1, "0");
          const whole = padded.slice(0, padded.length - digits);
          const text = `${cents < 0 ? "-" : ""}${whole}${digits ? `.${padded.slice(-digits)}` : ""}`;
          expect(parseMajor(text, currency)).toBe(cents);
        },
      ),
    );
  });
});
