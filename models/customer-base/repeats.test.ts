import { expect, test } from "vitest";
import * as models from "./index.ts";

/** The published fit of Fader, Hardie & Lee 2005, table 2. */
const params = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

test.each([
  ["BG/NBD", models.bgNbdChanceOfRepeats, models.bgNbdExpectedOfNew],
  ["MBG/NBD", models.mbgNbdChanceOfRepeats, models.mbgNbdExpectedOfNew],
] as const)(
  "%s: the chances of 0, 1, 2 … repeats add up to one, and their mean is the model's expectation",
  (_, chance, expected) => {
    const chances = Array.from({ length: 400 }, (_each, x) => chance(params, x, 39));
    const mean = chances.reduce((total, one, x) => total + x * one, 0);
    expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    expect(mean).toBeCloseTo(expected(params, 39), 4);
  },
);

test("nobody can have bought again at the very moment of the first purchase", () => {
  for (const chance of [models.bgNbdChanceOfRepeats, models.mbgNbdChanceOfRepeats]) {
    expect(chance(params, 0, 0)).toBeCloseTo(1, 12);
    expect(chance(params, 1, 0)).toBeCloseTo(0, 12);
  }
});
