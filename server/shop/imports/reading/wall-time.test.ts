import { describe, expect, it } from "vitest";
import { createTimeReader, guessDateOrder } from "./wall-time.ts";

const shanghai = createTimeReader("Asia/Shanghai", "month_first");
const london = createTimeReader("Europe/London", "month_first");

describe("times in exports", () => {
  it.each([
    ["2025-03-31 20:15:00", "2025-03-31T12:15:00.000Z"],
    ["2025/3/1 8:05", "2025-03-01T00:05:00.000Z"],
    ["2025-03-31", "2025-03-30T16:00:00.000Z"],
    ["2025年3月31日 20:15:30", "2025-03-31T12:15:30.000Z"],
    ["2025-03-31T20:15:00Z", "2025-03-31T20:15:00.000Z"],
    ["2025-03-31 20:15:00 -0400", "2025-04-01T00:15:00.000Z"],
    ["2025-03-31T20:15:00.123+08:00", "2025-03-31T12:15:00.000Z"],
    ["03/31/2025 08:15:00 PM", "2025-03-31T12:15:00.000Z"],
    ["03/31/2025 20:15:00 PM", "2025-03-31T12:15:00.000Z"],
    ["12/1/2010 8:26", "2010-12-01T00:26:00.000Z"],
    ["03/31/2025 12:00:00 AM", "2025-03-30T16:00:00.000Z"],
  ])("reads %s", (text, instant) => {
    expect(shanghai(text)?.toISOString()).toBe(instant);
  });

  it.each([
    "",
    "soon",
    "2025-13-01",
    "2025-02-29",
    "2025-03-31 25:00:00",
    "44197.35",
    "31/03/2025",
    "0000-00-00 00:00:00",
  ])("takes %s for no time", (text) => {
    expect(shanghai(text)).toBeUndefined();
  });

  it("follows summer time", () => {
    expect(london("2011-01-15 12:00:00")?.toISOString()).toBe("2011-01-15T12:00:00.000Z");
    expect(london("2011-07-15 12:00:00")?.toISOString()).toBe("2011-07-15T11:00:00.000Z");
  });

  it("takes the first of two equal wall times when clocks go back", () => {
    expect(london("2011-10-30 01:30:00")?.toISOString()).toBe("2011-10-30T00:30:00.000Z");
  });

  it("knows the day from the month by a number above 12", () => {
    expect(guessDateOrder(["01/02/2025", "25/02/2025"])).toBe("day_first");
    expect(guessDateOrder(["01/02/2025", "02/25/2025"])).toBe("month_first");
    expect(guessDateOrder(["01/02/2025", "2025-02-25"])).toBeUndefined();
  });
});
