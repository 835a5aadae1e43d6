import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { readFile, unlink } from "node:fs/promises";
import { join } from "node:path";

/** A PostgreSQL server that runs on a cluster, as its postmaster.pid tells. */
export type Postmaster = {
  readonly pid: number;
  readonly socketDir: string;
  /** It takes connections: not starting, recovering or stopping. */
  readonly isReady: boolean;
};

/** Lines of postmaster.pid: pid, data directory, start time, port, socket directory, address, memory, status. */
export function parsePostmasterFile(text: string): Postmaster | undefined {
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, socketDir: (lines[4] ?? "").trim(), isReady: lines[7]?.trim() === "ready" };
}

/**
 * The server running on this cluster, if there is one. A file left by a killed server is harmless, except when its
 * number has meanwhile passed to another program: PostgreSQL would take that one for a server and refuse to
 * start, so such a file is removed.
 */
export async function findPostmaster(clusterDir: string): Promise<Postmaster | undefined> {
  const file = join(clusterDir, "postmaster.pid");
  const text = await readIfThere(file);
  const postmaster = text === undefined ? undefined : parsePostmasterFile(text);
  if (!postmaster || !isRunning(postmaster.pid)) return undefined;
  if (servesCluster(postmaster.pid, clusterDir)) return postmaster;
  if ((await readIfThere(file)) === text) await unlink(file);
  return undefined;
}

/** Is there such a process? One that has ended but was not yet collected by its parent does not count. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !/^ [ZX]/u.test(status.slice(status.lastIndexOf(")") + 1));
  } catch {
    return process.platform !== "linux";
  }
}

/** A postmaster lives in its data directory. Without /proc its program's name has to do. */
function servesCluster(pid: number, clusterDir: string): boolean {
  try {
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === clusterDir;
    return execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).includes("postgres");
  } catch {
    return false;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
