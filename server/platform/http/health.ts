import type { FastifyInstance } from "fastify";
import { RefrainError } from "../errors.ts";
import type { Log } from "../log/index.ts";

/** Resolves when the part works; rejects, or takes longer than 2 s, when it does not. */
export type Check = () => Promise<unknown>;

type CheckResult = "ok" | "failed" | "no answer";

class NoAnswer extends Error {}

const checkTimeoutMs = 2000;

export type Health = {
  /** Names are shown to whoever asks, errors only in the log. */
  addCheck(name: string, check: Check): void;
  /** From now on `/readyz` says no, so that a balancer sends nobody. */
  drain(): void;
};

/** `/healthz`: the process lives. `/readyz`: every part it needs works; 503 names the parts that do not. */
export function serveHealth(app: FastifyInstance, log: Log): Health {
  const checks = new Map<string, Check>();
  let draining = false;

  app.get("/healthz", { config: { contractKey: "GET /healthz" } }, async () => ({ ok: true }));
  app.get("/readyz", { config: { contractKey: "GET /readyz" } }, async () => {
    const names = [...checks.keys()];
    const results = await Promise.all([...checks].map(([name, check]) => runCheck(name, check, log)));
    const report = Object.fromEntries(results.map((result, index) => [names[index]!, result]));
    if (draining)
      throw new RefrainError("unavailable", "The server is stopping.", {
        failed: ["server"],
        checks: report,
      });
    const failed = names.filter((name) => report[name] !== "ok");
    if (failed.length > 0) throw new RefrainError("unavailable", undefined, { failed, checks: report });
    return { ok: true, checks: report };
  });

  return {
    addCheck: (name, check) => {
      checks.set(name, check);
    },
    drain: () => {
      draining = true;
    },
  };
}

async function runCheck(name: string, check: Check, log: Log): Promise<CheckResult> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timeout.reject(new NoAnswer(`no answer within ${checkTimeoutMs} ms`)),
    checkTimeoutMs,
  );
  try {
    await Promise.race([check(), timeout.promise]);
    return "ok";
  } catch (error) {
    log.warn({ check: name, err: error }, "a readiness check failed");
    return error instanceof NoAnswer ? "no answer" : "failed";
  } finally {
    clearTimeout(timer);
  }
}
