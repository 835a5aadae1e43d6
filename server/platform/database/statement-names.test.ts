import { describe, expect, it } from "vitest";
import { createStatementNames, withoutStatementNames } from "./statement-names.ts";

describe("statement names", () => {
  it("a statement earns its name the second time and keeps it", () => {
    const names = createStatementNames();
    expect(names.nameOf("select $1")).toBeUndefined();
    const name = names.nameOf("select $1");
    expect(name).toMatch(/^[\w-]{16}$/u);
    expect(names.nameOf("select $1")).toBe(name);
  });

  it("two texts never share a name", () => {
    const names = createStatementNames();
    const texts = Array.from({ length: 100 }, (_, i) => `select $1 + ${i}`);
    texts.forEach((text) => names.nameOf(text));
    expect(new Set(texts.map((text) => names.nameOf(text))).size).toBe(100);
  });

  it("no more than the limit are named, so that texts built at run time do not pile up", () => {
    const names = createStatementNames(2);
    for (const text of ["a", "b", "c"]) names.nameOf(text);
    expect(["a", "b", "c"].map((text) => names.nameOf(text) !== undefined)).toEqual([true, true, false]);
  });

  it("a forgotten statement stays without a name", () => {
    const names = createStatementNames();
    names.nameOf("a");
    names.nameOf("a");
    names.forget("a");
    expect(names.nameOf("a")).toBeUndefined();
  });

  it("switched off, nothing is named", () => {
    const names = withoutStatementNames();
    names.nameOf("a");
    expect(names.nameOf("a")).toBeUndefined();
  });
});
