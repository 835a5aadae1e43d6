import { describe, expect, test } from "vitest";
import { createAllowance, createLossWatch, createPacketHistory } from "./nack.ts";
import { createPlayoutDelay } from "./playout-delay.ts";

describe("a lost packet", () => {
  test("is asked for at once, then again until it comes", () => {
    const watch = createLossWatch();
    watch.arrived(10, 0);
    watch.arrived(13, 0);
    expect(watch.due(0).sequences).toEqual([11, 12]);
    expect(watch.due(20).sequences).toEqual([]);
    expect(watch.arrived(12, 30)).toBe("repaired");
    expect(watch.due(40).sequences).toEqual([11]);
  });

  test("is given up after a while, and that is told once", () => {
    const watch = createLossWatch();
    watch.arrived(1, 0);
    watch.arrived(3, 0);
    expect(watch.due(900)).toEqual({ sequences: [], gaveUp: true });
    expect(watch.due(901)).toEqual({ sequences: [], gaveUp: false });
    expect(watch.arrived(2, 902)).toBe("known");
  });

  test("is not asked for when too many are missing", () => {
    const watch = createLossWatch();
    watch.arrived(1, 0);
    expect(watch.arrived(1000, 0)).toBe("too-wide");
    expect(watch.due(0).sequences).toEqual([]);
  });
});

test("a packet that came before is known", () => {
  const watch = createLossWatch();
  watch.arrived(5, 0);
  expect(watch.arrived(5, 1)).toBe("known");
  expect(watch.arrived(4, 1)).toBe("known");
});

test("the history keeps the last packets and no more", () => {
  const history = createPacketHistory<{ sequence: number }>(4);
  for (let sequence = 0; sequence < 10; sequence += 1) history.add({ sequence });
  expect([5, 6, 9, 10].map((sequence) => history.get(sequence)?.sequence)).toEqual([
    undefined,
    6,
    9,
    undefined,
  ]);
});

test("an allowance is spent and refills with time", () => {
  const allowance = createAllowance(10, 2);
  expect([0, 0, 0, 100, 100].map((at) => allowance.take(at))).toEqual([true, true, false, true, false]);
});

describe("the playout delay", () => {
  const leastMs = (block: Buffer | undefined) =>
    block === undefined ? undefined : (block.readUIntBE(5, 3) >> 12) * 10;
  const report = (
    delay: ReturnType<typeof createPlayoutDelay>,
    share: number,
    from: number,
    times: number,
  ) => {
    for (let second = 0; second < times; second += 1) delay.noteLoss(share, from + second * 1000);
    return leastMs(delay.extension());
  };

  test("is not asked for on a clean line, nor for one bad second", () => {
    const delay = createPlayoutDelay(5);
    expect(report(delay, 0, 0, 10)).toBeUndefined();
    expect(report(delay, 0.5, 10_000, 1)).toBeUndefined();
  });

  test("grows with the loss and goes when the line has been clean for a while", () => {
    const delay = createPlayoutDelay(5);
    expect(report(delay, 0.05, 0, 10)).toBe(200);
    expect(report(delay, 0.12, 10_000, 20)).toBe(400);
    expect(report(delay, 0, 30_000, 5)).toBe(400);
    expect(report(delay, 0, 35_000, 40)).toBe(0);
  });

  test("is never asked of a player that does not know it", () => {
    expect(report(createPlayoutDelay(undefined), 0.5, 0, 10)).toBeUndefined();
  });
});
