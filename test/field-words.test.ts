import { expect, test } from "vitest";
import { z } from "zod";
import { RefrainError } from "../server/platform/errors.ts";
import { parseInput } from "../server/platform/http/bad-fields.ts";
import { readComplaint } from "../web/console/fields/complaint.ts";
import { Currency } from "../contract/values.ts";

/** What the server says of a value that does not fit. */
function complaintOf(schema: z.ZodType, value: unknown): string {
  try {
    parseInput("body", z.object({ field: schema }), { field: value });
  } catch (error) {
    if (error instanceof RefrainError) return (error.details as { message: string }[])[0]!.message;
  }
  throw new Error("The value fits.");
}

const cases: readonly (readonly [
  key: string,
  what: string | undefined,
  schema: z.ZodType,
  value: unknown,
])[] = [
  ["filled", undefined, z.string(), undefined],
  ["filled", undefined, z.string().min(1), ""],
  ["atLeastSigns", "10", z.string().min(10), "short"],
  ["atMostSigns", "3", z.string().max(3), "long text"],
  ["oneEntry", undefined, z.array(z.string()).min(1), []],
  ["atMostEntries", "1", z.array(z.string()).max(1), ["a", "b"]],
  ["atLeast", "0", z.int().min(0), -1],
  ["atMost", "4", z.number().max(4), 5],
  ["moreThan", "0", z.number().positive(), 0],
  ["multipleOf", "5", z.number().multipleOf(5), 7],
  ["oneOf", "value, sales", z.enum(["value", "sales"]), "gift"],
  ["wholeNumber", undefined, z.int(), 1.5],
  ["number", undefined, z.number(), "many"],
  ["text", undefined, z.string(), 7],
  ["email", undefined, z.email(), "nobody"],
  ["url", undefined, z.url(), "nowhere"],
  ["moment", undefined, z.iso.datetime({ offset: true }), "soon"],
  ["day", undefined, z.iso.date(), "soon"],
  ["currency", undefined, Currency, "yuan"],
];

test.each(cases)("the console has its own words for %s %s", (key, what, schema, value) => {
  const found = readComplaint(complaintOf(schema, value));
  expect(found).toEqual({ key, values: what === undefined ? {} : { what } });
});

test("words that were not foreseen are left to be shown as they are", () => {
  expect(readComplaint("“最” may not stand in advertising")).toBeUndefined();
});
