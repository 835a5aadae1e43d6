import { type ErrorBody, type ErrorCode, errorCatalogue } from "../../../contract/errors.ts";
import { RefrainError } from "../errors.ts";
import { badInput } from "./bad-fields.ts";

export type Limits = { readonly requestBytes: number; readonly uploadBytes: number };

/** Formats a request body may have; told when another one comes. */
const readableFormats = [
  "application/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "application/sdp",
];

/**
 * The documented error behind whatever was thrown, or nothing when it is a mistake of ours. Fastify's own refusals
 * (body too large, broken JSON, unknown format) are told by their code, and so are PostgreSQL's of a bad value.
 */
export function documentedError(error: unknown, limits: Limits): RefrainError | undefined {
  if (error instanceof RefrainError) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  switch (code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new RefrainError("too_large", undefined, { limitBytes: limits.requestBytes });
    case "FST_REQ_FILE_TOO_LARGE":
      return new RefrainError("too_large", undefined, { limitBytes: limits.uploadBytes });
    case "FST_PARTS_LIMIT":
    case "FST_FILES_LIMIT":
    case "FST_FIELDS_LIMIT":
      return new RefrainError("too_large", "The upload has too many parts.");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
    case "FST_INVALID_MULTIPART_CONTENT_TYPE":
      return new RefrainError("unsupported_format", undefined, { formats: readableFormats });
    case "FST_ERR_BAD_URL":
      return badInput([
        { path: "address", message: "an address whose % signs are followed by two hex digits" },
      ]);
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return badInput([{ path: "body", message: "JSON that can be read" }]);
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return badInput([{ path: "content-length", message: "the length of the body in bytes" }]);
    case "22P02":
    case "22021":
    case "22P05":
    case "22003":
    case "22007":
    case "22008":
      // PostgreSQL could not read a value as what it should be: an id, a moment, text without null characters.
      return badInput([
        { path: "request", message: "ids as an earlier answer gave them, and text without null characters" },
      ]);
    default:
      return isRefusal(code, statusCode)
        ? badInput([{ path: "request", message: "a well-formed request" }])
        : undefined;
  }
}

function isRefusal(code: string | undefined, statusCode: number | undefined): boolean {
  return (
    code?.startsWith("FST_") === true && statusCode !== undefined && statusCode >= 400 && statusCode < 500
  );
}

/** What sockets and PostgreSQL say when the other end is away, starting, stopping or full. */
const outOfReachCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

/** A part we need is out of reach for now: the caller may try again, which a mistake of ours would not reward. */
export function isOutOfReach(error: unknown): boolean {
  const { code, syscall } = error as { code?: string; syscall?: string };
  if (code === "ENOENT") return syscall === "connect";
  return code !== undefined && outOfReachCodes.has(code);
}

/** The body of an error answer. `details` is left out where there are none. */
export function errorBody(error: RefrainError, requestId: string): ErrorBody {
  const { code, message, details } = error;
  return { error: { code, message, ...(details === undefined ? {} : { details }), requestId } };
}

export function bodyOf(code: ErrorCode, requestId: string): ErrorBody {
  return { error: { code, message: errorCatalogue[code].meaning, requestId } };
}
