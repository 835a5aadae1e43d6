import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { constants } from "node:zlib";
import { errorCatalogue } from "../../../contract/errors.ts";
import type { Routes } from "../../../contract/route.ts";
import type { Clock } from "../clock/index.ts";
import { newId } from "../ids/index.ts";
import type { Log } from "../log/index.ts";
import type { Settings } from "../settings.ts";
import { serveApiDocs } from "./api-docs.ts";
import { readBodies } from "./bodies.ts";
import { closeWithin, trackSockets } from "./close.ts";
import { bodyOf, documentedError, errorBody, isOutOfReach } from "./error-answer.ts";
import { type Check, serveHealth } from "./health.ts";
import { createLimits } from "./limits.ts";
import { checkOrigin } from "./origin.ts";
import { servePages } from "./pages.ts";
import type { Authenticate, Handlers } from "./principal.ts";
import { logAnswers } from "./request-log.ts";
import { permissionsPolicy, sameHeadersForAll, securityHeaders } from "./security-headers.ts";
import { serveRoutes, type ServeOptions } from "./serve-routes.ts";

export type HttpSettings = Pick<
  Settings,
  | "mode"
  | "port"
  | "host"
  | "publicUrl"
  | "trustProxy"
  | "pagesDir"
  | "demo"
  | "requestLimitKb"
  | "uploadLimitMb"
  | "rateLimits"
  | "addressPerMinute"
  | "shutdownSeconds"
>;

export type HttpOptions = {
  readonly settings: HttpSettings;
  readonly log: Log;
  readonly clock: Clock;
  readonly authenticate: Authenticate;
  /** The API's description, served at `/api/openapi.json` and read at `/api/docs/`. Asked for once. */
  readonly openApi?: () => unknown;
};

export type ServedRoute = {
  /** As the contract writes it: `GET /api/v1/orders/{id}`. */
  readonly key: string;
  /** False for pages, health and documentation. */
  readonly inContract: boolean;
};

export type Http = {
  /** For the live socket (`app.server`) and for tests (`app.inject`). */
  readonly app: FastifyInstance;
  /** Serves routes of the contract. Before `listen`. */
  serve<R extends Routes>(routes: R, handlers: Handlers<R>): void;
  /** Adds a named part to `/readyz`. */
  readonly addCheck: (name: string, check: Check) => void;
  /** Every served route, in the order of serving. */
  listServedRoutes(): readonly ServedRoute[];
  /** Opens the port of the settings; resolves to the port taken. */
  listen(): Promise<number>;
  /** Refuses new requests, lets running ones finish, and cuts what still runs after `shutdownSeconds`. */
  close(): Promise<void>;
};

export async function createHttp(options: HttpOptions): Promise<Http> {
  const { settings, log, clock } = options;
  const limits = {
    requestBytes: settings.requestLimitKb * 1024,
    uploadBytes: settings.uploadLimitMb * 1_048_576,
  };
  const app: FastifyInstance = Fastify<Server>({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // Tokens of tracked links stand in the path.
    routerOptions: { maxParamLength: 500 },
    bodyLimit: limits.requestBytes,
    // Long enough for a large file over a slow line, short enough that nobody holds a connection for ever.
    requestTimeout: 1_200_000,
    trustProxy: trustedProxies(settings.trustProxy),
    forceCloseConnections: "idle",
    genReqId: () => newId(clock.now()),
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: (_error, socket) => {
      if (socket.writable) socket.end(malformedAnswer());
    },
  });

  const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const documented = documentedError(error, limits);
    if (documented !== undefined)
      return reply.code(documented.status).send(errorBody(documented, request.id));
    log.error({ requestId: request.id, route: request.routeOptions?.url, err: error }, "a request failed");
    const code = isOutOfReach(error) ? "unavailable" : "internal";
    if (code === "unavailable") reply.header("retry-after", 2);
    return reply.code(errorCatalogue[code].status).send(bodyOf(code, request.id));
  };
  app.setErrorHandler(answerError);

  const served: ServedRoute[] = [];
  app.addHook("onRoute", ({ method, url, config }) => {
    if (method === "HEAD") return;
    const key = `${String(method)} ${url.replaceAll(/:(\w+)/gu, "{$1}")}`;
    served.push({ key, inContract: config?.contractKey !== undefined });
  });
  app.decorateRequest("caller", null);
  app.decorateRequest("rawBody", "");
  await registerPlugins(app, settings, limits.uploadBytes);
  readBodies(app);
  logAnswers(app, log);
  const cutSockets = trackSockets(app);

  const rates = createLimits(app, settings.rateLimits);
  const limitAddress = rates.perAddress(settings.addressPerMinute);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id).header("permissions-policy", permissionsPolicy);
    await limitAddress(request, reply, { kind: "public" });
    checkOrigin(
      { method: request.method, host: request.headers.host, headers: request.headers },
      settings.publicUrl,
    );
  });

  const health = serveHealth(app, log);
  if (options.openApi !== undefined) serveApiDocs(app, options.openApi);
  const pages = await servePages(app, settings.pagesDir);
  app.setNotFoundHandler((request, reply) => {
    if (!pages.answer(request, reply)) void reply.code(404).send(bodyOf("not_found", request.id));
  });

  const serveOptions: ServeOptions = {
    authenticate: options.authenticate,
    demo: settings.demo,
    secureCookies: settings.publicUrl.startsWith("https:"),
    checkAnswers: settings.mode !== "production",
    limitCalls: rates.perCaller,
    uploadBytes: limits.uploadBytes,
  };
  return {
    app,
    serve: (routes, handlers) => serveRoutes(app, routes, handlers, serveOptions),
    addCheck: (name, check) => health.addCheck(name, check),
    listServedRoutes: () => [...served],
    listen: async () => {
      await app.listen({ host: settings.host, port: settings.port });
      return (app.server.address() as AddressInfo).port;
    },
    close: async () => {
      health.drain();
      await closeWithin(app, settings.shutdownSeconds * 1000, cutSockets, log);
    },
  };
}

async function registerPlugins(
  app: FastifyInstance,
  settings: HttpSettings,
  uploadBytes: number,
): Promise<void> {
  await app.register(helmet, { ...securityHeaders(settings.publicUrl), global: false });
  app.addHook("onRequest", sameHeadersForAll());
  await app.register(compress, {
    globalDecompression: false,
    threshold: 1024,
    encodings: ["br", "gzip"],
    // The default quality of Brotli is meant for files packed once, and takes a hundred times longer.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: uploadBytes, files: 10, fields: 50, fieldSize: 65_536, parts: 60 },
  });
  await app.register(rateLimit, { global: false, cache: 50_000 });
}

/** A number is how many proxies stand before us. */
function trustedProxies(
  setting: HttpSettings["trustProxy"],
): boolean | string[] | ((address: string, hop: number) => boolean) {
  return typeof setting === "number" ? (_address, hop) => hop < setting : setting;
}

/** The answer to bytes that are not HTTP at all; there is no request to name. */
function malformedAnswer(): string {
  const body = JSON.stringify({
    error: { code: "invalid_input", message: "The request is not well-formed HTTP." },
  });
  return `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
}
