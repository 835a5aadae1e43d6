import { expect, test } from "vitest";
import { drawNormal, seededRandom } from "../random/index.ts";
import * as uplift from "./index.ts";

/** Logged decisions of known chances whose best policy, treat when x > 0, is worth E[0.3 + 0.2·max(x, 0)] = 0.3 + 0.2·φ(0). */
const WORTH = 0.3 + 0.2 * 0.3989422804014327;

function logged(seed: number, count: number) {
  const random = seededRandom(seed);
  const x = Float64Array.from({ length: count }, () => drawNormal(random));
  const propensity = new Float64Array(count);
  const action = Uint8Array.from(x, (value, i) => {
    const chance = value > 0.5 ? 0.7 : 0.4;
    const treated = random() < chance ? 1 : 0;
    propensity[i] = treated === 1 ? chance : 1 - chance;
    return treated;
  });
  const reward = x.map((value, i) => 0.3 + 0.2 * action[i]! * value + 0.4 * drawNormal(random));
  return { x, data: { action, propensity, reward } };
}

test("the value of a policy lies inside its own 95 % interval at the nominal rate, by either estimator", () => {
  const inside = { inverse: 0, doubly: 0 };
  const errors = { inverse: 0, doubly: 0 };
  const runs = 400;
  for (let seed = 1; seed <= runs; seed++) {
    const { x, data } = logged(seed, 600);
    const policy: uplift.Policy = (i, action) => (action === (x[i]! > 0 ? 1 : 0) ? 1 : 0);
    const found = {
      inverse: uplift.inversePropensityValue(data, policy),
      doubly: uplift.doublyRobustValue(data, policy, 2, (i, action) => 0.3 + 0.15 * action * x[i]!),
    };
    for (const name of ["inverse", "doubly"] as const) {
      if (found[name].low <= WORTH && WORTH <= found[name].high) inside[name] += 1;
      errors[name] += found[name].standardError / runs;
    }
  }
  for (const name of ["inverse", "doubly"] as const) {
    expect(inside[name] / runs).toBeGreaterThan(0.92);
    expect(inside[name] / runs).toBeLessThan(0.98);
  }
  expect(errors.doubly).toBeLessThan(errors.inverse);
});

test("the mean effect of an experiment lies inside the interval of always treating less never treating", () => {
  let inside = 0;
  const runs = 300;
  for (let seed = 1; seed <= runs; seed++) {
    const random = seededRandom(seed);
    const treated = Uint8Array.from({ length: 800 }, () => (random() < 0.5 ? 1 : 0));
    const reward = Float64Array.from(treated, (t) => (random() < 0.2 + 0.08 * t ? 1 : 0));
    const data = { action: treated, propensity: new Float64Array(800).fill(0.5), reward };
    const always = uplift.inversePropensityValue(data, (_, action) => action);
    if (always.low <= 0.28 && 0.28 <= always.high) inside += 1;
  }
  expect(inside / runs).toBeGreaterThan(0.91);
  expect(inside / runs).toBeLessThan(0.985);
});

test("ridge gives back the effects it was drawn with", () => {
  const random = seededRandom(9);
  const count = 30_000;
  const values = Float64Array.from({ length: count }, () => drawNormal(random));
  const treated = Uint8Array.from({ length: count }, () => (random() < 0.5 ? 1 : 0));
  const outcome = values.map((x, i) => 1 + 0.5 * x + treated[i]! * (0.2 + 0.3 * x) + drawNormal(random));
  const data = { rows: { count, width: 1, values }, treated, outcome };
  const squared = uplift.ridge({ loss: "squared" });
  const asked = { count: 3, width: 1, values: Float64Array.of(-1, 0, 1) };
  for (const predict of [
    uplift.tLearner(data, squared),
    uplift.sLearner(data, squared),
    uplift.xLearner(data, squared, squared),
  ]) {
    const effect = predict(asked);
    // Four standard errors: 2·σ/√n at 0, √2 times that at ±1.
    expect(Math.abs(effect[0]! + 0.1)).toBeLessThan(0.066);
    expect(Math.abs(effect[1]! - 0.2)).toBeLessThan(0.047);
    expect(Math.abs(effect[2]! - 0.5)).toBeLessThan(0.066);
  }
});
