import { describe, expect, it } from "vitest";
import { parseInt8 } from "./value-parsing.ts";

describe("bigint", () => {
  it("is a number up to what a number holds exactly", () => {
    expect(parseInt8("9007199254740991")).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseInt8("-9007199254740991")).toBe(Number.MIN_SAFE_INTEGER);
  });

  it("beyond that it is refused instead of rounded", () => {
    expect(() => parseInt8("9007199254740992")).toThrow(RangeError);
    expect(() => parseInt8("-9223372036854775808")).toThrow(RangeError);
  });
});
