import { describe, expect, it } from "vitest";
import { createTally } from "./tally.ts";

describe("likes", () => {
  it("go in batches and none is lost when a batch does not arrive", () => {
    const tally = createTally();
    for (let tap = 0; tap < 70; tap += 1) tally.like();
    expect(tally.takeLikes()).toBe(50);
    tally.giveBackLikes(50);
    expect([tally.takeLikes(), tally.takeLikes(), tally.takeLikes()]).toEqual([50, 20, 0]);
  });
});

describe("a watch report", () => {
  it("has whole seconds and keeps the rest for the next", () => {
    const tally = createTally();
    tally.watch(10.7);
    expect(tally.takeReport()).toEqual({ seconds: 10, seen: [], opened: [] });
    tally.watch(0.4);
    expect(tally.takeReport()).toEqual({ seconds: 1, seen: [], opened: [] });
    expect(tally.takeReport()).toBeUndefined();
  });

  it("counts a card seen once a visit and opened once a report", () => {
    const tally = createTally();
    tally.see("tea");
    tally.open("tea");
    tally.open("tea");
    expect(tally.takeReport()).toEqual({ seconds: 0, seen: ["tea"], opened: ["tea"] });
    tally.see("tea");
    tally.open("tea");
    expect(tally.takeReport()).toEqual({ seconds: 0, seen: [], opened: ["tea"] });
  });
});
