import { chown, lstat, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { shortHash } from "./layout.ts";
import { isReachable, type ServerUser } from "./server-user.ts";

/** `sockaddr_un.sun_path` less its final zero: 107 bytes on Linux, 103 on macOS. */
const longestSocketPath = process.platform === "darwin" ? 103 : 107;
const socketName = ".s.PGSQL.5432";

/**
 * Makes the folder of the server's socket, the same for each start on a cluster. Only the server's user (and root)
 * can enter: whoever reaches the socket is let in without a password.
 * @throws Error when somebody else has made a folder of that name
 */
export async function makeSocketDir(clusterDir: string, user: ServerUser | undefined): Promise<string> {
  const owner = user?.uid ?? process.getuid?.() ?? 0;
  const name = `refrain-${owner}-${shortHash(clusterDir)}`;
  const candidates = [tmpdir(), "/tmp"].map((parent) => join(parent, name));
  for (const dir of candidates) {
    if (Buffer.byteLength(join(dir, socketName)) > longestSocketPath) continue;
    if (user && !(await isReachable(dirname(dir), user))) continue;
    await makePrivate(dir, owner, user);
    return dir;
  }
  throw new Error(`There is no short enough folder for PostgreSQL's socket among ${candidates.join(", ")}.`);
}

async function makePrivate(dir: string, owner: number, user: ServerUser | undefined): Promise<void> {
  try {
    await mkdir(dir, { mode: 0o700 });
    if (user) await chown(dir, user.uid, user.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const entry = await lstat(dir);
  if (!entry.isDirectory() || entry.uid !== owner || (entry.mode & 0o077) !== 0) {
    throw new Error(`${dir} must be a folder of user ${owner} with mode 0700. Remove it and start again.`);
  }
}
