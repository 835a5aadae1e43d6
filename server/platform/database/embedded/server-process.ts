import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import type { Layout } from "./layout.ts";
import { isRunning } from "./postmaster.ts";
import { serverEnvironment } from "./server-environment.ts";

/** A postmaster started by this process. */
export type ServerProcess = {
  readonly pid: number;
  /** Set once it has ended by itself; what it said last. */
  lastWords(): Promise<string> | undefined;
};

const largestLogBytes = 10 * 1024 * 1024;

/**
 * Starts PostgreSQL in a process group of its own: Ctrl-C on the terminal reaches us only, and the database lives
 * until we have drained and stop it.
 */
export async function spawnServer(
  layout: Layout,
  binaries: Binaries,
  settings: readonly string[],
): Promise<ServerProcess> {
  const logStart = await turnOverLog(layout.logFile);
  const log = openSync(layout.logFile, "a", 0o600);
  const program = join(binaries.dir, "bin", "postgres");
  const args = ["-D", layout.clusterDir, ...settings];
  const child = spawn(program, args, {
    ...serverEnvironment(layout.user),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let ended: string | undefined;
  child.on("error", (error) => {
    ended = error.message;
  });
  child.on("exit", (code, signal) => {
    ended = `exit ${code ?? signal}`;
  });
  child.unref();
  return {
    pid: child.pid ?? 0,
    lastWords: () => (ended === undefined ? undefined : readLastWords(layout.logFile, logStart, ended)),
  };
}

/**
 * Asks for a fast shutdown (connections are cut, everything is written), and asks harder only after a minute.
 * After the harder ways PostgreSQL recovers from its log at the next start; nothing acknowledged is lost.
 */
export async function stopServer(pid: number): Promise<void> {
  send(pid, "SIGINT");
  if (await hasEnded(pid, 60_000)) return;
  send(pid, "SIGQUIT");
  if (await hasEnded(pid, 10_000)) return;
  send(-pid, "SIGKILL");
  if (await hasEnded(pid, 5000)) return;
  throw new Error(`PostgreSQL (process ${pid}) cannot be stopped.`);
}

/** Sends a signal; a process that is gone needs none. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isRunning(pid)) {
    if (performance.now() > deadline) return false;
    await wait(10);
  }
  return true;
}

/** Keeps one older log beside the current one. @returns the length of the log now */
async function turnOverLog(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    ({ size }) => size,
    () => 0,
  );
  if (size <= largestLogBytes) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
}

async function readLastWords(logFile: string, from: number, ended: string): Promise<string> {
  const text = (await readFile(logFile)).subarray(from).toString("utf8").trim();
  return text === "" ? ended : text.slice(-2000);
}
