import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectDatabase, type Database, raw, sql, type Tx } from "./index.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

describe("the database", () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createTestDatabase();
    await db.run(sql`create table account (id int primary key, cents bigint not null)`);
  });
  beforeEach(async () => {
    await db.run(sql`truncate account`);
    await db.run(sql`insert into account values (1, 100), (2, 100)`);
  });
  afterAll(() => db.drop());

  describe("values", () => {
    it("arrive as what they are: bigint exact, numeric and date as text, instants as Date, json parsed", async () => {
      const instant = new Date("2026-02-28T23:30:00.123Z");
      const given = { list: [1, "二"], nested: { a: null } };
      const row = await db.row(sql`
        select 9007199254740991::bigint as big, array[1, null]::bigint[] as bigs, 1.10::numeric as exact,
          array[1.10]::numeric[] as exacts, ${instant}::timestamptz as at, ${instant}::timestamptz::date as day,
          ${given}::jsonb as given, ${["a", "b"]}::text[] as words, ${null}::text as nothing, true as yes`);
      expect(row).toEqual({
        big: 9_007_199_254_740_991,
        bigs: [1, null],
        exact: "1.10",
        exacts: ["1.10"],
        at: instant,
        day: "2026-02-28",
        given,
        words: ["a", "b"],
        nothing: null,
        yes: true,
      });
    });

    it("a bigint that a number cannot hold is an error, and the connection works on", async () => {
      await expect(db.rows(sql`select 9007199254740993::bigint as big`)).rejects.toThrow("does not fit");
      expect(await db.row(sql`select count(*) as n from account`)).toEqual({ n: 2 });
    });

    it("run tells how many rows were changed, over all statements of a text", async () => {
      expect(await db.run(sql`update account set cents = 0`)).toBe(2);
      expect(await db.run(sql`delete from account where id = 3`)).toBe(0);
      expect(await db.run(raw("delete from account where id = 1; delete from account where id = 2"))).toBe(2);
    });
  });

  describe("a transaction", () => {
    it("is committed whole", async () => {
      const result = await db.transaction(async (tx) => {
        await move(tx, 30);
        return "done";
      });
      expect(result).toBe("done");
      expect(await balances(db)).toEqual([70, 130]);
    });

    it("leaves nothing when its work throws, and passes the error on", async () => {
      const work = db.transaction(async (tx) => {
        await move(tx, 30);
        throw new Error("changed my mind");
      });
      await expect(work).rejects.toThrow("changed my mind");
      expect(await balances(db)).toEqual([100, 100]);
    });

    it("whose failed statement was ignored does not pretend to be committed", async () => {
      const work = db.transaction(async (tx) => {
        await move(tx, 30);
        await tx.run(sql`insert into account values (1, 0)`).catch(() => undefined);
      });
      await expect(work).rejects.toThrow("rolled back");
      expect(await balances(db)).toEqual([100, 100]);
    });

    it("waits for statements that were not awaited, and refuses those that come after its end", async () => {
      let kept: Tx | undefined;
      await db.transaction(async (tx) => {
        kept = tx;
        void tx.run(sql`update account set cents = 1 where id = 1`);
        void tx.run(sql`update account set cents = cents + 1 where id = 1`);
      });
      expect(await balances(db)).toEqual([2, 100]);
      await expect(kept!.run(sql`select 1`)).rejects.toThrow("came too late");
    });

    it("that could not be serialized is done again", async () => {
      const everyoneHasRead = meetingOf(2);
      let attempts = 0;
      const addUp = (id: number) =>
        db.transaction(
          async (tx) => {
            attempts += 1;
            const { sum } = (await tx.row<{ sum: number }>(
              sql`select sum(cents)::bigint as sum from account`,
            ))!;
            await everyoneHasRead();
            await tx.run(sql`insert into account values (${id}, ${sum})`);
          },
          { isolation: "serializable" },
        );
      await Promise.all([addUp(10), addUp(11)]);
      expect(attempts).toBe(3);
      expect(await balances(db)).toEqual([100, 100, 200, 400]);
    });

    it("that ran into a deadlock is done again", async () => {
      const bothHold = meetingOf(2);
      let attempts = 0;
      const addInOrder = (first: number, second: number) =>
        db.transaction(async (tx) => {
          attempts += 1;
          await tx.run(sql`update account set cents = cents + 1 where id = ${first}`);
          await bothHold();
          await tx.run(sql`update account set cents = cents + 1 where id = ${second}`);
        });
      await Promise.all([addInOrder(1, 2), addInOrder(2, 1)]);
      expect(attempts).toBe(3);
      expect(await balances(db)).toEqual([102, 102]);
    });

    it("is given up after the third repetition", async () => {
      let attempts = 0;
      const work = db.transaction(async (tx) => {
        attempts += 1;
        await tx.run(raw("do $$ begin raise exception 'lost' using errcode = '40001'; end $$"));
      });
      await expect(work).rejects.toMatchObject({ code: "40001" });
      expect(attempts).toBe(4);
    });
  });

  describe("copying rows in", () => {
    beforeAll(() =>
      db.run(
        sql`create table thing (id int primary key, name text, tags text[], about jsonb, at timestamptz)`,
      ),
    );
    beforeEach(() => db.run(sql`truncate thing`));
    const columns = ["id", "name", "tags", "about", "at"];

    it("keeps every value, whatever is in the text", async () => {
      const at = new Date("2026-01-02T03:04:05.678Z");
      const name = "tab\tline\nreturn\rback\\slash \\N \\. “直播” 🎈";
      const rows = [
        [1, name, ["a,b", 'q"', "\\"], { name, deep: [1] }, at],
        [2, null, [], null, null],
        [3, "", null, {}, at],
      ];
      expect(await db.copyRows("thing", columns, rows)).toBe(3);
      expect(await db.rows(sql`select * from thing order by id`)).toEqual([
        { id: 1, name, tags: ["a,b", 'q"', "\\"], about: { name, deep: [1] }, at },
        { id: 2, name: null, tags: [], about: null, at: null },
        { id: 3, name: "", tags: null, about: {}, at },
      ]);
    });

    it("takes a hundred thousand rows from a generator", async () => {
      expect(await db.copyRows("public.thing", ["id", "name"], numbered(100_000))).toBe(100_000);
      expect(await db.row(sql`select count(*) as n, max(id) as last from thing`)).toEqual({
        n: 100_000,
        last: 100_000,
      });
    });

    it("takes rows that arrive over time, and none at all", async () => {
      async function* slowly() {
        for (const row of numbered(3)) {
          await Promise.resolve();
          yield row;
        }
      }
      expect(await db.copyRows("thing", ["id", "name"], slowly())).toBe(3);
      expect(await db.copyRows("thing", ["id"], [])).toBe(0);
    });

    it("inside a transaction belongs to it", async () => {
      const work = db.transaction(async (tx) => {
        await tx.copyRows("thing", ["id", "name"], numbered(10));
        expect(await tx.row(sql`select count(*) as n from thing`)).toEqual({ n: 10 });
        throw new Error("back");
      });
      await expect(work).rejects.toThrow("back");
      expect(await db.row(sql`select count(*) as n from thing`)).toEqual({ n: 0 });
    });

    it("is all or nothing when a row is refused in the middle, and the connection works on", async () => {
      function* withTwin() {
        yield* numbered(50_000);
        yield [7, "twin"];
        yield* numbered(50_000);
      }
      await expect(db.copyRows("thing", ["id", "name"], withTwin())).rejects.toMatchObject({ code: "23505" });
      expect(await db.row(sql`select count(*) as n from thing`)).toEqual({ n: 0 });
    });

    it("passes on the error of its source and keeps nothing", async () => {
      function* breaking() {
        yield* numbered(20_000);
        throw new Error("line 20001 is broken");
      }
      await expect(db.copyRows("thing", ["id", "name"], breaking())).rejects.toThrow("line 20001 is broken");
      expect(await db.row(sql`select count(*) as n from thing`)).toEqual({ n: 0 });
    });
  });

  describe("prepared statements", () => {
    it("a statement that comes again is prepared, and not when that is switched off", async () => {
      for (const [namedStatements, expected] of [
        [true, 1],
        [false, 0],
      ] as const) {
        const single = connectDatabase({
          url: db.url,
          maxConnections: 1,
          namedStatements,
          onError: () => undefined,
        });
        for (let i = 0; i < 3; i += 1) await single.row(sql`select ${i}::int as i`);
        const prepared = await single.rows(sql`select 1 from pg_prepared_statements`);
        expect(prepared).toHaveLength(expected);
        await single.close();
      }
    });

    it("survive that a migration changes the columns they give", async () => {
      await db.run(sql`create table shape (a int); insert into shape values (1)`);
      const read = () => db.rows(sql`select * from shape where a = ${1}`);
      for (let i = 0; i < 3; i += 1) await read();
      await db.run(sql`alter table shape add column b int default 2`);
      expect(await read()).toEqual([{ a: 1, b: 2 }]);
    });

    it("of a refused statement can be tried again on the same connection", async () => {
      const single = connectDatabase({ url: db.url, maxConnections: 1, onError: () => undefined });
      const read = () => single.rows(sql`select * from later where a = ${1}`);
      for (let i = 0; i < 3; i += 1) await expect(read()).rejects.toMatchObject({ code: "42P01" });
      await single.run(sql`create table later (a int)`);
      expect(await read()).toEqual([]);
      await single.close();
    });
  });

  describe("failure", () => {
    it("a refused statement or a transaction given up keeps its connection", async () => {
      const single = connectDatabase({ url: db.url, maxConnections: 1, onError: () => undefined });
      const backend = () => single.row(sql`select pg_backend_pid() as pid`);
      const before = await backend();
      await expect(single.run(sql`insert into account values (1, 0)`)).rejects.toMatchObject({
        code: "23505",
      });
      const givenUp = single.transaction(() => Promise.reject(new Error("no stock")));
      await expect(givenUp).rejects.toThrow("no stock");
      expect(await backend()).toEqual(before);
      await single.close();
    });

    it("a connection cut while it rests is reported and replaced", async () => {
      const reported = Promise.withResolvers<Error>();
      const single = connectDatabase({ url: db.url, maxConnections: 1, onError: reported.resolve });
      const { pid } = (await single.row<{ pid: number }>(sql`select pg_backend_pid() as pid`))!;
      await db.run(sql`select pg_terminate_backend(${pid})`);
      expect(await reported.promise).toMatchObject({ code: "57P01" });
      expect(await reported.promise).not.toHaveProperty("client");
      expect(await single.row(sql`select 1 as one`)).toEqual({ one: 1 });
      await single.close();
    });

    it("a connection cut within a transaction fails that transaction only", async () => {
      const work = db.transaction(async (tx) => {
        await move(tx, 30);
        const { pid } = (await tx.row<{ pid: number }>(sql`select pg_backend_pid() as pid`))!;
        await db.run(sql`select pg_terminate_backend(${pid})`);
        await tx.run(sql`select 1`);
      });
      await expect(work).rejects.toMatchObject({ code: "unavailable" });
      expect(await balances(db)).toEqual([100, 100]);
    });

    it("a server that is not there is `unavailable`", async () => {
      const nowhere = connectDatabase({ url: "postgresql://x@127.0.0.1:1/x", onError: () => undefined });
      await expect(nowhere.rows(sql`select 1`)).rejects.toMatchObject({ code: "unavailable", status: 503 });
      await nowhere.close();
    });
  });
});

function* numbered(count: number): Generator<readonly unknown[]> {
  for (let id = 1; id <= count; id += 1) yield [id, `thing ${id}`];
}

async function move(tx: Tx, cents: number): Promise<void> {
  await tx.run(sql`update account set cents = cents - ${cents} where id = 1`);
  await tx.run(sql`update account set cents = cents + ${cents} where id = 2`);
}

async function balances(db: Database): Promise<number[]> {
  const rows = await db.rows<{ cents: number }>(sql`select cents from account order by cents, id`);
  return rows.map(({ cents }) => cents);
}

/** Each of the first `count` callers waits until all have come; later ones walk through. */
function meetingOf(count: number): () => Promise<void> {
  const complete = Promise.withResolvers<void>();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived >= count) complete.resolve();
    return complete.promise;
  };
}
