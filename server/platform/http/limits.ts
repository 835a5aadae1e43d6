import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { RefrainError } from "../errors.ts";
import { callerOf } from "./admit.ts";
import type { Principal } from "./principal.ts";

/** Counts a call; throws `too_many_requests` with Retry-After when the minute is used up. */
export type RateLimit = (request: FastifyRequest, reply: FastifyReply, principal: Principal) => Promise<void>;

const noLimit: RateLimit = async () => {};

/**
 * Two limits. One per network address over all routes, before anything costs; wide, for a whole office or a mobile
 * network may share one. One per route and caller: the signed-in person or key, otherwise the address.
 */
export function createLimits(app: FastifyInstance, enabled: boolean) {
  return {
    perAddress: (max: number): RateLimit => (enabled ? limitBy(app, max, (request) => request.ip) : noLimit),
    perCaller: (max: number): RateLimit => {
      if (!enabled) return noLimit;
      return limitBy(app, max, (request, principal) => callerOf(principal) || request.ip);
    },
  };
}

function limitBy(
  app: FastifyInstance,
  max: number,
  nameCaller: (request: FastifyRequest, principal: Principal) => string,
): RateLimit {
  const callers = new WeakMap<FastifyRequest, string>();
  const count = app.createRateLimit({
    max,
    timeWindow: 60_000,
    keyGenerator: (request) => callers.get(request) ?? request.ip,
  });
  return async (request, reply, principal) => {
    callers.set(request, nameCaller(request, principal));
    const result = await count(request);
    if (result.isAllowed || !result.isExceeded) return;
    const seconds = Math.max(1, result.ttlInSeconds);
    reply.header("retry-after", seconds);
    throw new RefrainError("too_many_requests", undefined, { retryAfterSeconds: seconds });
  };
}
