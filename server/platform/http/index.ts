/**
 * The door of the house: HTTP, contract first.
 *
 * Purpose: serve the routes of `contract/` with plain handlers, and the built pages, health and API documentation.
 * Invariants: no handler runs for a caller whom the route's access does not admit; no input reaches it unparsed; every
 * 4xx and 5xx answer has the documented error body; text of an unexpected error never leaves the house; a browser's
 * write with cookies comes from our own pages.
 * Failure: an unexpected error is logged under the request id and answered with `internal`.
 * Shutdown: `close()` stops accepting, waits for running requests, and cuts the rest after `shutdownSeconds`. Live
 * sockets are closed by whoever opened them, before.
 */
export { createHttp, type Http, type HttpOptions, type HttpSettings, type ServedRoute } from "./http.ts";
export { actorOf } from "./admit.ts";
export type { Check } from "./health.ts";
export type {
  AnswerOf,
  ApiKeyPrincipal,
  Authenticate,
  ContextFor,
  CookieOptions,
  Credentials,
  FileAnswer,
  Handler,
  HandlerContext,
  HandlerInput,
  Handlers,
  Principal,
  PrincipalFor,
  PublicPrincipal,
  ShopperPrincipal,
  SignedIn,
  StaffPrincipal,
} from "./principal.ts";
