import fc from "fast-check";
import { expect, test } from "vitest";
import { localMinute, minuteOf, nextLocalMinute, zoneOffset } from "./local-time.ts";

const hourMs = 3_600_000;
const at = (text: string) => new Date(text);

test("the wall clock is ahead of UTC by the zone's offset of that day", () => {
  expect(zoneOffset("America/New_York", at("2026-01-15T12:00:00Z"))).toBe(-5 * hourMs);
  expect(zoneOffset("America/New_York", at("2026-07-15T12:00:00Z"))).toBe(-4 * hourMs);
  expect(zoneOffset("Asia/Kolkata", at("2026-07-15T12:00:00.500Z"))).toBe(5.5 * hourMs);
  expect(localMinute("Asia/Shanghai", at("2026-03-02T16:05:00Z"))).toBe(5);
});

test("nine in the morning is nine in the morning on the days the clock changes", () => {
  const nine = minuteOf("09:00");
  const spring = at("2026-03-08T05:00:00Z");
  expect(nextLocalMinute("America/Los_Angeles", spring, nine).toISOString()).toBe("2026-03-08T16:00:00.000Z");
  const autumn = at("2026-11-01T05:00:00Z");
  expect(nextLocalMinute("America/Los_Angeles", autumn, nine).toISOString()).toBe("2026-11-01T17:00:00.000Z");
});

test("a minute the clock jumps over comes right after, one it shows twice comes twice", () => {
  const halfPastTwo = minuteOf("02:30");
  const jump = nextLocalMinute("America/New_York", at("2026-03-08T05:30:00Z"), halfPastTwo);
  expect(jump.toISOString()).toBe("2026-03-08T07:30:00.000Z");
  const halfPastOne = minuteOf("01:30");
  const first = nextLocalMinute("America/New_York", at("2026-11-01T04:30:00Z"), halfPastOne);
  expect(first.toISOString()).toBe("2026-11-01T05:30:00.000Z");
  expect(nextLocalMinute("America/New_York", first, halfPastOne).toISOString()).toBe(
    "2026-11-01T06:30:00.000Z",
  );
});

test("a zone nobody knows counts as UTC and stops nobody's post", () => {
  expect(localMinute("Middle/Earth", at("2026-03-02T10:30:00Z"))).toBe(630);
});

test(
  "it is the first minute of all that shows the time (property, against a walk minute by minute)",
  { timeout: 60_000 },
  () => {
    const zones = [
      "America/Los_Angeles",
      "Europe/Berlin",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "Pacific/Auckland",
    ];
    const days = [
      "2026-03-07T00:00:00Z",
      "2026-03-28T00:00:00Z",
      "2026-04-04T00:00:00Z",
      "2026-10-03T00:00:00Z",
      "2026-10-31T00:00:00Z",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...days),
        fc.integer({ min: 0, max: 2 * 1440 }),
        fc.integer({ min: 0, max: 1439 }),
        (zone, day, later, minute) => {
          const from = new Date(Date.parse(day) + later * 60_000);
          const found = nextLocalMinute(zone, from, minute);
          let walked = from.getTime() + 60_000;
          while (walked < found.getTime() && localMinute(zone, new Date(walked)) !== minute) walked += 60_000;
          expect(new Date(walked)).toEqual(found);
        },
      ),
      { numRuns: 60 },
    );
  },
);
