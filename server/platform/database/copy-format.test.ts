import { describe, expect, it } from "vitest";
import { copyLine } from "./copy-format.ts";

describe("COPY's text format", () => {
  it("separates columns by tabs and ends the row", () => {
    expect(copyLine(["a", 1, true, 2n])).toBe("a\t1\ttrue\t2\n");
  });

  it("tells null from empty text and from the text \\N", () => {
    expect(copyLine([null, undefined, "", String.raw`\N`])).toBe("\\N\t\\N\t\t\\\\N\n");
  });

  it("escapes what would be read as structure", () => {
    expect(copyLine(["a\tb\nc\rd\\e"])).toBe("a\\tb\\nc\\rd\\\\e\n");
  });

  it("writes objects as JSON, lists as PostgreSQL arrays, bytes as hex", () => {
    expect(copyLine([{ a: "x\ny" }])).toBe(String.raw`{"a":"x\\ny"}` + "\n");
    expect(copyLine([["x", null]])).toBe('{"x",NULL}\n');
    expect(copyLine([Buffer.from([1, 255])])).toBe(String.raw`\\x01ff` + "\n");
  });
});
