import { expect, test } from "vitest";
import { bgNbdChanceOfRepeats } from "../../../models/index.ts";
import { calibrationOf } from "./calibration.ts";

/** The published fit of Fader, Hardie & Lee 2005, table 2. */
const params = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

test("observed and expected customers are both everybody", () => {
  const summary = {
    n: 4,
    unitDays: 7,
    x: Int32Array.of(0, 0, 2, 30),
    tx: Float64Array.of(0, 0, 9, 50),
    T: Float64Array.of(10, 38, 38, 60),
  };
  const rows = calibrationOf((repeats, weeks) => bgNbdChanceOfRepeats(params, repeats, weeks), summary);
  expect(rows.map((row) => row.observed)).toEqual([2, 0, 1, 0, 0, 0, 0, 1]);
  expect(rows.reduce((total, row) => total + row.expected, 0)).toBeCloseTo(4, 9);
});
