import { type ErrorCode, errorCatalogue } from "../../contract/errors.ts";

/**
 * The one error that crosses a chapter's border. Anything else that is thrown is a mistake of ours and
 * reaches the client as `internal` without its text.
 */
export class RefrainError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: unknown;

  constructor(code: ErrorCode, message?: string, details?: unknown) {
    super(message ?? errorCatalogue[code].meaning);
    this.name = "RefrainError";
    this.code = code;
    this.status = errorCatalogue[code].status;
    this.details = details;
  }
}

/** A bad field: `path` as the client wrote it (`lines.0.quantity`), `message` with what would be right. */
export type BadField = { readonly path: string; readonly message: string };

export function invalidInput(path: string, message: string): RefrainError {
  const fields: BadField[] = [{ path, message }];
  return new RefrainError("invalid_input", `${path}: ${message}`, fields);
}

export function notFound(what: string, id: string): RefrainError {
  return new RefrainError("not_found", `There is no ${what} ${id} in this shop.`, { what, id });
}
