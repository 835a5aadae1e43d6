import { readFileSync, writeFileSync } from "node:fs";

/**
 * Programs for other systems are optional packages of the tools that need them. A registry that does not have one of
 * them lets `npm install` drop it from the lock file silently, and then `npm ci` refuses the whole file. This finds such
 * gaps and, run by itself, fills them: the version is the one its tool names, the system stands in its name.
 */
type Locked = {
  readonly dev?: boolean;
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
type LockFile = { packages: Record<string, Locked> };
type Gap = { readonly name: string; readonly version: string; readonly dev: boolean };

export const lockFile = new URL("../package-lock.json", import.meta.url);

export function findGaps({ packages }: LockFile): Gap[] {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(packages, place, name))
      .map(([name, version]) => ({ name, version, dev })),
  );
}

/** As Node looks for it: beside, and in every folder above. */
function isLocked(packages: LockFile["packages"], place: string, name: string): boolean {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (Object.hasOwn(packages, `${folder ? `${folder}/` : ""}node_modules/${name}`)) return true;
    if (folder === "") return false;
  }
}

const systems = ["darwin", "linux", "win32", "android", "freebsd", "openharmony"];
const processors = ["arm64", "x64", "ia32", "ppc64", "riscv64", "s390x", "arm"];

function lockedBy({ name, version, dev }: Gap) {
  const words = name.split(/[-/]/u);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length !== 1 || !/^\d/u.test(version))
    throw new Error(`${name} names no system.`);
  const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") ? ["glibc"] : undefined;
  return { version, cpu, ...(dev && { dev }), ...(libc && { libc }), optional: true, os };
}

export function readLockFile(): LockFile {
  return JSON.parse(readFileSync(lockFile, "utf8")) as LockFile;
}

if (import.meta.main) {
  const lock = readLockFile();
  const gaps = findGaps(lock);
  for (const gap of gaps) lock.packages[`node_modules/${gap.name}`] = lockedBy(gap);
  const inOrder = Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = Object.fromEntries(inOrder);
  writeFileSync(lockFile, `${JSON.stringify(lock, undefined, 2)}\n`);
  console.log(`${gaps.length} gaps filled.`);
}
