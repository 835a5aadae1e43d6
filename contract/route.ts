import type { z } from "zod";
import type { ErrorCode } from "./errors.ts";
import type { StaffRight } from "./rights.ts";

/**
 * Who may call a route. The server checks it before the handler runs; a route without an access does not exist.
 * - `public`: anybody, no session (sign-in, health, shop front by slug).
 * - `shopper`: any shopper session of this shop, guest or member.
 * - `member`: a shopper who has joined (has at least one verified identity).
 * - `{ right }`: staff whose role has the right, or an API key with that scope.
 * - `demo`: only while the server runs with the demo switched on.
 */
export type Access = "public" | "shopper" | "member" | "demo" | { readonly right: StaffRight };

/** One HTTP route of the contract: what crosses the wire, and nothing about how it is done. */
export type Route = {
  readonly summary: string;
  readonly access: Access;
  /** Path parameters, e.g. `z.object({ id: z.uuid() })`. */
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The JSON answer. Leave out for `204 No Content`. */
  readonly response?: z.ZodType;
  /** A body or answer that is not JSON: `multipart` uploads, `file` downloads, `sdp` for WHIP/WHEP. */
  readonly carries?: "multipart" | "file" | "sdp" | "html";
  /** True when the write needs an Idempotency-Key header, so that a retry never does it twice. */
  readonly idempotent?: boolean;
  /** Codes beyond the general ones (invalid_input, not_signed_in, not_allowed, too_many_requests, internal). */
  readonly errors?: readonly ErrorCode[];
  /** Requests per minute and caller; default 600. */
  readonly ratePerMinute?: number;
};

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Routes are named by what goes over the wire: `"POST /api/v1/orders"`. Parameters are written `{id}`. */
export type RouteKey = `${Method} /${string}`;
export type Routes = Readonly<Record<RouteKey, Route>>;

/** What a handler returns and a client receives. */
export type ResponseOf<R extends Route> = R["response"] extends z.ZodType ? z.output<R["response"]> : void;
type PartIn<R extends Route, K extends "params" | "query" | "body"> = R[K] extends z.ZodType
  ? { readonly [P in K]: z.input<R[K]> }
  : { readonly [P in K]?: undefined };
type PartOut<R extends Route, K extends "params" | "query" | "body"> = R[K] extends z.ZodType
  ? z.output<R[K]>
  : undefined;

/** What a client passes to call the route. */
export type RequestOf<R extends Route> = PartIn<R, "params"> & PartIn<R, "query"> & PartIn<R, "body">;

/** What a handler receives: parsed, with defaults filled in. */
export type InputOf<R extends Route> = {
  readonly params: PartOut<R, "params">;
  readonly query: PartOut<R, "query">;
  readonly body: PartOut<R, "body">;
};
