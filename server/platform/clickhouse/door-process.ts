import { type ChildProcess, fork } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { RefrainError } from "../errors.ts";
import type { FromDoor, OpenOrder, RefusalReason, ToDoor } from "./door-messages.ts";

/** The child process that holds the engine, seen from its parent. */
export type DoorProcess = {
  readonly pid: number | undefined;
  readonly port: number;
  readonly version: string;
  /** Settles with what is known of the end, whether it was ordered or not. */
  readonly ended: Promise<DoorEnd>;
  /** Lets it finish what it has begun and waits for its end. */
  stop(): Promise<void>;
};

export type DoorEnd = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last it wrote to its error output. */
  readonly lastWords: string;
};

const doorPath = fileURLToPath(new URL("door.ts", import.meta.url));
const longestStartMilliseconds = 60_000;
const longestStopMilliseconds = 15_000;

/** Starts the child and waits until it serves. Throws `RefrainError("unavailable")` with the remedy. */
export async function startDoorProcess(order: OpenOrder): Promise<DoorProcess> {
  const child = fork(doorPath, [], {
    execArgv: [],
    env: childEnvironment(),
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const ended = endOf(child);
  const timer = setTimeout(() => child.kill("SIGKILL"), longestStartMilliseconds);
  child.send(order satisfies ToDoor, () => undefined);
  const answer = await Promise.race([firstMessage(child), ended]).finally(() => clearTimeout(timer));
  if ("lastWords" in answer)
    throw couldNotOpen("broken", answer.lastWords || "the process ended at once", order);
  if (answer.kind === "refused") {
    // The library tells why only on its error output, which is complete when the process has ended.
    const message = `${answer.message} ${(await ended).lastWords}`.trim();
    const isLocked = message.includes("Cannot lock file");
    throw couldNotOpen(isLocked ? "directory_in_use" : answer.reason, message, order);
  }
  letParentEnd(child);
  return {
    pid: child.pid,
    port: answer.port,
    version: answer.version,
    ended,
    stop: () => stop(child, ended),
  };
}

function endOf(child: ChildProcess): Promise<DoorEnd> {
  let lastWords = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-4_000);
  });
  return new Promise((resolve) => {
    child.once("error", (failure) => resolve({ code: null, signal: null, lastWords: failure.message }));
    child.once("close", (code, signal) => resolve({ code, signal, lastWords: lastWords.trim() }));
  });
}

function firstMessage(child: ChildProcess): Promise<FromDoor> {
  return new Promise((resolve) => void child.once("message", (message: FromDoor) => resolve(message)));
}

/** The child must not keep its parent alive: a parent with nothing left to do ends, and the child with it. */
function letParentEnd(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  const errors = child.stderr;
  if (errors instanceof Socket) errors.unref();
}

async function stop(child: ChildProcess, ended: Promise<DoorEnd>): Promise<void> {
  child.ref();
  const timer = setTimeout(() => child.kill("SIGKILL"), longestStopMilliseconds);
  if (child.connected) child.send({ kind: "stop" } satisfies ToDoor, () => undefined);
  await ended;
  clearTimeout(timer);
}

/** The engine needs none of the server's secrets. */
function childEnvironment(): NodeJS.ProcessEnv {
  const passed = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG"];
  const known = passed.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return { ...(Object.fromEntries(known) as NodeJS.ProcessEnv), TZ: "UTC" };
}

function couldNotOpen(reason: RefusalReason, message: string, { dataDir }: OpenOrder): RefrainError {
  const explained: Record<RefusalReason, string> = {
    not_installed: `The embedded behaviour store is not installed for ${process.platform}-${process.arch}. Set CLICKHOUSE_URL to a ClickHouse server.`,
    directory_in_use: `Another process uses the behaviour store in ${dataDir}. Stop it, choose another directory, or set CLICKHOUSE_URL to a ClickHouse server that several processes can share.`,
    port_in_use: "The port of the behaviour store has been taken by another program meanwhile.",
    broken: `The embedded behaviour store in ${dataDir} could not be opened. Set CLICKHOUSE_URL to a ClickHouse server if this stays.`,
  };
  return new RefrainError("unavailable", `${explained[reason]} (${message})`, { reason, dataDir });
}
