import type { ErrorBody } from "../../../contract/errors.ts";
import type { ApiErrorCode } from "../../client/api.ts";
import zh from "./text.zh-CN.ts";

/** What a screen needs to know of anything that was thrown at it. */
export type Failure = { readonly code: ApiErrorCode; readonly requestId?: string | undefined };

/**
 * Reads a failure from whatever was thrown: an error that carries `code` (and `requestId`), the body of a 4xx or 5xx
 * answer, a `fetch` that found no network (`offline`), or a mistake of ours (`internal`).
 */
export function readFailure(thrown: unknown): Failure {
  const body = isBody(thrown) ? thrown.error : thrown;
  if (isCoded(body)) return { code: body.code, requestId: body.requestId };
  return { code: thrown instanceof TypeError && looksLikeNetwork(thrown) ? "offline" : "internal" };
}

function isBody(thrown: unknown): thrown is ErrorBody {
  return typeof thrown === "object" && thrown !== null && "error" in thrown;
}

function isCoded(thrown: unknown): thrown is Failure {
  if (typeof thrown !== "object" || thrown === null || !("code" in thrown)) return false;
  return typeof thrown.code === "string" && Object.hasOwn(zh, thrown.code);
}

/** Chrome "Failed to fetch", Firefox "NetworkError …", Safari "Load failed". */
function looksLikeNetwork(error: TypeError): boolean {
  return /fetch|network|load failed/iu.test(error.message);
}
