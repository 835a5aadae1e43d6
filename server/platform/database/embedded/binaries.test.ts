import { chmod, mkdir, mkdtemp, readlink, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prepareBinaries } from "./binaries.ts";

const nobody = { uid: 65_534, gid: 65_534 };

describe("the programs of PostgreSQL", () => {
  let dir: string;
  let root: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(await realpath(tmpdir()), "refrain-binaries-"));
    await chmod(dir, 0o711);
    root = join(dir, "package");
    await layPackage(root);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it("get the links and execute bits that a blocked install script left out", async () => {
    const binaries = await prepareBinaries(join(dir, "copies"), undefined, root);
    expect(binaries).toEqual({ dir: join(root, "native"), major: "18" });
    expect(await readlink(join(root, "native/lib/libicu.so.60"))).toBe("libicu.so.60.2");
    expect((await stat(join(root, "native/bin/postgres"))).mode & 0o777).toBe(0o755);
    await expect(prepareBinaries(join(dir, "copies"), undefined, root)).resolves.toEqual(binaries);
  });

  it("are copied, complete and open to all, where the server's user may not go", async () => {
    await chmod(root, 0o700);
    const binaries = await prepareBinaries(join(dir, "copies"), nobody, root);
    expect(binaries.dir.startsWith(join(dir, "copies"))).toBe(true);
    expect(await readlink(join(binaries.dir, "lib/libicu.so.60"))).toBe("libicu.so.60.2");
    expect((await stat(join(binaries.dir, "bin/postgres"))).mode & 0o777).toBe(0o755);
    expect((await stat(join(binaries.dir, "lib/libicu.so.60"))).mode & 0o777).toBe(0o644);
  });

  it("are copied once, also by two starts at the same time", async () => {
    await chmod(root, 0o700);
    const prepare = () => prepareBinaries(join(dir, "copies"), nobody, root);
    const [first, second] = await Promise.all([prepare(), prepare()]);
    expect(second).toEqual(first);
  });
});

/** As npm unpacks it with install scripts blocked and a closed umask. */
async function layPackage(root: string): Promise<void> {
  for (const folder of ["bin", "lib", "share/postgresql"]) {
    await mkdir(join(root, "native", folder), { recursive: true });
  }
  const files: Record<string, string> = {
    "package.json": '{"version":"18.4.0-beta.17"}',
    "native/pg-symlinks.json": '[{"source":"native/lib/libicu.so.60.2","target":"native/lib/libicu.so.60"}]',
    "native/bin/postgres": "program",
    "native/lib/libicu.so.60.2": "library",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text, { mode: 0o600 });
}
