import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createChatGate } from "./chat-gate.ts";

type Word = { text: string; weight?: number; sameAs?: string };

/** Numbers in [0, 1) that are the same in every run: mulberry32. */
function createChance(seed: number): () => number {
  let state = seed * 0x9e37_79b9;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function openGate(rate: number, seed = 1) {
  const shown: Word[] = [];
  const state = { nowMs: 0, dropped: 0 };
  const gate = createChatGate<Word>({
    rate: () => rate,
    pass: (word) => shown.push(word),
    dropped: () => (state.dropped += 1),
    nowMs: () => state.nowMs,
    random: createChance(seed),
  });
  return { gate, shown, state };
}

test("while there is room, everything passes at once and in order, repetitions too", () => {
  const { gate, shown, state } = openGate(10);
  for (const text of ["a", "b", "a"]) gate.offer({ text, sameAs: text });
  expect(shown.map((word) => word.text)).toEqual(["a", "b", "a"]);
  expect(state.dropped).toBe(0);
});

test("whatever comes: each message is shown or counted as dropped, in the order of coming, and never above the rate", () => {
  const step = fc.record({
    waitMs: fc.integer({ min: 0, max: 40 }),
    weight: fc.integer({ min: 1, max: 5 }),
    sameAs: fc.option(fc.constantFrom("x", "y"), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (steps, rate) => {
      const { gate, shown, state } = openGate(rate);
      let lastMs = 0;
      for (const [index, { waitMs, weight, sameAs }] of steps.entries()) {
        state.nowMs += waitMs;
        gate.offer({ text: String(index), weight, ...(sameAs !== undefined && { sameAs }) });
        if (state.nowMs - lastMs >= 250) {
          gate.choose();
          lastMs = state.nowMs;
        }
      }
      gate.choose();
      gate.stop();
      expect(shown.length + state.dropped).toBe(steps.length);
      const order = shown.map((word) => Number(word.text));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(shown.length).toBeLessThanOrEqual(rate + (rate * state.nowMs) / 1000 + 1);
    }),
  );
});

test("in a flood heavier messages are shown more often, in proportion while few of many are chosen", () => {
  const shares = { heavy: 0, light: 0 };
  for (let seed = 1; seed <= 300; seed += 1) {
    const { gate, shown, state } = openGate(4, seed);
    for (let number = 0; number < 4; number += 1) gate.offer({ text: "first" });
    for (let number = 0; number < 100; number += 1) {
      gate.offer({ text: "heavy", weight: 3 });
      gate.offer({ text: "light", weight: 1 });
    }
    state.nowMs = 250;
    gate.choose();
    gate.stop();
    for (const { text } of shown.slice(4)) shares[text as "heavy" | "light"] += 1;
  }
  expect(shares.heavy + shares.light).toBe(300);
  // Three of four, give or take four standard deviations of a binomial.
  expect(Math.abs(shares.heavy / 300 - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / 300));
});

test("in a flood one of those who say the same is enough", () => {
  const { gate, shown, state } = openGate(2);
  for (const text of ["a", "b"]) gate.offer({ text });
  for (let number = 0; number < 50; number += 1) gate.offer({ text: "666", sameAs: "666" });
  state.nowMs = 1000;
  gate.choose();
  gate.stop();
  expect(shown.map((word) => word.text)).toEqual(["a", "b", "666"]);
  expect(state.dropped).toBe(49);
});
