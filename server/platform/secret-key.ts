import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newSecret } from "./ids/index.ts";
import type { Settings } from "./settings.ts";

/**
 * The key that signs tokens: SECRET_KEY, or one made at the first start and kept in DATA_DIR, readable by the owner
 * alone. Two processes that start at once get the same key: only one file can take the name.
 */
export async function loadSecretKey(settings: Pick<Settings, "secretKey" | "dataDir">): Promise<string> {
  if (settings.secretKey !== undefined) return settings.secretKey;
  const path = join(settings.dataDir, "secret-key");
  return (await readKey(path)) ?? (await makeKey(settings.dataDir, path));
}

async function readKey(path: string): Promise<string | undefined> {
  try {
    const key = (await readFile(path, "utf8")).trim();
    if (key.length < 32)
      throw new Error(`${path} is damaged: put the old key back, or delete it to sign anew.`);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Written aside and linked into place, so that nobody ever reads half a key. */
async function makeKey(dataDir: string, path: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${newSecret()}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const key = await readKey(path);
  if (key === undefined) throw new Error(`${path} vanished while it was being made.`);
  return key;
}
