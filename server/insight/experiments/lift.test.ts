import { describe, expect, test } from "vitest";
import { drawPoisson, seededRandom } from "../../../models/index.ts";
import { type Group, lift } from "./lift.ts";

const random = seededRandom(11);

/** Members whose orders before tell much about their orders after; `gain` is what touching adds per member. */
function group(members: number, gain: number): Group {
  const before = new Float64Array(members);
  const during = new Float64Array(members);
  for (let i = 0; i < members; i += 1) {
    const appetite = i % 4;
    before[i] = drawPoisson(random, appetite);
    during[i] = drawPoisson(random, appetite + gain);
  }
  return { before, during };
}

describe("the lift", () => {
  test("finds what touches caused, and earlier behaviour makes it surer", () => {
    const found = lift("repeat_orders", group(9500, 0.5), group(500, 0), 0.05);
    expect(found).toMatchObject({ verdict: "gain", sampleRatioOk: true, treated: { members: 9500 } });
    expect(found.low).toBeLessThan(0.5);
    expect(found.high).toBeGreaterThan(0.5);
    expect(found.varianceReduction).toBeGreaterThan(0.2);
  });

  test("calls more of a harm a loss", () => {
    expect(lift("unsubscribes", group(9500, 0.5), group(500, 0), 0.05).verdict).toBe("loss");
    expect(lift("unsubscribes", group(9500, 0), group(500, 0.7), 0.05).verdict).toBe("gain");
    expect(lift("revenue", group(9500, 0), group(500, 0.7), 0.05).verdict).toBe("loss");
  });

  test("says nothing when there is no difference", () => {
    const found = lift("repeat_orders", group(9500, 0), group(500, 0), 0.05);
    expect(found.verdict).toBe("not_yet_known");
    expect(found.low).toBeLessThan(0);
    expect(found.high).toBeGreaterThan(0);
  });

  test("says nothing about groups whose sizes do not fit the draw", () => {
    const found = lift("repeat_orders", group(9500, 0.5), group(1500, 0), 0.05);
    expect(found).toMatchObject({ sampleRatioOk: false, verdict: "not_yet_known" });
  });

  test.each([
    [0, 0],
    [3, 0],
    [60, 5],
  ])("of %d and %d members is not yet known, in numbers that can be sent", (treated, control) => {
    const found = lift("revenue", group(treated, 1), group(control, 0), 0.05);
    expect(found.verdict).toBe("not_yet_known");
    for (const number of [
      found.low,
      found.high,
      found.difference,
      found.varianceReduction,
      found.treated.mean,
    ])
      expect(Number.isFinite(number)).toBe(true);
    expect(found.low).toBeLessThan(0);
    expect(found.high).toBeGreaterThan(0);
  });

  test("is named for what it is", () => {
    expect(lift("revenue", group(3, 0), group(3, 0), 0.05).name).toContain("intention to treat");
  });
});
