import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { RefrainError } from "../errors.ts";
import type { FromDoor, RefusalReason, ToDoor } from "./door-messages.ts";
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

const doorPath = fileURLToPath(new URL("door.ts", import.meta.url));
const longestStartMilliseconds = 60_000;
const longestStopMilliseconds = 15_000;
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
export async function startEmbeddedClickhouse({
  dataDir,
  log = silent,
  limits,
}: EmbeddedOptions): Promise<EmbeddedClickhouse> {
  const directory = resolve(dataDir);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  const order = (port: number): ToDoor => ({
    kind: "open",
    dataDir: directory,
    password,
    port,
    limits: { ...defaultLimits, ...limits },
  });

  let running: Door | undefined = await openDoor(order(0), log);
  const { port, version } = running;
  let isStopping = false;
  let retry: NodeJS.Timeout | undefined;
  log.info({ dataDir: directory, port, pid: running.child.pid, version }, "behaviour store opened");

  function watch(door: Door, backoff: number): void {
    const since = performance.now();
    door.child.once("exit", (code, signal) => {
      running = undefined;
      if (isStopping) return;
      const wasHealthy = performance.now() - since > healthyAfterMilliseconds;
      const wait = wasHealthy ? shortestBackoffMilliseconds : backoff;
      log.warn(
        { code, signal, pid: door.child.pid, lastWords: door.lastWords() },
        "behaviour store ended unexpectedly",
      );
      restartAfter(wait);
    });
  }

  function restartAfter(wait: number): void {
    const longer = Math.min(wait * 2, longestBackoffMilliseconds);
    retry = setTimeout(() => {
      openDoor(order(port), log).then(
        (door) => {
          if (isStopping) return void endDoor(door.child);
          running = door;
          watch(door, longer);
          log.info({ pid: door.child.pid }, "behaviour store opened again");
        },
        (failure: unknown) => {
          log.warn({ err: failure }, "behaviour store could not be opened again yet");
          if (!isStopping) restartAfter(longer);
        },
      );
    }, wait);
  }

  watch(running, shortestBackoffMilliseconds);
  return {
    url: `http://refrain:${password}@127.0.0.1:${port}`,
    version,
    pid: () => running?.child.pid,
    async stop() {
      isStopping = true;
      clearTimeout(retry);
      if (running !== undefined) await endDoor(running.child);
    },
  };
}

type Door = {
  readonly child: ChildProcess;
  readonly port: number;
  readonly version: string;
  lastWords(): string;
};

async function openDoor(order: ToDoor, log: EngineLog): Promise<Door> {
  const child = fork(doorPath, [], {
    execArgv: [],
    env: childEnvironment(),
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-4_000);
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), longestStartMilliseconds);
  child.send(order, () => undefined);
  const answer = await Promise.race([firstMessage(child), ended(child)]).finally(() => clearTimeout(timer));
  if (answer?.kind === "opened") {
    log.info({ pid: child.pid }, "behaviour store process started");
    letParentEnd(child);
    return { child, port: answer.port, version: answer.version, lastWords: () => words };
  }
  throw couldNotOpen(
    answer?.reason ?? "broken",
    answer?.message ?? (words.trim() || "the process ended at once"),
    order,
  );
}

async function firstMessage(child: ChildProcess): Promise<FromDoor> {
  const [message] = (await once(child, "message")) as [FromDoor];
  return message;
}

async function ended(child: ChildProcess): Promise<undefined> {
  await new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
}

/** The child must not keep its parent alive: a parent with nothing left to do ends, and the child with it. */
function letParentEnd(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  (child.stderr as unknown as { unref?(): void } | null)?.unref?.();
}

async function endDoor(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const gone = once(child, "exit");
  const timer = setTimeout(() => child.kill("SIGKILL"), longestStopMilliseconds);
  if (child.connected) child.send({ kind: "stop" } satisfies ToDoor, () => undefined);
  await gone;
  clearTimeout(timer);
}

/** The engine needs none of the server's secrets. */
function childEnvironment(): NodeJS.ProcessEnv {
  const passed = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG"];
  const known = passed.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return { ...Object.fromEntries(known), TZ: "UTC" } as NodeJS.ProcessEnv;
}

function couldNotOpen(reason: RefusalReason, message: string, order: ToDoor): RefrainError {
  const dataDir = order.kind === "open" ? order.dataDir : "";
  const text: Record<RefusalReason, string> = {
    not_installed: `The embedded behaviour store is not installed for ${process.platform}-${process.arch}. Set CLICKHOUSE_URL to a ClickHouse server.`,
    directory_in_use: `Another process uses the behaviour store in ${dataDir}. Stop it, choose another directory, or set CLICKHOUSE_URL to a ClickHouse server that several processes can share.`,
    port_in_use: "The port of the behaviour store has been taken by another program meanwhile.",
    broken: `The embedded behaviour store in ${dataDir} could not be opened. Set CLICKHOUSE_URL to a ClickHouse server if this stays.`,
  };
  return new RefrainError("unavailable", `${text[reason]} (${message})`, { reason, dataDir });
}
