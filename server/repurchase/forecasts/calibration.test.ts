import { expect, test } from "vitest";
import { bgNbdExpectedOfNew } from "../../../models/index.ts";
import { calibrationOf, chanceOfRepeats } from "./calibration.ts";

/** The published fit of Fader, Hardie & Lee 2005, table 2. */
const params = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

test("the chances of 0, 1, 2 … repeats add up to one, and their mean is the model's expectation", () => {
  const chances = Array.from({ length: 400 }, (_, x) => chanceOfRepeats(params, x, 39));
  const sum = chances.reduce((a, b) => a + b, 0);
  const mean = chances.reduce((total, chance, x) => total + x * chance, 0);
  expect(sum).toBeCloseTo(1, 6);
  expect(mean).toBeCloseTo(bgNbdExpectedOfNew(params, 39), 4);
});

test("nobody can have bought again at the very moment of the first purchase", () => {
  expect(chanceOfRepeats(params, 0, 0)).toBe(1);
  expect(chanceOfRepeats(params, 1, 0)).toBe(0);
});

test("observed and expected customers are both everybody", () => {
  const summary = {
    n: 4,
    unitDays: 7,
    x: Int32Array.of(0, 0, 2, 30),
    tx: Float64Array.of(0, 0, 9, 50),
    T: Float64Array.of(10, 38, 38, 60),
  };
  const rows = calibrationOf(params, summary);
  expect(rows.map((row) => row.observed)).toEqual([2, 0, 1, 0, 0, 0, 0, 1]);
  expect(rows.reduce((total, row) => total + row.expected, 0)).toBeCloseTo(4, 9);
});
