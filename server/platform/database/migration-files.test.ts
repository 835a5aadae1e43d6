import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashOfMigrations, migrationsDir, readMigrations } from "./migration-files.ts";

describe("migration files", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "refrain-migrations-"));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it("come in the order of their names; other files do not count", async () => {
    await write({ "0010_b.sql": "", "0002_c.sql": "", "0002_a.sql": "", "README.md": "" });
    expect((await readMigrations(dir)).map(({ name }) => name)).toEqual([
      "0002_a.sql",
      "0002_c.sql",
      "0010_b.sql",
    ]);
  });

  it("with a name of another shape are refused", async () => {
    await write({ "12_orders.sql": "" });
    await expect(readMigrations(dir)).rejects.toThrow("0001_shop_orders.sql");
  });

  it("have the same checksum whatever the line ends", async () => {
    await write({ "0001_unix.sql": "select 1;\nselect 2;\n", "0002_dos.sql": "select 1;\r\nselect 2;\r\n" });
    const [unix, dos] = await readMigrations(dir);
    expect(unix?.checksum).toBe(dos?.checksum);
  });

  it("give another hash when one is edited, added or renamed", async () => {
    const hashes = new Set<string>();
    for (const files of [{ "0001_a.sql": "1" }, { "0001_a.sql": "2" }, { "0002_b.sql": "2" }]) {
      await write(files);
      hashes.add(hashOfMigrations(await readMigrations(dir)));
    }
    expect(hashes.size).toBe(3);
  });

  it("of a folder that is not there are none", async () => {
    expect(await readMigrations(join(dir, "nowhere"))).toEqual([]);
  });

  it("of the product all have a proper name", async () => {
    await expect(readMigrations(migrationsDir)).resolves.toBeInstanceOf(Array);
  });

  async function write(files: Record<string, string>): Promise<void> {
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(dir, name), text)));
  }
});
