import { type CustomTypesConfig, types } from "pg";

/** pg's own parsers; @types/pg counts only some of the types they know. */
const usual = types as unknown as {
  getTypeParser(oid: number, format?: "text" | "binary"): (value: string) => unknown;
};

/**
 * How PostgreSQL values arrive in JavaScript. Kept per pool, so that no other user of `pg` in the process is
 * changed by it.
 *
 * - `bigint` (also `count(*)`) → number; a value beyond ±(2^53 − 1) throws instead of losing digits
 * - `numeric` → text: it is exact and has no JavaScript type. `sum(bigint)` is numeric: write `sum(x)::bigint`
 * - `timestamptz` → Date; `json`, `jsonb` → parsed
 * - `date`, `timestamp` without zone → text as PostgreSQL writes it: a Date would invent a zone
 */
export const valueParsers: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : ownParsers.get(oid)) ?? usual.getTypeParser(oid, format),
};

/** @throws RangeError when the integer cannot be held exactly. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`The bigint ${text} does not fit a number exactly. Select it as text.`);
  }
  return value;
}

const asText = (text: string): string => text;

function arrayOf(parse: (text: string) => unknown): (text: string) => unknown {
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    return typeof value === "string" ? parse(value) : null;
  };
  return (text) => convert(parseTextArray(text));
}

const textArrayOid = 1009;
const parseTextArray = usual.getTypeParser(textArrayOid, "text") as (text: string) => unknown[];

const ownParsers = new Map<number, (text: string) => unknown>([
  [20, parseInt8],
  [1016, arrayOf(parseInt8)],
  [1082, asText],
  [1182, arrayOf(asText)],
  [1114, asText],
  [1115, arrayOf(asText)],
  [1231, arrayOf(asText)],
]);
