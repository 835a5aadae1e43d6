import { afterAll, beforeAll, describe, expect, it } from "vitest";
import sql from "sql-template-tag";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

describe("test databases", () => {
  let first: TestDatabase;
  let second: TestDatabase;
  beforeAll(async () => {
    [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(() => Promise.all([first.drop(), second.drop()]));

  it("two suites do not see each other's tables", async () => {
    await first.run(sql`create table only_here (id int)`);
    expect(await first.row(sql`select to_regclass('only_here')::text as name`)).toEqual({
      name: "only_here",
    });
    expect(await second.row(sql`select to_regclass('only_here')::text as name`)).toEqual({ name: null });
  });

  it("is dropped although a transaction hangs in it", async () => {
    const third = await createTestDatabase();
    const hanging = Promise.withResolvers<never>();
    void third.transaction(async (tx) => {
      await tx.run(sql`select 1`);
      return hanging.promise;
    });
    await third.row(sql`select 1`);
    await third.drop();
    const found = sql`select 1 from pg_database where datname = ${new URL(third.url).pathname.slice(1)}`;
    expect(await first.rows(found)).toEqual([]);
  });

  it("a dropped database is gone", async () => {
    const third = await createTestDatabase();
    const found = sql`select 1 from pg_database where datname = ${new URL(third.url).pathname.slice(1)}`;
    expect(await first.rows(found)).toHaveLength(1);
    await third.drop();
    expect(await first.rows(found)).toEqual([]);
  });
});
