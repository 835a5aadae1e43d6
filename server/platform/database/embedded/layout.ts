import { createHash } from "node:crypto";
import { chmod, lstat, mkdir, readlink, realpath, symlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { chooseServerUser, isReachable, type ServerUser } from "./server-user.ts";

/** Where the files of one embedded server lie, and whose they are. */
export type Layout = {
  /** PostgreSQL's own data directory. */
  readonly clusterDir: string;
  readonly logFile: string;
  /** For a copy of the programs, should they be out of the server's reach. */
  readonly binariesDir: string;
  /** Set when PostgreSQL runs as somebody else than this process. */
  readonly user: ServerUser | undefined;
};

/** Takes the place of a data directory that the server's user cannot reach (a project under /root, mode 0700). */
const reachableHome = "/var/lib/refrain";

export async function layOut(dataDir: string, log: (message: string) => void): Promise<Layout> {
  await makeEnterable(dataDir);
  const base = await realpath(dataDir);
  const named = join(base, "cluster");
  const user = await chooseServerUser(named);
  const isClosed = user !== undefined && !(await isReachable(base, user));
  if (isClosed) await moveOut(base, named, user);
  const clusterDir = await follow(named);
  if (isClosed) log(`User ${user.uid} may not enter ${base}, so the database lies in ${clusterDir}.`);
  return {
    clusterDir,
    logFile: join(base, "postgres.log"),
    binariesDir: join(isClosed ? reachableHome : base, "binaries"),
    user,
  };
}

/** Folders that we make may be entered by the server's user, whatever the umask; the cluster inside is closed. */
async function makeEnterable(dataDir: string): Promise<void> {
  const first = await mkdir(dataDir, { recursive: true });
  if (first === undefined) return;
  for (let at = resolve(dataDir); at.length >= first.length; at = dirname(at)) await chmod(at, 0o711);
}

/** `cluster` becomes a link to a folder of the same name under /var/lib/refrain. */
async function moveOut(base: string, named: string, user: ServerUser): Promise<void> {
  const linked = await readLinkIfThere(named);
  const home = linked === undefined ? join(reachableHome, shortHash(base)) : dirname(linked);
  await makeEnterable(home);
  if (!(await isReachable(home, user))) {
    throw new Error(
      `Neither ${base} nor ${home} can be reached by user ${user.uid}, as whom PostgreSQL has to run. ` +
        `Put the data directory where every user may enter, or set DATABASE_URL.`,
    );
  }
  if (linked !== undefined) return;
  await symlink(join(home, "cluster"), named).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

async function readLinkIfThere(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    if (code !== "EINVAL") throw error;
    throw new Error(
      `${path} cannot be reached by the user as whom PostgreSQL runs. Open the folders above it.`,
      {
        cause: error,
      },
    );
  }
}

/** The place itself, or where a link at it leads, also when nothing is there yet. */
async function follow(path: string): Promise<string> {
  const entry = await lstat(path).catch(() => undefined);
  return entry?.isSymbolicLink() ? readlink(path) : path;
}

/** Twelve hexadecimal digits that stand for a path. */
export function shortHash(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 12);
}
