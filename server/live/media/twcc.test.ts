import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createArrivalLog } from "./twcc.ts";

/** Reads feedback as a sender does: which packet arrived when (quarter milliseconds). */
function readFeedback(feedback: Buffer): {
  arrivals: Map<number, number>;
  base: number;
  count: number;
  number: number;
} {
  const base = feedback.readUInt16BE(12);
  const count = feedback.readUInt16BE(14);
  let ticks = feedback.readUIntBE(16, 3) * 256;
  const symbols: number[] = [];
  let at = 20;
  while (symbols.length < count) {
    const chunk = feedback.readUInt16BE(at);
    at += 2;
    if (chunk >> 15 === 0) symbols.push(...Array.from({ length: chunk & 0x1fff }, () => (chunk >> 13) & 3));
    else for (let slot = 0; slot < 7; slot += 1) symbols.push((chunk >> (12 - slot * 2)) & 3);
  }
  const arrivals = new Map<number, number>();
  symbols.slice(0, count).forEach((symbol, index) => {
    if (symbol === 0) return;
    ticks += symbol === 1 ? feedback[at]! : feedback.readInt16BE(at);
    at += symbol;
    arrivals.set((base + index) & 0xffff, ticks);
  });
  const padding = (feedback[0]! & 0x20) === 0 ? 0 : feedback[feedback.length - 1]!;
  expect(at + padding).toBe(feedback.length);
  expect(feedback.length).toBe((feedback.readUInt16BE(2) + 1) * 4);
  return { arrivals, base, count, number: feedback[19]! };
}

test("the publisher reads every arrival as it was, whatever was lost or came out of order", () => {
  const packet = fc.record({
    gap: fc.integer({ min: -3, max: 12 }),
    pause: fc.integer({ min: 0, max: 200 }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 65_535 }),
      fc.array(packet, { minLength: 1, maxLength: 60 }),
      (first, packets) => {
        const log = createArrivalLog();
        const expected = new Map<number, number>();
        let [sequence, at] = [first, 5000];
        for (const { gap, pause } of packets) {
          log.arrived(sequence & 0xffff, at);
          expected.set(sequence & 0xffff, at * 4);
          sequence += gap;
          at += pause;
        }
        expect(readFeedback(log.report(1, 2)!).arrivals).toEqual(expected);
      },
    ),
  );
});

test("what was lost between two reports is reported as lost", () => {
  const log = createArrivalLog();
  log.arrived(10, 100);
  log.report(1, 2);
  log.arrived(13, 150);
  expect(readFeedback(log.report(1, 2)!)).toMatchObject({
    base: 11,
    count: 3,
    number: 1,
    arrivals: new Map([[13, 600]]),
  });
});

test("without arrivals there is nothing to report", () => {
  expect(createArrivalLog().report(1, 2)).toBeUndefined();
});

test("a leap in the numbers does not make an endless report", () => {
  const log = createArrivalLog();
  log.arrived(0, 0);
  log.report(1, 2);
  log.arrived(30_000, 10);
  expect(readFeedback(log.report(1, 2)!)).toMatchObject({ base: 30_000, count: 1 });
});
