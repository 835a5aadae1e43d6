import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { BadField, RefrainError } from "../errors.ts";
import { parseInput } from "./bad-fields.ts";

function badFields(schema: z.ZodType, value: unknown): BadField[] {
  try {
    parseInput("body", schema, value);
  } catch (error) {
    return (error as RefrainError).details as BadField[];
  }
  return [];
}

const phoneOrEmail = z.union([z.object({ phone: z.string().min(6) }), z.object({ email: z.email() })]);

describe("a bad field", () => {
  it.each<[string, z.ZodType, unknown, string, string]>([
    ["nothing at all", z.object({ a: z.string() }), undefined, "body", "missing: an object"],
    ["a list for an object", z.object({ a: z.string() }), [], "body", "an object"],
    ["a missing text", z.object({ a: z.string() }), {}, "a", "missing: a text"],
    [
      "a text that is too short",
      z.object({ a: z.string().min(3) }),
      { a: "x" },
      "a",
      "at least 3 characters",
    ],
    ["too many entries", z.object({ a: z.array(z.int()).max(1) }), { a: [1, 2] }, "a", "at most 1 entry"],
    ["half a unit", z.object({ a: z.int() }), { a: 1.5 }, "a", "a whole number"],
    ["a negative price", z.object({ a: z.number().positive() }), { a: 0 }, "a", "more than 0"],
    ["a word that is none", z.object({ a: z.enum(["yes", "no"]) }), { a: "y" }, "a", "one of: yes, no"],
    [
      "a time without offset",
      z.object({ a: z.iso.datetime() }),
      { a: "noon" },
      "a",
      "a time with its offset, such as 2026-05-20T20:00:00+08:00",
    ],
    [
      "a day that is none",
      z.object({ a: z.iso.date() }),
      { a: "2026-02-30" },
      "a",
      "a day, such as 2026-05-20",
    ],
    [
      "words of the contract's own",
      z.object({ a: z.string().regex(/^\d{6}$/u, "six digits") }),
      { a: "1" },
      "a",
      "six digits",
    ],
    [
      "a rule over several fields",
      z.object({ a: z.int() }).refine(() => false, "an end after the start"),
      { a: 1 },
      "body",
      "an end after the start",
    ],
    [
      "a rule without words",
      z.object({ a: z.int().refine(() => false) }),
      { a: 1 },
      "a",
      "a value as documented",
    ],
    [
      "a field that is not known",
      z.strictObject({ a: z.int() }),
      { a: 1, b: 2 },
      "b",
      "not a known field: leave it out",
    ],
    ["a bad value under a free name", z.record(z.string(), z.int()), { x: "1" }, "x", "a whole number"],
    [
      "a union of plain values",
      z.object({ a: z.union([z.int(), z.boolean()]) }),
      { a: "x" },
      "a",
      "a whole number, or true or false",
    ],
    [
      "the form that fits best",
      phoneOrEmail,
      { email: "x" },
      "email",
      "an e-mail address, such as li.na@example.com",
    ],
  ])("of %s says where it is and what would be right", (_, schema, value, path, message) => {
    expect(badFields(schema, value)).toEqual([{ path, message }]);
  });

  it("never speaks the parser's own language", () => {
    const everything = z.object({
      a: z.string(),
      b: z.int().min(1),
      c: z.uuid(),
      d: z.enum(["x"]),
      e: z.array(z.url()),
    });
    const told = badFields(everything, { a: 1, b: 0, c: "x", d: "y", e: ["z"] });
    expect(told).toHaveLength(5);
    expect(JSON.stringify(told)).not.toMatch(/expected|received|invalid|>=|NaN/iu);
  });
});
