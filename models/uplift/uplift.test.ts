import { describe, expect, test } from "vitest";
import { drawNormal, seededRandom } from "../random/index.ts";
import * as uplift from "./index.ts";

/** Visits: x₀ drives everybody, x₁ > 0 drives the effect of the touch. */
function experiment(seed: number, count: number): { data: uplift.UpliftData; truth: Float64Array } {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: 3 * count }, () => drawNormal(random));
  const treated = Uint8Array.from({ length: count }, () => (random() < 0.4 ? 1 : 0));
  const truth = Float64Array.from({ length: count }, (_, i) => (values[3 * i + 1]! > 0 ? 0.25 : 0));
  const outcome = Float64Array.from({ length: count }, (_, i) => {
    const base = 0.15 + 0.2 / (1 + Math.exp(-values[3 * i]!));
    return random() < base + treated[i]! * truth[i]! ? 1 : 0;
  });
  return { data: { rows: { count, width: 3, values }, treated, outcome }, truth };
}

const { data } = experiment(1, 6000);
const check = experiment(2, 6000);

describe("learners find whom the touch changes", () => {
  const logistic = uplift.ridge();
  const trees = uplift.boostedTrees({ trees: 40 });
  test.each([
    ["T, ridge", () => uplift.tLearner(data, logistic)],
    ["T, trees", () => uplift.tLearner(data, trees)],
    ["S, ridge", () => uplift.sLearner(data, logistic)],
    ["S, trees", () => uplift.sLearner(data, trees, false)],
    ["X, trees", () => uplift.xLearner(data, trees, uplift.boostedTrees({ loss: "squared", trees: 40 }))],
    ["class transformation, ridge", () => uplift.classTransformation(data, logistic)],
    ["dependent two-model, ridge", () => uplift.dependentTwoModel(data, logistic)],
  ] as const)("%s", (_name, fit) => {
    const score = fit()(check.data.rows);
    const mean = (wanted: boolean): number => {
      const chosen = Array.from(score).filter((_, i) => check.truth[i]! > 0 === wanted);
      return chosen.reduce((a, b) => a + b, 0) / chosen.length;
    };
    expect(mean(true) - mean(false)).toBeGreaterThan(0.1);
    const ranking = { score, treated: check.data.treated, outcome: check.data.outcome };
    expect(uplift.qiniScore(ranking)).toBeGreaterThan(0.08);
    expect(uplift.upliftAt(ranking, 0.3)).toBeGreaterThan(0.18);
  });
});

describe("metrics", () => {
  const treated = [1, 0, 1, 0, 1, 0, 1, 0];
  const outcome = [1, 0, 1, 0, 0, 1, 0, 1];

  test("the perfect ranking scores 1 and its reverse below 0", () => {
    const perfect = outcome.map((y, i) => y * (treated[i] === 1 ? 1 : -1));
    expect(uplift.qiniScore({ score: perfect, treated, outcome })).toBeCloseTo(1, 12);
    expect(uplift.qiniScore({ score: perfect.map((s) => -s), treated, outcome })).toBeLessThan(0);
  });

  test("equal scores make one point of the curve, worth what random targeting is", () => {
    const ranking = { score: treated.map(() => 1), treated, outcome: [1, 0, 1, 0, 1, 0, 0, 1] };
    const curve = uplift.qiniCurve(ranking);
    expect([...curve.people]).toEqual([0, 8]);
    expect(uplift.areaUnder(curve)).toBe(uplift.areaAtRandom(curve));
    expect(uplift.weightedAverageUplift(ranking, 2)).toBeCloseTo(0.5, 12);
  });
});

describe("the value of a policy from logged decisions", () => {
  const random = seededRandom(9);
  const count = 8000;
  const x = Float64Array.from({ length: count }, () => random());
  const action = Uint8Array.from({ length: count }, (_, i) => (random() < 0.2 + 0.6 * x[i]! ? 1 : 0));
  const chances = Float64Array.from(action, (a, i) => (a === 1 ? 0.2 + 0.6 * x[i]! : 0.8 - 0.6 * x[i]!));
  const expected = (i: number, a: number): number => (a === 1 ? x[i]! : 0.4);
  const reward = Float64Array.from(action, (a, i) => expected(i, a) + 0.3 * drawNormal(random));
  const logged = { action, propensity: chances, reward };
  const policy = (i: number, a: number): number => ((x[i]! > 0.4 ? 1 : 0) === a ? 1 : 0);
  // ∫ max(x, 0.4) dx over (0, 1).
  const truth = 0.4 * 0.4 + (1 - 0.16) / 2;

  test("inverse propensity and doubly robust both cover the truth, the latter more tightly", () => {
    const inverse = uplift.inversePropensityValue(logged, policy);
    const robust = uplift.doublyRobustValue(logged, policy, 2, expected);
    for (const estimate of [inverse, robust]) {
      expect(estimate.low).toBeLessThan(truth);
      expect(estimate.high).toBeGreaterThan(truth);
    }
    expect(robust.standardError).toBeLessThan(inverse.standardError);
    expect(inverse.effectiveCount).toBeLessThan(count);
  });

  test("wrong predictions do not bias the doubly robust value when propensities are right", () => {
    const robust = uplift.doublyRobustValue(logged, policy, 2, () => 5);
    expect(robust.low).toBeLessThan(truth);
    expect(robust.high).toBeGreaterThan(truth);
  });
});
