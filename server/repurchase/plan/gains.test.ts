import { expect, test } from "vitest";
import {
  attentionOf,
  contentMatch,
  learnEffects,
  offerMatch,
  type Outlook,
  openness,
  type Outcomes,
  recommendationMatch,
  showMatch,
  trustCost,
} from "./gains.ts";

const regular: Outlook = {
  aliveChance: 0.95,
  weekChance: 0.4,
  expectedOrders30: 2,
  expectedOrders365: 22,
  repeats: 10,
};
const past = (more: Partial<Outcomes>): Outcomes => ({
  choice: "content",
  purpose: "value",
  sent: 1000,
  exposure: 400,
  opened: 300,
  converted: 0,
  unsubscribed: 0,
  ...more,
});

test("without experience the belief stands; much experience outweighs it", () => {
  const before = learnEffects([]).effect("content");
  const good = learnEffects([past({ exposure: 100_000, converted: 10_000 })]).effect("content");
  const useless = learnEffects([past({ exposure: 100_000 })]).effect("content");
  expect(good).toBeCloseTo(0.5 * 0.1, 2);
  expect(useless).toBeLessThan(before / 50);
  expect(learnEffects([past({ exposure: 100_000 })]).effect("offer")).toBe(learnEffects([]).effect("offer"));
});

test("members who open less than usual are worth less writing to, those never written to are as usual", () => {
  const never = attentionOf({ sent: 0, opened: 0 });
  const ignored = [1, 5, 20].map((sent) => attentionOf({ sent, opened: 0 }));
  expect(never).toBe(1);
  expect(ignored[0]!).toBeLessThan(never);
  expect(ignored[2]!).toBeLessThan(ignored[1]!);
  expect(attentionOf({ sent: 10, opened: 9 })).toBeGreaterThan(1.5);
});

test("every match lies between nothing and perfect", () => {
  for (const aliveChance of [0, 0.3, 1]) {
    for (const weekChance of [0, 0.5, 1]) {
      const outlook = { ...regular, aliveChance, weekChance };
      const all = [
        contentMatch(outlook, 0, "due"),
        showMatch(outlook),
        recommendationMatch(outlook, 1.2),
        offerMatch(outlook),
        openness(outlook),
      ];
      for (const match of all) {
        expect(match).toBeGreaterThanOrEqual(0);
        expect(match).toBeLessThanOrEqual(1);
      }
    }
  }
});

test("a piece is half as fresh after four weeks, and nearer pieces fit better", () => {
  expect(contentMatch(regular, 28, "due") / contentMatch(regular, 0, "due")).toBeCloseTo(0.5, 9);
  expect(contentMatch(regular, 0, "category")).toBeGreaterThan(contentMatch(regular, 0, "general"));
});

test("offers are for those who waver: not for the faithful, not for one-time buyers", () => {
  const wavering = offerMatch({ ...regular, aliveChance: 0.5, weekChance: 0.02 });
  expect(wavering).toBeGreaterThan(offerMatch(regular) * 3);
  expect(offerMatch({ ...regular, repeats: 0, aliveChance: 0.5 })).toBe(0);
});

test("trust costs more with each touch of the week, and more where more can be lost", () => {
  const usual = trustCost(0.002, regular, { last7Days: 0, perWeek: 2.5 });
  expect(trustCost(0.002, regular, { last7Days: 2, perWeek: 2.5 })).toBeGreaterThan(usual);
  expect(trustCost(0.002, regular, { last7Days: 2, perWeek: 0 })).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(trustCost(0.002, { ...regular, expectedOrders365: 1 }, { last7Days: 0, perWeek: 2.5 })).toBeLessThan(
    usual,
  );
});
