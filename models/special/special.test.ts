import { describe, expect, test } from "vitest";
import {
  betaIncomplete,
  betaQuantile,
  digamma,
  gammaP,
  gammaQ,
  gammaQuantile,
  hyp2f1,
  legendreRule,
  logGamma,
  logNormalCdf,
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
  trigamma,
} from "./index.ts";
import {
  gammaCases,
  hyp2f1Cases,
  incompleteBetaCases,
  incompleteGammaCases,
  normalCases,
} from "./reference-values.ts";

/** Relative to the expected value, absolute below one hundredth of it only where the expected value is zero. */
function relativeError(actual: number, expected: number): number {
  return expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1);
}

describe("special functions agree with 40-digit values to 1e-10", () => {
  test.each(gammaCases)("log gamma, digamma and trigamma of %d", (x, logValue, first, second) => {
    expect(relativeError(logGamma(x), logValue)).toBeLessThan(1e-12);
    expect(relativeError(digamma(x), first)).toBeLessThan(1e-12);
    expect(relativeError(trigamma(x), second)).toBeLessThan(1e-12);
  });

  test.each(incompleteGammaCases)("incomplete gamma at a=%d x=%d", (a, x, lower, upper) => {
    expect(relativeError(gammaP(a, x), lower)).toBeLessThan(1e-11);
    expect(Math.abs(gammaQ(a, x) - upper)).toBeLessThan(upper < 0.4 ? 1e-11 * upper : 1e-12);
  });

  test.each(incompleteBetaCases)("incomplete beta at a=%d b=%d x=%d", (a, b, x, value) => {
    expect(relativeError(betaIncomplete(a, b, x), value)).toBeLessThan(1e-11);
  });

  test.each(normalCases)("normal distribution at %d", (z, value, logValue) => {
    expect(relativeError(normalCdf(z), value)).toBeLessThan(1e-13);
    expect(relativeError(logNormalCdf(z), logValue)).toBeLessThan(1e-12);
  });

  test.each(hyp2f1Cases)("2F1(%d, %d; %d; %d)", (a, b, c, z, value) => {
    expect(relativeError(hyp2f1(a, b, c, z), value)).toBeLessThan(1e-11);
  });
});

describe("quantiles undo their distribution functions", () => {
  const levels = [1e-9, 0.001, 0.1, 0.3, 0.5, 0.8, 0.975, 0.9999];
  test.each(levels)("at probability %d", (p) => {
    expect(relativeError(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-12);
    for (const a of [0.2, 1, 3.7, 250])
      expect(relativeError(gammaP(a, gammaQuantile(a, p)), p)).toBeLessThan(1e-10);
    for (const [a, b] of [
      [0.5, 0.5],
      [2, 7],
      [300, 40],
    ] as const) {
      expect(relativeError(betaIncomplete(a, b, betaQuantile(a, b, p)), p)).toBeLessThan(1e-10);
    }
    for (const degrees of [1, 4.5, 60]) {
      expect(Math.abs(studentCdf(studentQuantile(p, degrees), degrees) - p)).toBeLessThan(1e-12);
    }
  });

  test("the 97.5 % points are the ones of the tables", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(studentQuantile(0.975, 10)).toBeCloseTo(2.2281388519649385, 10);
  });
});

test("arguments outside the domain give NaN, not a guess", () => {
  expect(logGamma(0)).toBeNaN();
  expect(digamma(-1)).toBeNaN();
  expect(gammaP(-1, 1)).toBeNaN();
  expect(betaIncomplete(1, 1, 1.2)).toBeNaN();
  expect(normalQuantile(1.5)).toBeNaN();
  expect(hyp2f1(1, 1, 2, 1.5)).toBeNaN();
  expect(hyp2f1(1, 1, -2, 0.5)).toBeNaN();
});

test("a 12-point Gauss-Legendre rule integrates a polynomial of degree 23 exactly", () => {
  const rule = legendreRule(12);
  let sum = 0;
  rule.nodes.forEach((node, i) => {
    sum += node ** 23 * (rule.weights[i] ?? 0);
  });
  expect(sum).toBeCloseTo(1 / 24, 14);
});
