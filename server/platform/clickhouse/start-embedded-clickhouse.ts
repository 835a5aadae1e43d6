import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { OpenOrder } from "./door-messages.ts";
import { type DoorProcess, startDoorProcess } from "./door-process.ts";
import { defaultLimits, type EngineLimits } from "./engine-limits.ts";

/** What is told about the engine's life; a pino logger fits. */
export type EngineLog = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
};

export type EmbeddedClickhouse = {
  /** Where it listens, with its password. The same for as long as it lives, also after a restart. */
  readonly url: string;
  readonly version: string;
  /** The child that runs now; undefined while it is being started again. */
  pid(): number | undefined;
  /** Finishes what was begun, closes the engine and ends the child. Later calls do nothing. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataDir: string;
  readonly log?: EngineLog;
  readonly limits?: Partial<EngineLimits>;
};

const shortestBackoffMilliseconds = 100;
const longestBackoffMilliseconds = 10_000;
/** A child that lived this long had started well: the next restart does not wait. */
const healthyAfterMilliseconds = 60_000;

const silent: EngineLog = { info: () => undefined, warn: () => undefined };

/**
 * Starts the embedded engine in a child process and keeps it running: a child that crashes is started again on
 * the same port, at growing intervals. Throws `RefrainError("unavailable")` with the remedy when the engine is
 * not installed for this platform, when another process uses the directory, or when it cannot start.
 */
export async function startEmbeddedClickhouse(options: EmbeddedOptions): Promise<EmbeddedClickhouse> {
  const { log = silent, limits } = options;
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  const order: OpenOrder = {
    kind: "open",
    dataDir,
    password,
    port: 0,
    limits: { ...defaultLimits, ...limits },
  };
  const first = await startDoorProcess(order);
  const { port, version } = first;
  const stopping = new AbortController();
  let running: DoorProcess | undefined = first;
  log.info({ dataDir, port, pid: first.pid, version }, "behaviour store opened");

  async function openAgain(backoff: number): Promise<void> {
    await delay(backoff, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return;
    running = await startDoorProcess({ ...order, port });
    log.info({ pid: running.pid }, "behaviour store opened again");
  }

  async function keepRunning(): Promise<void> {
    let backoff = shortestBackoffMilliseconds;
    while (!stopping.signal.aborted) {
      const since = performance.now();
      if (running !== undefined) {
        const end = await running.ended;
        running = undefined;
        if (stopping.signal.aborted) return;
        log.warn(end, "behaviour store ended unexpectedly");
        if (performance.now() - since > healthyAfterMilliseconds) backoff = shortestBackoffMilliseconds;
      }
      await openAgain(backoff).catch((failure: unknown) =>
        log.warn({ err: failure }, "behaviour store could not be opened again yet"),
      );
      backoff = Math.min(backoff * 2, longestBackoffMilliseconds);
    }
    await running?.stop();
  }

  const kept = keepRunning();
  return {
    url: `http://refrain:${password}@127.0.0.1:${port}`,
    version,
    pid: () => running?.pid,
    async stop() {
      stopping.abort();
      await running?.stop();
      await kept;
    },
  };
}
