import type { FastifyInstance } from "fastify";
import type { Log } from "../log/index.ts";
import { callerOf } from "./admit.ts";

const slowMs = 1000;

/**
 * One line per answer: quiet for what went well, louder for what did not or took long. The route is written as the
 * contract writes it, because addresses carry ids, codes and tokens.
 */
export function logAnswers(app: FastifyInstance, log: Log): void {
  app.addHook("onResponse", async (request, reply) => {
    const milliseconds = Math.round(reply.elapsedTime);
    const level =
      reply.statusCode >= 500 ? "warn" : reply.statusCode >= 400 || milliseconds > slowMs ? "info" : "debug";
    if (!log.isLevelEnabled(level)) return;
    const { contractKey } = request.routeOptions.config;
    log[level](
      {
        requestId: request.id,
        route: contractKey ?? `${request.method} ${request.routeOptions.url ?? "(no route)"}`,
        status: reply.statusCode,
        milliseconds,
        ...(request.caller === null ? {} : { caller: callerOf(request.caller.principal) }),
      },
      "answered",
    );
  });
}
