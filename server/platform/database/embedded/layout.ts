import { createHash } from "node:crypto";
import { chmod, chown, lstat, mkdir, readlink, realpath, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { chooseServerUser, isReachable, type ServerUser } from "./server-user.ts";

/** Where everything of one embedded server lies. */
export type Layout = {
  /** PostgreSQL's own data directory. */
  readonly clusterDir: string;
  readonly logFile: string;
  /** For a copy of the binaries, should they be out of the server's reach. */
  readonly binariesDir: string;
  readonly socketDir: string;
  /** Set when PostgreSQL runs as somebody else than this process. */
  readonly user: ServerUser | undefined;
};

/** Takes the place of a data directory that the server's user cannot reach (a project under /root, mode 0700). */
const reachableHome = "/var/lib/refrain";

/** `sockaddr_un.sun_path` less its final zero: 107 bytes on Linux, 103 on macOS. */
const longestSocketPath = process.platform === "darwin" ? 103 : 107;
const socketName = ".s.PGSQL.5432";

export async function layOut(dataDir: string, log: (message: string) => void): Promise<Layout> {
  await makeEnterable(dataDir);
  const base = await realpath(dataDir);
  const named = join(base, "cluster");
  const user = await chooseServerUser(named);
  const moved = user && !(await isReachable(base, user)) ? await moveOut(base, named, user) : undefined;
  if (moved) log(`${base} is closed to user ${user?.uid}, so the database lies in ${moved} (see ${named}).`);
  const home = moved ?? base;
  const clusterDir = await realpathIfThere(named);
  return {
    clusterDir: moved ? join(moved, "cluster") : clusterDir,
    logFile: join(base, "postgres.log"),
    binariesDir: join(moved ? reachableHome : home, "binaries"),
    socketDir: await makeSocketDir(moved ? join(moved, "cluster") : clusterDir, user),
    user,
  };
}

/** Folders that we make may be entered by the server's user, whatever the umask; the cluster inside is closed. */
async function makeEnterable(dataDir: string): Promise<void> {
  const first = await mkdir(dataDir, { recursive: true });
  if (first === undefined) return;
  for (let at = resolve(dataDir); at.length >= first.length; at = dirname(at)) await chmod(at, 0o711);
}

/** `cluster` becomes a link to a folder of the same name under /var/lib/refrain. @returns its parent */
async function moveOut(base: string, named: string, user: ServerUser): Promise<string> {
  const linked = await linkTarget(named);
  const home = linked ? resolve(linked, "..") : join(reachableHome, shortHash(base));
  await mkdir(home, { recursive: true, mode: 0o755 });
  await chmod(reachableHome, 0o755).catch(() => undefined);
  await chmod(home, 0o755);
  if (!(await isReachable(home, user))) {
    throw new Error(
      `Neither ${base} nor ${home} can be reached by user ${user.uid}, as whom PostgreSQL has to run. ` +
        `Put the data directory where every user may enter, or set DATABASE_URL.`,
    );
  }
  if (linked === undefined) await symlink(join(home, "cluster"), named).catch(ignoreExisting);
  return home;
}

async function linkTarget(path: string): Promise<string | undefined> {
  try {
    const entry = await lstat(path);
    if (entry.isSymbolicLink()) return await readlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  throw new Error(
    `${path} cannot be reached by the user as whom PostgreSQL runs. Open the folders above it.`,
  );
}

/** A folder only the server's user (and root) can enter: whoever reaches the socket is let in without password. */
async function makeSocketDir(clusterDir: string, user: ServerUser | undefined): Promise<string> {
  const owner = user?.uid ?? process.getuid?.() ?? 0;
  const name = `refrain-${owner}-${shortHash(clusterDir)}`;
  const candidates = [tmpdir(), "/tmp"].map((dir) => join(dir, name));
  for (const dir of candidates) {
    if (Buffer.byteLength(join(dir, socketName)) > longestSocketPath) continue;
    if (user && !(await isReachable(resolve(dir, ".."), user))) continue;
    await mkdir(dir, { mode: 0o700 }).then(() => user && chown(dir, user.uid, user.gid), ignoreExisting);
    const entry = await lstat(dir);
    if (!entry.isDirectory() || entry.uid !== owner || (entry.mode & 0o077) !== 0) {
      throw new Error(`${dir} must be a folder of user ${owner} with mode 0700. Remove it and start again.`);
    }
    return dir;
  }
  throw new Error(`There is no short enough folder for PostgreSQL's socket among ${candidates.join(", ")}.`);
}

async function realpathIfThere(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return (await lstat(path).then(
      (entry) => entry.isSymbolicLink(),
      () => false,
    ))
      ? await readlink(path)
      : path;
  }
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
