import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLanes } from "./danmaku-lanes.ts";

const settings = { lanes: 3, stageWidthPx: 400, passMs: 8000, gapPx: 16 };

describe("messages over the picture", () => {
  it("fill the lanes from the top", () => {
    const lanes = createLanes(settings);
    expect([1, 2, 3].map(() => lanes.place(0, 100)!.lane)).toEqual([0, 1, 2]);
  });

  it("are left out when all lanes are full, but one's own waits for the soonest", () => {
    const lanes = createLanes({ ...settings, lanes: 1 });
    lanes.place(0, 100);
    expect(lanes.place(10, 100)).toBeUndefined();
    const own = lanes.place(10, 100, true)!;
    expect(own.startMs).toBeGreaterThan(10);
    expect(own.startMs).toBeLessThan(settings.passMs);
  });

  it("use a lane again as soon as the tail is in", () => {
    const lanes = createLanes({ ...settings, lanes: 1 });
    lanes.place(0, 100);
    // 116 px at 500 px in 8 s.
    expect(lanes.place(1855, 100)).toBeUndefined();
    expect(lanes.place(1857, 100)!.lane).toBe(0);
  });

  it("never overlap, whatever their widths and times", () => {
    const message = fc.record({
      widthPx: fc.integer({ min: 20, max: 900 }),
      waitMs: fc.integer({ min: 0, max: 3000 }),
    });
    const many = fc.array(message, { minLength: 2, maxLength: 40 });
    const outcome = fc.check(fc.property(many, (messages) => !collide(messages)));
    expect(outcome.failed, JSON.stringify(outcome.counterexample)).toBe(false);
  });
});

type Passing = { startMs: number; widthPx: number };

function collide(messages: readonly { widthPx: number; waitMs: number }[]): boolean {
  const lanes = createLanes(settings);
  const inLane = new Map<number, Passing>();
  let nowMs = 0;
  return messages.some(({ widthPx, waitMs }) => {
    nowMs += waitMs;
    const { lane, startMs } = lanes.place(nowMs, widthPx, true)!;
    const before = inLane.get(lane);
    inLane.set(lane, { startMs, widthPx });
    return before !== undefined && overlap(before, { startMs, widthPx });
  });
}

/** Looks at both ends of the time they share: their distance is linear, so it is least at one of them. */
function overlap(before: Passing, after: Passing): boolean {
  const headAt = ({ startMs, widthPx }: Passing, atMs: number) =>
    settings.stageWidthPx - ((atMs - startMs) / settings.passMs) * (settings.stageWidthPx + widthPx);
  const times = [after.startMs, before.startMs + settings.passMs];
  return times.some(
    (atMs) => atMs >= after.startMs && headAt(before, atMs) + before.widthPx > headAt(after, atMs) + 0.001,
  );
}
