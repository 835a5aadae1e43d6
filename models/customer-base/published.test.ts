import { describe, expect, test } from "vitest";
import * as models from "./index.ts";

/** CDNOW sample (39 weeks): Fader, Hardie & Lee 2005, table 2 (BG/NBD with all digits of the spreadsheet); Fader & Hardie 2013. */
const bg = { r: 0.242594, alpha: 4.413603, a: 0.792922, b: 2.425906 };
const pareto = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
const spend = { p: 6.25, q: 3.74, v: 15.44 };

describe("published figures", () => {
  test("BG/NBD: purchases expected of a new customer (Hardie's spreadsheet)", () => {
    const weeks = [0.1429, 1, 3, 31.8571, 32, 78];
    const values = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576];
    weeks.forEach((t, i) => expect(models.bgNbdExpectedOfNew(bg, t)).toBeCloseTo(values[i] ?? 0, 3));
  });

  test("BG/NBD: the customer with two repeat purchases (Fader, Hardie & Lee 2005, section 7)", () => {
    expect(models.bgNbdExpected(bg, 39, 2, 30.43, 38.86)).toBeCloseTo(1.226, 3);
  });

  test("BG/NBD: log-likelihood of single customers (Hardie's spreadsheet)", () => {
    const one = {
      n: 1,
      unitDays: 7,
      x: Int32Array.of(2),
      tx: Float64Array.of(30.43),
      T: Float64Array.of(38.86),
    };
    expect(models.bgNbdLogLikelihood(bg, one)).toBeCloseTo(-9.46, 3);
    const none = {
      n: 1,
      unitDays: 7,
      x: Int32Array.of(0),
      tx: Float64Array.of(0),
      T: Float64Array.of(38.86),
    };
    expect(models.bgNbdLogLikelihood(bg, none)).toBeCloseTo(-0.554, 3);
  });

  test("Pareto/NBD: purchases expected of a heavy buyer (BTYD manual)", () => {
    expect(
      models.paretoNbdExpected({ r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }, 52, 26, 30.86, 31),
    ).toBeCloseTo(25.46, 1);
  });

  test("Gamma-Gamma: expected spend of the first customers (Hardie's spreadsheet)", () => {
    expect(models.gammaGammaExpectedSpend(spend, 2, 22.35)).toBeCloseTo(24.65, 1);
    expect(models.gammaGammaExpectedSpend(spend, 1, 11.77)).toBeCloseTo(18.91, 1);
    expect(models.gammaGammaExpectedSpend(spend, 0, 0)).toBeCloseTo(35.2, 1);
  });
});

describe("limits that must hold", () => {
  test("the formulas stay smooth where a or s passes 1", () => {
    const at = (a: number): number => models.bgNbdExpected({ ...bg, a }, 39, 3, 20, 30);
    expect(at(1)).toBeCloseTo((at(0.9997) + at(1.0003)) / 2, 6);
    expect(at(1.00011)).toBeCloseTo((at(1.00031) + at(0.99991)) / 2, 6);
    const ofS = (s: number): number => models.paretoNbdExpected({ ...pareto, s }, 39, 3, 20, 30);
    expect(ofS(1)).toBeCloseTo((ofS(0.999) + ofS(1.001)) / 2, 5);
  });

  test("a heavy buyer neither overflows nor loses precision", () => {
    expect(models.bgNbdExpected(bg, 52, 900, 99.9, 100)).toBeGreaterThan(300);
    expect(models.bgNbdExpected(bg, 52, 900, 99.9, 100)).toBeLessThan(900 * 0.53);
    expect(models.paretoNbdExpected(pareto, 52, 900, 99.9, 100)).toBeGreaterThan(300);
    expect(models.bgNbdAlive(bg, 900, 10, 400)).toBe(0);
  });

  test("chance to buy lies under the expected number and under the chance to be alive", () => {
    for (const [chance, expected, alive] of [
      [
        models.bgNbdChanceWithin(bg, 10, 3, 20, 30),
        models.bgNbdExpected(bg, 10, 3, 20, 30),
        models.bgNbdAlive(bg, 3, 20, 30),
      ],
      [
        models.paretoNbdChanceWithin(pareto, 10, 3, 20, 30),
        models.paretoNbdExpected(pareto, 10, 3, 20, 30),
        models.paretoNbdAlive(pareto, 3, 20, 30),
      ],
    ] as const) {
      expect(chance).toBeGreaterThan(0);
      expect(chance).toBeLessThan(expected);
      expect(chance).toBeLessThan(alive);
    }
    const soon =
      models.paretoNbdChanceWithin(pareto, 1e-4, 3, 20, 30) /
      models.paretoNbdExpected(pareto, 1e-4, 3, 20, 30);
    expect(soon).toBeCloseTo(1, 4);
  });

  test("a longer silence lowers the chance to be a customer, in every model", () => {
    for (const alive of [
      (T: number) => models.bgNbdAlive(bg, 4, 20, T),
      (T: number) => models.mbgNbdAlive(bg, 4, 20, T),
      (T: number) => models.paretoNbdAlive(pareto, 4, 20, T),
    ]) {
      expect(alive(20)).toBeGreaterThan(alive(30));
      expect(alive(30)).toBeGreaterThan(alive(60));
    }
  });

  test("a lifetime value without discount is spend times purchases, with discount it is less", () => {
    const input = {
      expectedWithin: (h: number) => models.bgNbdExpected(bg, h, 3, 20, 30),
      spendPerPurchase: 40,
      horizon: 52,
      unitDays: 7,
      yearlyDiscount: 0,
      margin: 0.5,
    };
    const plain = models.lifetimeValue(input);
    expect(plain).toBeCloseTo(20 * models.bgNbdExpected(bg, 52, 3, 20, 30), 10);
    const discounted = models.lifetimeValue({ ...input, yearlyDiscount: 0.1 });
    expect(discounted).toBeLessThan(plain);
    expect(discounted).toBeGreaterThan(plain / 1.1);
  });
});
