import type { z } from "zod";
import { type BadField, RefrainError } from "../errors.ts";

type RawIssue = z.core.$ZodRawIssue;

const typeWords: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  bigint: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  map: "an object",
  date: "a date",
  null: "null",
  undefined: "nothing: leave it out",
  never: "nothing: leave it out",
  file: "a file",
};

const formatWords: Record<string, string> = {
  email: "an e-mail address, such as li.na@example.com",
  uuid: "an id as the API gave it",
  guid: "an id as the API gave it",
  url: "a web address, such as https://example.com/page",
  datetime: "a time with its offset, such as 2026-05-20T20:00:00+08:00",
  date: "a day, such as 2026-05-20",
  time: "a time of day, such as 20:00",
  duration: "a span of time, such as PT15M",
  base64: "Base64 text",
  base64url: "Base64 text with - and _",
  json_string: "JSON text",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  e164: "a phone number with country code, such as +8613800138000",
};

const unitWords: Record<string, readonly [one: string, many: string]> = {
  string: ["character", "characters"],
  array: ["entry", "entries"],
  set: ["entry", "entries"],
  map: ["entry", "entries"],
};

/**
 * What would be right, in plain words. Given to the parser, so that words written into the contract go before these.
 */
export function plainWords(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return describeType(issue);
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${boundary(issue.origin, issue.minimum)}`;
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${boundary(issue.origin, issue.maximum)}`;
    case "invalid_format":
      return describeFormat(issue);
    case "invalid_value":
      return oneOf(issue.values);
    case "not_multiple_of":
      return `a multiple of ${String(issue.divisor)}`;
    case "unrecognized_keys":
      return "not a known field: leave it out";
    case "invalid_key":
      return "an object whose names are as documented";
    default:
      return "a value as documented";
  }
}

function describeType(issue: Extract<RawIssue, { code: "invalid_type" }>): string {
  const wanted = wantsWhole(issue) ? "int" : issue.expected;
  const words = typeWords[wanted] ?? "a value as documented";
  return issue.input === undefined ? `missing: ${words}` : words;
}

/** The parser says "number" of a text where the contract says whole number. */
function wantsWhole({ inst }: RawIssue): boolean {
  return inst !== undefined && "format" in inst._zod.def && String(inst._zod.def.format).includes("int");
}

function describeFormat(issue: Extract<RawIssue, { code: "invalid_format" }>): string {
  if (issue.format === "starts_with") return `a text that begins with ${String(issue["prefix"])}`;
  if (issue.format === "ends_with") return `a text that ends with ${String(issue["suffix"])}`;
  if (issue.format === "includes") return `a text that contains ${String(issue["includes"])}`;
  return formatWords[issue.format] ?? "a text in the documented form";
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map(String);
  return words.length === 1 ? words[0]! : `one of: ${words.join(", ")}`;
}

function boundary(origin: string, limit: unknown): string {
  const unit = unitWords[origin];
  if (origin === "date") return new Date(Number(limit)).toISOString();
  return unit === undefined ? String(limit) : `${String(limit)} ${Number(limit) === 1 ? unit[0] : unit[1]}`;
}

/** Parses a part of the request; throws `invalid_input` that names every bad field. */
export function parseInput<S extends z.ZodType>(part: string, schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value, { error: plainWords });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue) => badFields(issue, [], part));
  throw badInput(fields);
}

export function badInput(fields: readonly BadField[]): RefrainError {
  const first = fields[0]!;
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more)` : "";
  return new RefrainError("invalid_input", `${first.path}: ${first.message}${more}`, fields);
}

type Issue = z.core.$ZodIssue;

function badFields(issue: Issue, outer: readonly PropertyKey[], part: string): BadField[] {
  const path = [...outer, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: written([...path, key], part), message: issue.message }));
  }
  if (issue.code === "invalid_union") return unionFields(issue, path, part);
  if (issue.code === "invalid_element") return issue.issues.flatMap((inner) => badFields(inner, path, part));
  return [{ path: written(path, part), message: issue.message }];
}

/** Of several forms the client most likely meant the one with the fewest mistakes. */
function unionFields(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: readonly PropertyKey[],
  part: string,
): BadField[] {
  const attempts = issue.errors.map((issues) => issues.flatMap((inner) => badFields(inner, path, part)));
  const own = written(path, part);
  const deeper = attempts.filter((fields) => fields.some((field) => field.path !== own));
  if (deeper.length > 0)
    return deeper.reduce((best, fields) => (fields.length < best.length ? fields : best));
  const words = [...new Set(attempts.flat().map((field) => field.message))];
  return [{ path: own, message: words.length === 0 ? issue.message : words.join(", or ") }];
}

function written(path: readonly PropertyKey[], part: string): string {
  return path.length === 0 ? part : path.map(String).join(".");
}
