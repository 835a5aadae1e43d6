import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../models/index.ts";
import { drawMind, live, receive } from "./truth.ts";

test("the same seed draws the same shopper, another seed another one", () => {
  expect(drawMind(1, 7, 84)).toEqual(drawMind(1, 7, 84));
  expect(drawMind(2, 7, 84)).not.toEqual(drawMind(1, 7, 84));
});

test("trust and attention stay between nothing and all, whatever is sent (property)", () => {
  const someMessage = fc.record({
    purpose: fc.constantFrom("value" as const, "sales" as const),
    product: fc.integer({ min: -1, max: 11 }),
    hour: fc.integer({ min: 0, max: 23 }),
    perDay: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(fc.nat(), fc.array(someMessage, { maxLength: 80 }), (seed, days) => {
      const mind = drawMind(seed, 1, 10);
      const random = seededRandom(seed);
      for (const [day, { perDay, ...message }] of days.entries()) {
        for (let i = 0; i < perDay; i += 1) receive(mind, message, day, random);
        live(mind, day, random);
        for (const part of [mind.trust, mind.attention, mind.priceHabit]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1);
        }
      }
    }),
  );
});

test("a blast every day costs trust and attention and drives people away; silence does neither", () => {
  const outcome = (perWeek: number) => {
    const minds = Array.from({ length: 400 }, (_, no) => drawMind(3, no, 10));
    for (let day = 0; day < 84; day += 1) {
      for (const mind of minds) {
        const random = seededRandom(mind.no * 1000 + day);
        if (day % 7 < perWeek && mind.subscribed)
          receive(mind, { purpose: "sales", product: -1, hour: 10 }, day, random);
      }
    }
    return {
      trust: minds.reduce((sum, mind) => sum + mind.trust, 0),
      subscribed: minds.filter((mind) => mind.subscribed).length,
    };
  };
  expect(outcome(7).trust).toBeLessThan(outcome(1).trust);
  expect(outcome(7).subscribed).toBeLessThan(outcome(1).subscribed);
  expect(outcome(0).subscribed).toBe(400);
});

test("what is bought early is used later: a stock of two units lasts as long as two purchases in time", () => {
  const mind = { ...drawMind(5, 1, 10), isTrier: false, trust: 1, priceHabit: 0, firstDay: -1 };
  const [need] = mind.needs;
  need!.dueDay = 50;
  mind.needs.length = 1;
  mind.offer = { key: "x", untilDay: 60 };
  const bought = live(mind, 0, () => 0.004);
  expect(bought).toEqual([need!.product]);
  expect(need!.dueDay).toBeGreaterThan(50 + 0.79 * need!.useUpDays);
});
