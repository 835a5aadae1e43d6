import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectDatabase, migrate, sql } from "./index.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

describe("migrations", () => {
  let dir: string;
  let db: TestDatabase;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "refrain-migrations-"));
    db = await createTestDatabase({ migrations: dir });
  });
  afterEach(async () => {
    await db.drop();
    await rm(dir, { recursive: true, force: true });
  });

  it("are applied once, in the order of their names", async () => {
    await write("0002_b.sql", "insert into a values (2);");
    await write("0001_a.sql", "create table a (n int); insert into a values (1);");
    expect(await migrate(db, dir)).toEqual({ applied: ["0001_a.sql", "0002_b.sql"] });
    expect(await migrate(db, dir)).toEqual({ applied: [] });
    expect(await db.rows(sql`select n from a`)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("with a lower number that come later are applied too", async () => {
    await write("0020_b.sql", "create table b ();");
    await migrate(db, dir);
    await write("0010_a.sql", "create table a ();");
    expect(await migrate(db, dir)).toEqual({ applied: ["0010_a.sql"] });
  });

  it("edited after they were applied are refused by name", async () => {
    await write("0001_a.sql", "create table a ();");
    await migrate(db, dir);
    await write("0001_a.sql", "create table a (n int);");
    await expect(migrate(db, dir)).rejects.toThrow("0001_a.sql was edited");
  });

  it("that fail leave nothing of themselves, name file and line, and can be mended", async () => {
    await write("0001_a.sql", "create table a ();");
    await write("0002_b.sql", "create table b ();\n\ncreate table c (x nonsense);\n");
    await expect(migrate(db, dir)).rejects.toThrow('0002_b.sql:3: type "nonsense" does not exist');
    expect(await db.row(sql`select to_regclass('a')::text as a, to_regclass('b')::text as b`)).toEqual({
      a: "a",
      b: null,
    });
    await write("0002_b.sql", "create table b ();");
    expect(await migrate(db, dir)).toEqual({ applied: ["0002_b.sql"] });
  });

  it("started by several processes at once are applied by one of them", async () => {
    for (const n of [1, 2, 3]) await write(`000${n}_t.sql`, `create table t${n} ();`);
    const others = [1, 2, 3].map(() => connectDatabase({ url: db.url, onError: () => undefined }));
    const results = await Promise.all(others.map((other) => migrate(other, dir)));
    expect(results.flatMap(({ applied }) => applied).toSorted()).toEqual([
      "0001_t.sql",
      "0002_t.sql",
      "0003_t.sql",
    ]);
    await Promise.all(others.map((other) => other.close()));
  });

  it("of the product bring every new database up to date", async () => {
    const product = await createTestDatabase();
    expect(await migrate(product)).toEqual({ applied: [] });
    await product.drop();
  });

  async function write(name: string, text: string): Promise<void> {
    await writeFile(join(dir, name), text);
  }
});
