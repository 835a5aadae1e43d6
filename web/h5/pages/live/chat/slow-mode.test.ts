import { describe, expect, it } from "vitest";
import { pauseNow, secondsLeft } from "./slow-mode.ts";

const free = { mutedUntil: undefined, slowModeSeconds: 10, lastSaidMs: undefined };

describe("writing", () => {
  it("is free before the first message and where slow mode is off", () => {
    expect(pauseNow(free, 0)).toBeUndefined();
    expect(pauseNow({ ...free, slowModeSeconds: 0, lastSaidMs: 5000 }, 5000)).toBeUndefined();
    expect(pauseNow({ ...free, slowModeSeconds: 0, lastSaidMs: 5900 }, 5000)).toBeUndefined();
  });

  it("pauses in slow mode, counting down to the second", () => {
    const said = { ...free, lastSaidMs: 1000 };
    expect(secondsLeft(pauseNow(said, 1000)!, 1000)).toBe(10);
    expect(secondsLeft(pauseNow(said, 10_999)!, 10_999)).toBe(1);
    expect(pauseNow(said, 11_000)).toBeUndefined();
  });

  it("pauses while muted, whatever slow mode says", () => {
    const muted = { ...free, mutedUntil: "1970-01-01T00:01:00.000Z", lastSaidMs: 0 };
    expect(pauseNow(muted, 5000)).toEqual({ untilMs: 60_000, why: "muted" });
    expect(pauseNow(muted, 60_000)).toBeUndefined();
  });

  it("counts nothing for a mute without an end", () => {
    const muted = { ...free, mutedUntil: "+275760-09-13T00:00:00.000Z" };
    expect(secondsLeft(pauseNow(muted, 0)!, 0)).toBeUndefined();
  });
});
