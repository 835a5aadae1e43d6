import { expect, test } from "vitest";
import { instantOf, wallTimeOf } from "./wall-time.ts";

test("a show is planned on the shop's clock", () => {
  expect(instantOf("2026-03-01T20:00", "Asia/Shanghai").toISOString()).toBe("2026-03-01T12:00:00.000Z");
  expect(wallTimeOf("2026-03-01T12:00:00Z", "Asia/Shanghai")).toBe("2026-03-01T20:00");
});

test("wall time goes there and back on both sides of a change of the clock", () => {
  for (const wall of ["2026-03-08T01:59", "2026-03-08T03:01", "2026-11-01T00:30", "2026-11-01T12:00"]) {
    expect(wallTimeOf(instantOf(wall, "America/New_York"), "America/New_York")).toBe(wall);
  }
});
