import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assign, type Choices, type Limits } from "./assign.ts";

type Option = { readonly gain: number; readonly sells: boolean };

function choicesOf(members: readonly (readonly Option[])[]): Choices {
  const options = members.flat();
  const start = new Int32Array(members.length + 1);
  for (const [i, own] of members.entries()) start[i + 1] = start[i]! + own.length;
  return {
    start,
    gain: Float64Array.from(options, (option) => option.gain),
    sells: Uint8Array.from(options, (option) => (option.sells ? 1 : 0)),
  };
}

/** Both laws: the plan keeps its share alone and with what went before. Without a sale there is nothing to keep. */
function keepsShare(sales: number, touches: number, limits: Limits): boolean {
  if (sales === 0) return true;
  const { salesShare, touchesBefore, salesBefore } = limits;
  const within = (sold: number, all: number) => sold <= salesShare * all + 1e-6;
  return within(sales, touches) && within(sales + salesBefore, touches + touchesBefore);
}

/** The best of all plans, by trying each. */
function bestOfAll(members: readonly (readonly Option[])[], limits: Limits): number {
  const tryFrom = (member: number, gain: number, sales: number, touches: number): number => {
    if (member === members.length) return keepsShare(sales, touches, limits) ? gain : -1;
    let best = tryFrom(member + 1, gain, sales, touches);
    for (const option of members[member]!) {
      const sold = sales + (option.sells ? 1 : 0);
      best = Math.max(best, tryFrom(member + 1, gain + option.gain, sold, touches + 1));
    }
    return best;
  };
  return tryFrom(0, 0, 0, 0);
}

const anOption = fc.record({
  gain: fc.double({ min: 0.001, max: 1, noNaN: true }),
  sells: fc.boolean(),
});
const someLimits = fc.record({
  salesShare: fc.constantFrom(0, 0.1, 0.2, 0.25, 0.5),
  touchesBefore: fc.integer({ min: 0, max: 20 }),
  salesBefore: fc.integer({ min: 0, max: 6 }),
});

test("no plan breaks the share, and none gains more than the stated bound", () => {
  const members = fc.array(fc.array(anOption, { maxLength: 4 }), { maxLength: 400 });
  fc.assert(
    fc.property(members, someLimits, (options, limits) => {
      const choices = choicesOf(options);
      const found = assign(choices, limits);
      expect(keepsShare(found.sales, found.touches, limits)).toBe(true);
      expect(found.gain).toBeLessThanOrEqual(found.bound + 1e-9);
      for (const [member, choice] of found.chosen.entries()) {
        const own =
          choice === -1 || (choice >= choices.start[member]! && choice < choices.start[member + 1]!);
        expect(own).toBe(true);
      }
    }),
  );
});

test("against every possible plan: the best is within the bound, and ours at most one multiplier below it", () => {
  const members = fc.array(fc.array(anOption, { maxLength: 2 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(members, someLimits, (options, limits) => {
      const found = assign(choicesOf(options), limits);
      const best = bestOfAll(options, limits);
      expect(found.gain).toBeLessThanOrEqual(best + 1e-9);
      expect(best).toBeLessThanOrEqual(found.bound + 1e-9);
      expect(found.bound - found.gain).toBeLessThanOrEqual(found.multiplier + 1e-6);
    }),
    { numRuns: 300 },
  );
});

test("when the share does not bind, everybody gets her best", () => {
  const value = { gain: 0.3, sells: false };
  const members = [[value], [value], [value], [value], [value, { gain: 0.5, sells: true }]];
  const found = assign(choicesOf(members), { salesShare: 0.2, touchesBefore: 0, salesBefore: 0 });
  expect([...found.chosen]).toEqual([0, 1, 2, 3, 5]);
  expect(found).toMatchObject({ multiplier: 0, sales: 1, touches: 5 });
});

test("of many who could be sold to, the ones it is worth most to are chosen", () => {
  const members = Array.from({ length: 100 }, (_, i) => [
    { gain: 0.1, sells: false },
    { gain: 0.1 + i / 100, sells: true },
  ]);
  const found = assign(choicesOf(members), { salesShare: 0.2, touchesBefore: 0, salesBefore: 0 });
  const sold = [...found.chosen].flatMap((choice, member) => (choice % 2 === 1 ? [member] : []));
  expect(sold).toEqual(Array.from({ length: 20 }, (_, i) => 80 + i));
});

test("a shop that sold too much before sells nothing until value has caught up", () => {
  const members = Array.from({ length: 10 }, () => [
    { gain: 0.1, sells: false },
    { gain: 0.9, sells: true },
  ]);
  const found = assign(choicesOf(members), { salesShare: 0.2, touchesBefore: 100, salesBefore: 60 });
  expect(found).toMatchObject({ sales: 0, touches: 10 });
});
