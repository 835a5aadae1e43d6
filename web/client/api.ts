import type { z } from "zod";
import type { ErrorBody, ErrorCode } from "../../contract/errors.ts";
import type { Route, Routes } from "../../contract/route.ts";
import type { AllRoutes } from "../../contract/routes.ts";

/** `offline`: no answer came at all. `cancelled`: the caller gave up. All others are the server's. */
export type ApiErrorCode = ErrorCode | "offline" | "cancelled";

/** The one error a call throws. Screens translate `code`; `message` is English, for logs and as a last resort. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly details: unknown;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ApiErrorCode, message: string, about: ErrorContext = {}) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = about.status ?? 0;
    this.details = about.details;
    this.requestId = about.requestId;
    this.retryAfterSeconds = about.retryAfterSeconds;
  }

  /** What is wrong with one field of a form, as `invalid_input` tells it. */
  fieldMessage(path: string): string | undefined {
    if (!Array.isArray(this.details)) return undefined;
    return (this.details as { path?: unknown; message?: string }[]).find((field) => field.path === path)
      ?.message;
  }
}

type ErrorContext = {
  readonly status?: number;
  readonly details?: unknown;
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
};

/** What arrives: instants are text once they have crossed the wire. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

type Schema<R extends Route, Part extends "params" | "query" | "body"> = R[Part] extends z.ZodType
  ? R[Part]
  : never;

/** A part may be left out when the route has none, or when everything in it may be left out. */
type Part<R extends Route, P extends "params" | "query" | "body"> = [Schema<R, P>] extends [never]
  ? { readonly [K in P]?: never }
  : object extends z.input<Schema<R, P>>
    ? { readonly [K in P]?: z.input<Schema<R, P>> }
    : { readonly [K in P]: z.input<Schema<R, P>> };

type Body<R extends Route> = R["carries"] extends "multipart"
  ? { readonly body: FormData }
  : R["carries"] extends "sdp"
    ? { readonly body?: string }
    : Part<R, "body">;

type Options<R extends Route> = {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
} & (R["idempotent"] extends true
  ? { readonly idempotencyKey: string }
  : { readonly idempotencyKey?: string });

/** What a call of the route takes. */
export type CallOf<R extends Route> = Part<R, "params"> & Part<R, "query"> & Body<R> & Options<R>;

/** What a call of the route gives: files as Blob, pages and session descriptions as text. */
export type ResultOf<R extends Route> = R["carries"] extends "file"
  ? Blob
  : R["carries"] extends "html" | "sdp"
    ? string
    : R["response"] extends z.ZodType
      ? Wire<z.output<R["response"]>>
      : undefined;

type RouteAt<All extends Routes, K extends keyof All> = All[K] extends Route ? All[K] : never;
type Arguments<Call> = object extends Call ? [call?: Call] : [call: Call];

export type Api<All extends Routes = AllRoutes> = {
  /** Calls a route by its name in the contract. Throws ApiError, nothing else. */
  readonly call: <K extends keyof All & string>(
    route: K,
    ...call: Arguments<CallOf<RouteAt<All, K>>>
  ) => Promise<ResultOf<RouteAt<All, K>>>;
};

type AnyCall = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

export type ApiOptions = {
  /** Where the server is; without it, the page's own address. */
  readonly baseUrl?: string;
  readonly fetch?: typeof fetch;
  /** Sent with every call, such as the Authorization of an API key. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Typed calls of the contract's routes. Types come from the contract; nothing of it is loaded at run time. */
export function createApi<All extends Routes = AllRoutes>(options: ApiOptions = {}): Api<All> {
  const send = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));
  async function callRoute(route: string, call: AnyCall = {}): Promise<unknown> {
    const [method, path] = route.split(" ", 2) as [string, string];
    const address = `${options.baseUrl ?? ""}${fillPath(path, call.params ?? {})}${writeQuery(call.query ?? {})}`;
    return readAnswer(await reach(() => send(address, writeRequest(method, call, options.headers))));
  }
  return { call: callRoute as Api<All>["call"] };
}

function fillPath(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(String(params[name])));
}

function writeQuery(query: Readonly<Record<string, unknown>>): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one !== undefined && one !== null) words.append(name, writeValue(one));
    }
  }
  return words.size === 0 ? "" : `?${words.toString()}`;
}

function writeValue(value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return String(value);
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}

function writeRequest(
  method: string,
  call: AnyCall,
  common: Readonly<Record<string, string>> = {},
): RequestInit {
  const headers: Record<string, string> = { accept: "application/json", ...common };
  if (call.idempotencyKey !== undefined) headers["idempotency-key"] = call.idempotencyKey;
  let body: FormData | string | null = null;
  if (call.body instanceof FormData) {
    body = call.body;
  } else if (typeof call.body === "string") {
    headers["content-type"] = "application/sdp";
    body = call.body;
  } else if (call.body !== undefined) {
    headers["content-type"] = "application/json";
    body = JSON.stringify(call.body);
  }
  Object.assign(headers, call.headers);
  return {
    method,
    headers,
    body,
    credentials: "same-origin",
    ...(call.signal ? { signal: call.signal } : {}),
  };
}

/** Whatever keeps an answer from coming or from being read to its end is one of two codes. */
async function reach<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "AbortError") throw new ApiError("cancelled", "The call was cancelled.");
    if (name === "SyntaxError") throw new ApiError("internal", "The server's answer could not be read.");
    throw new ApiError("offline", "The server did not answer.");
  }
}

async function readAnswer(response: Response): Promise<unknown> {
  if (!response.ok) throw await readError(response);
  if (response.status === 204) return undefined;
  const type = response.headers.get("content-type") ?? "";
  if (response.headers.has("content-disposition")) return reach(async () => response.blob());
  if (type.startsWith("application/json")) return reach(async () => response.json() as Promise<unknown>);
  const isText = type === "" || type.startsWith("text/html") || type.startsWith("application/sdp");
  return reach<unknown>(async () => (isText ? response.text() : response.blob()));
}

/** A proxy in between may answer without our error body. */
async function readError(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => undefined)) as Partial<ErrorBody> | undefined;
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  const about = {
    status: response.status,
    details: body?.error?.details,
    requestId: body?.error?.requestId ?? response.headers.get("x-request-id") ?? undefined,
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined,
  };
  if (body?.error !== undefined) return new ApiError(body.error.code, body.error.message, about);
  const code = response.status >= 502 && response.status <= 504 ? "unavailable" : "internal";
  return new ApiError(code, `The server answered ${response.status}.`, about);
}
