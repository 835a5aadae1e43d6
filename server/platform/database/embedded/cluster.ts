import { execFile } from "node:child_process";
import { chown, mkdtemp, readFile, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Binaries } from "./binaries.ts";
import { isRunning } from "./postmaster.ts";
import { serverEnvironment, superuser } from "./server-environment.ts";
import type { ServerUser } from "./server-user.ts";

const run = promisify(execFile);

export type ClusterOptions = {
  readonly clusterDir: string;
  readonly binaries: Binaries;
  readonly user: ServerUser | undefined;
  readonly durable: boolean;
  readonly log: (message: string) => void;
};

/**
 * Makes the cluster if there is none. It is made beside its place and moved there when complete, so that a killed
 * start leaves nothing half-made and of two starts at once one wins.
 * @throws Error when the cluster was written by another major version of PostgreSQL
 */
export async function ensureCluster(options: ClusterOptions): Promise<void> {
  const version = await readVersion(options.clusterDir);
  if (version === undefined) await createCluster(options);
  else if (version !== options.binaries.major) {
    throw new Error(
      `${options.clusterDir} was written by PostgreSQL ${version}, and this is PostgreSQL ${options.binaries.major}. ` +
        `Start the release that wrote it, or move its data over with pg_dump and pg_upgrade of your own.`,
    );
  }
}

async function readVersion(clusterDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(clusterDir, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const entries = await readdir(clusterDir).catch(() => []);
  if (entries.length === 0) return undefined;
  throw new Error(`${clusterDir} holds files but no PostgreSQL data (PG_VERSION is missing).`);
}

async function createCluster(options: ClusterOptions): Promise<void> {
  const { clusterDir, user } = options;
  const started = performance.now();
  await removeUnfinished(clusterDir);
  const unfinished = await mkdtemp(`${clusterDir}.new-${process.pid}-`);
  if (user) await chown(unfinished, user.uid, user.gid);
  try {
    await initialize(unfinished, options);
    await rename(unfinished, clusterDir);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if ((await readVersion(clusterDir)) === undefined) throw error;
  }
  options.log(`Made a new database in ${clusterDir} (${Math.round(performance.now() - started)} ms).`);
}

/**
 * UTF-8 with the builtin provider: the order of text is the same on every machine. The character type matters to
 * full-text search; machines that lack C.UTF-8 get C, where only ASCII letters are letters to its parser.
 */
async function initialize(dir: string, options: ClusterOptions): Promise<void> {
  try {
    await initdb(dir, "C.UTF-8", options);
  } catch (error) {
    if (!/locale/iu.test(String(error))) throw error;
    options.log("This machine has no C.UTF-8 locale; full-text search will know ASCII letters only.");
    await initdb(dir, "C", options);
  }
}

async function initdb(dir: string, characterType: string, options: ClusterOptions): Promise<void> {
  const program = join(options.binaries.dir, "bin", "initdb");
  const flags = [
    ["-D", dir],
    ["-U", superuser],
    ["-E", "UTF8"],
    ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ["--lc-collate=C", `--lc-ctype=${characterType}`],
    ["--auth-local=trust", "--auth-host=reject"],
    options.durable ? ["--no-instructions"] : ["--no-instructions", "--no-sync"],
  ].flat();
  try {
    await run(program, flags, serverEnvironment(options.user));
  } catch (error) {
    const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string };
    const musl = "its programs need glibc, which this system does not have. Set DATABASE_URL instead.";
    throw new Error(`PostgreSQL could not make its data: ${code === "ENOENT" ? musl : stderr || message}`, {
      cause: error,
    });
  }
}

/** Leavings of starts that were killed half-way. */
async function removeUnfinished(clusterDir: string): Promise<void> {
  const prefix = `${basename(clusterDir)}.new-`;
  const names = await readdir(dirname(clusterDir));
  for (const name of names.filter((name) => name.startsWith(prefix))) {
    if (isRunning(Number(name.slice(prefix.length).split("-")[0]))) continue;
    await rm(join(dirname(clusterDir), name), { recursive: true, force: true });
  }
}
