import type { FastifyReply, FastifyRequest } from "fastify";
import type { HandlerContext, Principal, SignedIn } from "./principal.ts";

/** What was found out about a request before its body was read. */
export type Caller = {
  readonly signedIn: SignedIn;
  readonly principal: Principal;
  readonly idempotencyKey: string | undefined;
};

declare module "fastify" {
  interface FastifyRequest {
    caller: Caller | null;
    rawBody: string;
  }
  interface FastifyContextConfig {
    /** The contract's name of the route; absent for pages, health and documentation. */
    contractKey?: string;
  }
}

/** The handler's context of an admitted request. */
export function buildContext(
  request: FastifyRequest,
  reply: FastifyReply,
  secureCookies: boolean,
): HandlerContext {
  const caller = request.caller;
  if (caller === null) throw new Error("A handler was reached by a request that nobody admitted.");
  const secure = secureCookies || request.protocol === "https";
  return {
    ...caller,
    requestId: request.id,
    ip: request.ip,
    userAgent: (request.headers["user-agent"] ?? "").slice(0, 400),
    rawBody: request.rawBody,
    setCookie: (name, value, options = {}) => {
      const maxAge = options.maxAgeSeconds === undefined ? {} : { maxAge: options.maxAgeSeconds };
      reply.setCookie(name, value, {
        httpOnly: true,
        sameSite: "lax",
        secure,
        path: options.path ?? "/",
        ...maxAge,
      });
    },
    clearCookie: (name, options = {}) => {
      reply.clearCookie(name, { httpOnly: true, sameSite: "lax", secure, path: options.path ?? "/" });
    },
    setHeader: (name, value) => {
      reply.header(name, value);
    },
    setStatus: (status) => {
      reply.code(status);
    },
    raw: { request, reply },
  };
}
