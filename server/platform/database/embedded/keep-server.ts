import { rmdir } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import type { Layout } from "./layout.ts";
import { type Ownership, takeOwnership } from "./ownership.ts";
import { findPostmaster } from "./postmaster.ts";
import { serverSettings } from "./server-settings.ts";
import { send, type ServerProcess, spawnServer, stopServer } from "./server-process.ts";

type KeepOptions = {
  readonly layout: Layout;
  readonly binaries: Binaries;
  readonly socketDir: string;
  readonly durable: boolean;
  readonly log: (message: string) => void;
};

type Owned = { readonly pid: number; readonly socketDir: string; readonly ownership: Ownership };

const notReady = { outcome: "unanswered", reason: "it is starting, recovering or stopping" } as const;

/** Recovery after a crash may have much log to replay. */
const patienceMs = 300_000;
/** A server that is ready and yet cannot be reached, or one whose remains do not go away. */
const silentPatienceMs = 30_000;

/** Owns the server of a cluster from now on: starts it again if it dies, until `stop`. */
export async function keepServer(options: KeepOptions) {
  const before = await findPostmaster(options.layout.clusterDir);
  let owned = await own(options);
  let stopping = false;
  let reviving: Promise<void> = Promise.resolve();
  const watch = (): void =>
    owned.ownership.onLost(() => {
      if (!stopping) reviving = revive();
    });
  const revive = async (): Promise<void> => {
    options.log("PostgreSQL was lost; bringing it back.");
    try {
      owned = await own(options);
      watch();
    } catch (error) {
      options.log(`PostgreSQL could not be brought back: ${String(error)}`);
    }
  };
  const stopAtExit = (): void => send(owned.pid, "SIGINT");
  watch();
  process.once("exit", stopAtExit);
  return {
    version: owned.ownership.version,
    adopted: before?.pid === owned.pid,
    socketDir: owned.socketDir,
    pid: () => owned.pid,
    stop: async (): Promise<void> => {
      stopping = true;
      await reviving;
      process.off("exit", stopAtExit);
      const running = await findPostmaster(options.layout.clusterDir);
      if (running?.pid === owned.pid) await stopServer(owned.pid);
      await rmdir(owned.socketDir).catch(() => undefined);
    },
  };
}

/**
 * Takes over the server that runs, or starts one, until we own it. PostgreSQL itself sees to it that only one
 * server runs on a cluster; whoever loses that race meets the winner's ownership.
 */
async function own(options: KeepOptions): Promise<Owned> {
  const { layout, durable } = options;
  const started = performance.now();
  let child: ServerProcess | undefined;
  for (let round = 0; ; round += 1) {
    const running = await findPostmaster(layout.clusterDir);
    const socketDir = running?.socketDir ?? options.socketDir;
    if (running) {
      const attempt = running.isReady ? await takeOwnership(socketDir) : notReady;
      if (attempt.outcome === "owned") return { pid: running.pid, socketDir, ownership: attempt.ownership };
      if (attempt.outcome === "taken") throw alreadyUsed(layout.clusterDir, attempt.byProcess);
      giveUpAfter(started, running.isReady ? silentPatienceMs : patienceMs, attempt.reason);
    } else if (!child) {
      child = await spawnServer(layout, options.binaries, serverSettings(socketDir, durable));
    }
    const lastWords = await child?.lastWords();
    if (lastWords !== undefined) {
      if (!isPassing(lastWords)) throw new Error(`PostgreSQL did not start:\n${lastWords}`);
      giveUpAfter(started, silentPatienceMs, lastWords);
      child = undefined;
    }
    await wait(Math.min(10 + round * 2, 200));
  }
}

/** Another start was quicker, or processes of a killed server have not all gone yet. */
function isPassing(lastWords: string): boolean {
  return /lock file ".*" already exists|pre-existing shared memory block/u.test(lastWords);
}

function alreadyUsed(clusterDir: string, byProcess: string): Error {
  return new Error(
    `The data directory ${clusterDir} is already used by process ${byProcess}. ` +
      `Stop that one first, or give this one a data directory of its own.`,
  );
}

function giveUpAfter(started: number, patience: number, reason: string): void {
  if (performance.now() - started < patience) return;
  throw new Error(`PostgreSQL does not answer after ${Math.round(patience / 1000)} s: ${reason}`);
}
