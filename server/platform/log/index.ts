import { type DestinationStream, type Logger, pino } from "pino";
import type { Settings } from "../settings.ts";
import { redactFields, redactText } from "./redact.ts";

/**
 * Structured logs: one JSON line per event on standard output.
 *
 * Invariants: secrets (authorization, cookies, passwords, tokens, sign-in codes) and personal data (phone, e-mail,
 * address) are hidden by field name at any depth; mail addresses and phone numbers are also cut out of the texts of
 * errors. Of an error only type, message, code and stack are written: drivers put row values into other fields.
 * Failure: a line that cannot be written is lost, never thrown. Shutdown: standard output is written synchronously.
 */
export type Log = Logger;

export { redactText } from "./redact.ts";

/** A log at the level of the settings. `destination` replaces standard output (tests). */
export function createLog(settings: Pick<Settings, "logLevel">, destination?: DestinationStream): Log {
  const options = {
    level: settings.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: redactFields },
    serializers: { err: describeError, error: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

type ErrorLine = { type: string; message: string; code?: unknown; stack?: string; cause?: ErrorLine };

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? redactText(error) : typeof error;
  return errorLine(error, 0);
}

function errorLine(error: Error, depth: number): ErrorLine {
  const line: ErrorLine = { type: error.name, message: redactText(error.message) };
  if ("code" in error) line.code = error.code;
  if (error.stack !== undefined) line.stack = redactText(error.stack);
  if (error.cause instanceof Error && depth < 3) line.cause = errorLine(error.cause, depth + 1);
  return line;
}
