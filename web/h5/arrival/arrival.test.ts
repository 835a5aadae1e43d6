import { describe, expect, it } from "vitest";
import { creditDays, readArrival, readFollowed, touchToCredit } from "./arrival.ts";

const touchId = "0198c0de-0000-7000-8000-000000000001";
const showId = "0198c0de-0000-7000-8000-000000000002";
const dayMs = 86_400_000;

describe("where a visit comes from", () => {
  it("is read from the address", () => {
    expect(readArrival(`?show=${showId}&channel=wechat&touch=${touchId}`)).toEqual({
      showId,
      channel: "wechat",
      touchId,
    });
    expect(readArrival("")).toEqual({});
  });

  it("is left out where the address was mangled", () => {
    expect(readArrival("?show=1&touch=%27or&channel=%20%20")).toEqual({});
    expect(readArrival(`?channel=${"x".repeat(90)}`).channel).toHaveLength(40);
  });
});

describe("the message a purchase is credited to", () => {
  const followed = { touchId, atMs: 1000 };

  it("is the one followed within seven days, to the millisecond", () => {
    expect(touchToCredit(followed, 1000)).toBe(touchId);
    expect(touchToCredit(followed, 1000 + creditDays * dayMs - 1)).toBe(touchId);
    expect(touchToCredit(followed, 1000 + creditDays * dayMs)).toBeUndefined();
  });

  it("is forgotten when its memory is broken", () => {
    expect(readFollowed(followed)).toEqual(followed);
    for (const broken of [
      undefined,
      null,
      "x",
      { touchId },
      { touchId: 1, atMs: 1 },
      { touchId: "x", atMs: 1 },
    ])
      expect(readFollowed(broken)).toBeUndefined();
  });

  it("is none when the clock says it was followed in the future, or nothing was followed", () => {
    expect(touchToCredit(followed, 999)).toBeUndefined();
    expect(touchToCredit(undefined, 1000)).toBeUndefined();
  });
});
