import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import type { Route, RouteKey, Routes } from "../../../contract/route.ts";
import { RefrainError } from "../errors.ts";
import { admit } from "./admit.ts";
import { parseInput } from "./bad-fields.ts";
import { answerProblems } from "./check-answer.ts";
import { buildContext } from "./context.ts";
import { readIdempotencyKey } from "./idempotency-key.ts";
import type { RateLimit } from "./limits.ts";
import type { Authenticate, FileAnswer, HandlerContext, Handlers, SignedIn } from "./principal.ts";

export type ServeOptions = {
  readonly authenticate: Authenticate;
  readonly demo: boolean;
  readonly secureCookies: boolean;
  readonly checkAnswers: boolean;
  readonly limitCalls: (perMinute: number) => RateLimit;
  readonly uploadBytes: number;
};

/** Any handler, once the types have done their work. */
type AnyHandler = (input: unknown, context: HandlerContext) => Promise<unknown>;

const defaultPerMinute = 600;

/** Puts contract routes and their handlers onto the server. */
export function serveRoutes<R extends Routes>(
  app: FastifyInstance,
  routes: R,
  handlers: Handlers<R>,
  options: ServeOptions,
): void {
  for (const [key, route] of Object.entries<Route>(routes)) {
    const handler = (handlers as Record<string, unknown>)[key];
    if (typeof handler !== "function") throw new Error(`Route ${key} has no handler.`);
    serveRoute(app, key as RouteKey, route, handler as AnyHandler, options);
  }
}

function serveRoute(
  app: FastifyInstance,
  key: RouteKey,
  route: Route,
  handler: AnyHandler,
  options: ServeOptions,
): void {
  const [method, path] = key.split(" ", 2) as [string, string];
  const limit = options.limitCalls(route.ratePerMinute ?? defaultPerMinute);
  app.route({
    method,
    url: path.replaceAll(/\{(\w+)\}/gu, ":$1"),
    config: { contractKey: key },
    ...(route.carries === "multipart" ? { bodyLimit: options.uploadBytes } : {}),
    // Before the body is read: strangers upload nothing.
    onRequest: async (request, reply) => {
      const signedIn = await whoCalls(request, options.authenticate);
      const principal = admit(route.access, signedIn, options.demo);
      await limit(request, reply, principal);
      request.caller = { signedIn, principal, idempotencyKey: readIdempotencyKey(route, request.headers) };
    },
    handler: handle(key, route, handler, options),
  });
}

async function whoCalls(request: FastifyRequest, authenticate: Authenticate): Promise<SignedIn> {
  const { authorization, cookie } = request.headers;
  if (authorization === undefined && cookie === undefined) return {};
  return authenticate({
    cookies: request.cookies,
    ...(authorization === undefined ? {} : { authorization }),
  });
}

function handle(key: RouteKey, route: Route, handler: AnyHandler, options: ServeOptions): RouteHandlerMethod {
  return async (request, reply) => {
    const input = readInput(route, request);
    const context = buildContext(request, reply, options.secureCookies);
    if (reply.getHeader("cache-control") === undefined) reply.header("cache-control", "no-store");
    const answer = await handler(input, context);
    // The handler has written the answer itself (a stream).
    if (answer === reply || reply.sent || reply.raw.headersSent) return reply;
    if (options.checkAnswers && route.carries === undefined) checkAnswer(key, route, answer);
    return sendAnswer(route, answer, reply);
  };
}

function readInput(
  route: Route,
  request: FastifyRequest,
): { params: unknown; query: unknown; body: unknown } {
  return {
    params: route.params && parseInput("params", route.params, request.params),
    query: route.query && parseInput("query", route.query, request.query),
    body: readBody(route, request),
  };
}

function readBody(route: Route, request: FastifyRequest): unknown {
  if (route.carries === "multipart") {
    if (!request.isMultipart()) throw unsupported("multipart/form-data");
    return undefined;
  }
  if (request.isMultipart()) throw unsupported("application/json");
  if (route.carries === "sdp") {
    if (request.body !== undefined && typeof request.body !== "string") throw unsupported("application/sdp");
    return request.body ?? "";
  }
  if (typeof request.body === "string") throw unsupported("application/json");
  return route.body && parseInput("body", route.body, request.body ?? undefined);
}

function unsupported(format: string): RefrainError {
  return new RefrainError("unsupported_format", undefined, { formats: [format] });
}

function checkAnswer(key: RouteKey, route: Route, answer: unknown): void {
  const problems = route.response ? answerProblems(route.response, answer) : [];
  if (problems.length > 0)
    throw new Error(`The answer of ${key} breaks the contract: ${problems.join("; ")}`);
}

function sendAnswer(route: Route, answer: unknown, reply: FastifyReply): FastifyReply {
  if (route.carries === "file") return sendFile(answer as FileAnswer, reply);
  if (route.carries === "html") return reply.type("text/html; charset=utf-8").send(answer);
  if (route.carries === "sdp" && answer !== undefined) return reply.type("application/sdp").send(answer);
  if (answer === undefined)
    return reply.code(reply.statusCode === 200 && !route.carries ? 204 : reply.statusCode).send();
  return reply.type("application/json; charset=utf-8").send(JSON.stringify(answer));
}

function sendFile(file: FileAnswer, reply: FastifyReply): FastifyReply {
  if (file.fileName !== undefined) {
    const plain = file.fileName.replaceAll(/[^\w.-]/gu, "_");
    const full = encodeURIComponent(file.fileName);
    reply.header("content-disposition", `attachment; filename="${plain}"; filename*=UTF-8''${full}`);
  }
  if (file.cacheSeconds !== undefined) reply.header("cache-control", `public, max-age=${file.cacheSeconds}`);
  return reply.type(file.contentType).send(file.content);
}
