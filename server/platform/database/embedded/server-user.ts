import { stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Who PostgreSQL runs as when that is not us. PostgreSQL refuses to run as root. */
export type ServerUser = { readonly uid: number; readonly gid: number };

/** "nobody": no files, no rights, present on every system. */
const nobody: ServerUser = { uid: 65_534, gid: 65_534 };

/**
 * As an ordinary user: undefined, PostgreSQL runs as ourselves. As root: the owner of the cluster if there is one,
 * else nobody.
 * @throws Error when the cluster belongs to somebody else than we can be
 */
export async function chooseServerUser(clusterDir: string): Promise<ServerUser | undefined> {
  const own = process.getuid?.();
  const owner = await ownerOf(clusterDir);
  if (own !== 0) {
    if (owner && owner.uid !== own) {
      throw new Error(
        `The data directory ${clusterDir} belongs to user ${owner.uid}, and this process runs as ${own}. ` +
          `Start as the same user as before (user ${owner.uid} may mean: as root).`,
      );
    }
    return undefined;
  }
  if (owner?.uid === 0) {
    throw new Error(
      `The data directory ${clusterDir} belongs to root, under whom PostgreSQL refuses to run. ` +
        `Give it away: chown -R ${nobody.uid}:${nobody.gid} ${clusterDir}`,
    );
  }
  return owner ?? nobody;
}

/** May this user walk down to the path? Judged by the mode bits of every folder above it. */
export async function isReachable(path: string, user: ServerUser): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const bits = await modeFor(at, user);
    if (bits !== undefined && (bits & 1) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** rwx bits that apply to the user, or undefined where nothing exists. */
async function modeFor(path: string, user: ServerUser): Promise<number | undefined> {
  const entry = await statOrUndefined(path);
  if (!entry) return undefined;
  if (entry.uid === user.uid) return (entry.mode >> 6) & 7;
  return entry.gid === user.gid ? (entry.mode >> 3) & 7 : entry.mode & 7;
}

async function ownerOf(path: string): Promise<ServerUser | undefined> {
  const entry = await statOrUndefined(path);
  return entry && { uid: entry.uid, gid: entry.gid };
}

async function statOrUndefined(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
