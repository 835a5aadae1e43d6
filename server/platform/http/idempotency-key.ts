import type { Route } from "../../../contract/route.ts";
import { invalidInput, RefrainError } from "../errors.ts";

/** 8–128 printable characters of ASCII. */
const usable = /^[\x21-\x7e]{8,128}$/u;

/** The Idempotency-Key of a request: demanded where the contract says so, checked wherever it comes. */
export function readIdempotencyKey(
  route: Pick<Route, "idempotent">,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): string | undefined {
  const key = headers["idempotency-key"];
  if (key === undefined || key === "") {
    if (route.idempotent === true) throw new RefrainError("idempotency_key_missing");
    return undefined;
  }
  if (typeof key !== "string" || !usable.test(key)) {
    throw invalidInput("Idempotency-Key", "8 to 128 printable characters without spaces");
  }
  return key;
}
