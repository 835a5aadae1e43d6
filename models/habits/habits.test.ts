import { describe, expect, test } from "vitest";
import { drawGamma, seededRandom } from "../random/index.ts";
import * as habits from "./index.ts";

describe("active hours", () => {
  const random = seededRandom(4);
  const segmentShares = [0, 1].map((s) => {
    const weights = Array.from(
      { length: 24 },
      (_, h) => Math.exp(-((h - (s === 0 ? 9 : 21)) ** 2) / 18) + 0.02,
    );
    const total = weights.reduce((a, b) => a + b, 0);
    return weights.map((w) => w / total);
  });
  const members = 600;
  const strength = 15;
  const counts = new Float64Array(members * 24);
  const segmentOf = new Int32Array(members);
  for (let m = 0; m < members; m++) {
    segmentOf[m] = m % 2;
    const own = segmentShares[m % 2]!.map((share) => drawGamma(random, strength * share));
    const total = own.reduce((a, b) => a + b, 0);
    for (let event = 0; event < 30; event++) {
      let u = random() * total;
      let h = 0;
      while (h < 23 && u > own[h]!) u -= own[h++]!;
      counts[m * 24 + h]! += 1;
    }
  }
  const model = habits.fitActiveHours(counts, 24, segmentOf);

  test("how alike members are comes back from simulated events", () => {
    expect(model.strength).toBeGreaterThan(strength * 0.8);
    expect(model.strength).toBeLessThan(strength * 1.25);
  });

  test("a member without events gets the segment's hours, one with many gets the own", () => {
    const none = habits.activeHours(model, new Float64Array(24), 1);
    expect(habits.bestSlots(none, 1)).toEqual([21]);
    expect(none.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    const nightly = new Float64Array(24);
    nightly[3] = 60;
    expect(habits.bestSlots(habits.activeHours(model, nightly, 1), 1)).toEqual([3]);
    const once = new Float64Array(24);
    once[3] = 1;
    expect(habits.bestSlots(habits.activeHours(model, once, 1), 1)).toEqual([21]);
  });

  test("no events at all give even hours", () => {
    const empty = habits.fitActiveHours(new Float64Array(48), 24);
    expect(habits.activeHours(empty, new Float64Array(24))[7]).toBeCloseTo(1 / 24, 12);
  });
});

describe("response", () => {
  const touches = (pattern: readonly (readonly [number, number])[]): habits.TouchOutcomes => ({
    ageDays: pattern.map(([age]) => age),
    responded: pattern.map(([, hit]) => hit),
  });

  test("newer touches weigh more than older ones", () => {
    const warming = habits.responseRate(
      touches([
        [1, 1],
        [2, 1],
        [100, 0],
        [110, 0],
      ]),
    );
    const cooling = habits.responseRate(
      touches([
        [1, 0],
        [2, 0],
        [100, 1],
        [110, 1],
      ]),
    );
    expect(warming.mean).toBeGreaterThan(cooling.mean);
    expect(warming.low).toBeLessThan(warming.mean);
    expect(warming.high).toBeGreaterThan(warming.mean);
  });

  test("a member never touched has the segment's rate", () => {
    const prior = habits.priorFromSegment(1000, 300);
    const rate = habits.responseRate(touches([]), { prior });
    expect(rate.mean).toBeCloseTo(0.3, 2);
    expect(rate.touches).toBeCloseTo(0, 12);
  });

  test("a run of ignored messages after a responsive time is fatigue, two are not", () => {
    const responsive = Array.from({ length: 20 }, (_, i) => [60 + 5 * i, i % 2] as const);
    const ignored = (n: number) => Array.from({ length: n }, (_, i) => [i + 1, 0] as const);
    const tired = habits.fatigue(touches([...ignored(15), ...responsive]));
    const fine = habits.fatigue(touches([...ignored(2), ...responsive]));
    expect(tired.chanceFalling).toBeGreaterThan(0.9);
    expect(tired.lost).toBeGreaterThan(0.4);
    expect(fine.chanceFalling).toBeLessThan(0.9);
  });
});

describe("RFM", () => {
  test("equal values get one score; by order of appearance they would not", () => {
    const values = [1, 1, 1, 1, 1, 2, 3, 4, 5, 6];
    expect([...habits.fifths(values)]).toEqual([2, 2, 2, 2, 2, 3, 4, 4, 5, 5]);
    expect([...habits.fifths(values, "first")]).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  test.each([
    [5, 5, 5, "CHAMPIONS"],
    [5, 3, 3, "ACTIVE"],
    [5, 1, 1, "NEW"],
    [4, 4, 5, "LOYAL"],
    [4, 3, 2, "ACTIVE"],
    [3, 3, 3, "NEEDS_ATTENTION"],
    [3, 1, 2, "PROMISING"],
    [2, 5, 4, "PREVIOUSLY_LOYAL"],
    [1, 4, 3, "AT_RISK"],
    [2, 2, 2, "ALMOST_LOST"],
    [1, 1, 1, "DORMANT"],
  ] as const)("recency %d, frequency %d, monetary %d is %s", (recency, frequency, monetary, group) => {
    expect(habits.rfmGroup({ recency, frequency, monetary })).toBe(group);
  });

  test("people without orders are prospects and do not move the others", () => {
    const table = habits.rfm({ recencyDays: [1, Number.NaN, 400], orders: [9, 0, 1], spend: [900, 0, 10] });
    expect(table.group[1]).toBe("PROSPECTS");
    expect(table.recency[0]).toBeGreaterThan(table.recency[2]!);
    expect(table.frequency[1]).toBe(0);
  });
});

test("discount dependence needs evidence before it says so", () => {
  expect(habits.discountDependence(2, 2, 0.3).verdict).toBe("unknown");
  expect(habits.discountDependence(20, 20, 0.3).verdict).toBe("dependent");
  expect(habits.discountDependence(0, 20, 0.3).verdict).toBe("independent");
  expect(habits.discountDependence(10, 20, 0.3).verdict).toBe("mixed");
});

describe("cohorts", () => {
  const orders = {
    customer: Int32Array.of(0, 0, 0, 1, 1, 2),
    period: Int32Array.of(5, 5, 7, 5, 6, 7),
    amountCents: [100, 50, 25, 200, 40, 70],
  };
  const table = habits.cohortTable(orders);

  test("customers and money are counted by period of first purchase and age", () => {
    expect(table.periods).toEqual([5, 7]);
    expect([...table.size]).toEqual([2, 1]);
    expect([...table.active]).toEqual([2, 1, 1, 1, 0, 0]);
    expect([...table.revenueCents]).toEqual([350, 40, 25, 70, 0, 0]);
    expect(habits.cumulativeValueCents(table, 0, 2)).toBe(415 / 2);
  });

  test("what lies in the future is unknown, not zero", () => {
    expect(habits.isKnown(table, 1, 0)).toBe(true);
    expect(habits.isKnown(table, 1, 1)).toBe(false);
    expect(habits.cumulativeValueCents(table, 1, 1)).toBeUndefined();
  });

  test("the repurchase rate counts only customers whose window is over", () => {
    const customer = Int32Array.of(0, 0, 1, 2, 2, 3);
    const day = [0, 20, 5, 10, 95, 80];
    expect(habits.repurchaseRate(customer, day, 30, 100)).toEqual({ buyers: 3, returned: 1, rate: 1 / 3 });
    expect(habits.repurchaseRate(customer, day, 90, 100)).toEqual({ buyers: 3, returned: 2, rate: 2 / 3 });
    expect(habits.repurchaseRate(customer, day, 365, 100).rate).toBeUndefined();
  });
});
