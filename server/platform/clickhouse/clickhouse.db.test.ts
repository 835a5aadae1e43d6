import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Clickhouse,
  ClickHouseError,
  connectClickhouse,
  startTestClickhouse,
  type TestClickhouse,
} from "./index.ts";

let store: TestClickhouse;
let clickhouse: Clickhouse;

beforeAll(async () => {
  store = await startTestClickhouse();
  clickhouse = store.clickhouse;
});
afterAll(() => store.drop());

describe("parameters", () => {
  const hostile = [
    "O'Hara",
    "'); DROP TABLE t; --",
    "\\",
    "\\'",
    "a\tb\r\nc",
    "直播间「双十一」🎉",
    "{s:String}",
    "\\N",
    "a\0b\b\f",
    "",
  ];

  test.each(hostile)("a text comes back as it went in: %j", async (text) => {
    const rows = await clickhouse.rows("SELECT {text:String} AS text, {texts:Array(String)} AS texts", {
      text,
      texts: [text, "x"],
    });
    expect(rows).toEqual([{ text, texts: [text, "x"] }]);
  });

  test("never change and never end a statement, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "grapheme" })),
        fc.string({ unit: "grapheme" }),
        async (texts, text) => {
          const rows = await clickhouse.rows("SELECT {texts:Array(String)} AS texts, {text:String} AS text", {
            texts,
            text,
          });
          expect(rows).toEqual([{ texts, text }]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("keep their types", async () => {
    const at = new Date("2026-11-11T12:00:00.123Z");
    const rows = await clickhouse.rows(
      "SELECT {at:DateTime64(3)} AS at, {on:Date} AS on, {big:UInt64} AS big, {none:Nullable(String)} AS none, {map:Map(String, UInt8)} AS map",
      { at, on: "2026-11-11", big: Number.MAX_SAFE_INTEGER, none: null, map: { "it's": 1 } },
    );
    expect(rows).toEqual([
      {
        at: at.toISOString(),
        on: "2026-11-11",
        big: Number.MAX_SAFE_INTEGER,
        none: null,
        map: { "it's": 1 },
      },
    ]);
  });

  test("may be many and long", async () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `member-${index}-直播`);
    const rows = await clickhouse.rows("SELECT length({ids:Array(String)}) AS count", { ids });
    expect(rows).toEqual([{ count: ids.length }]);
  });

  test("belong to one statement, whoever runs beside it", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        clickhouse.rows("SELECT {mine:UInt32} AS mine", { mine: index }),
      ),
    );
    expect(answers.flat()).toEqual(Array.from({ length: 40 }, (_, index) => ({ mine: index })));
    await expect(clickhouse.rows("SELECT {mine:UInt32}")).rejects.toMatchObject({ code: "456" });
  });
});

describe("a refused statement", () => {
  test("tells code, kind and reason", async () => {
    const failure = await clickhouse.rows("SELEC 1").catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(ClickHouseError);
    expect(failure).toMatchObject({
      code: "62",
      type: "SYNTAX_ERROR",
      message: expect.stringContaining("Syntax error"),
    });
    await expect(clickhouse.run("INSERT INTO nowhere SELECT 1")).rejects.toMatchObject({
      code: "60",
      type: "UNKNOWN_TABLE",
    });
    await expect(clickhouse.insert("nowhere", [{ a: 1 }])).rejects.toMatchObject({ code: "60" });
  });

  test("leaves nothing of its result to the next statement", async () => {
    const failing = "SELECT number, throwIf(number = 200000) FROM numbers(1000000)";
    await expect(clickhouse.rows(failing)).rejects.toMatchObject({ code: "395" });
    expect(await clickhouse.rows("SELECT 1 AS x")).toEqual([{ x: 1 }]);
    await expect(clickhouse.stream(failing, {}, "CSVWithNames")).rejects.toMatchObject({ code: "395" });
    expect(await clickhouse.rows("SELECT 2 AS x")).toEqual([{ x: 2 }]);
  });

  test("may not carry a second one behind it", async () => {
    await expect(clickhouse.run("SELECT 1; SELECT 2")).rejects.toMatchObject({ code: "62" });
    await expect(clickhouse.run("SET max_threads = 1")).rejects.toMatchObject({ code: "48" });
  });

  test("is refused when it answers more rows than anyone should gather", async () => {
    await expect(clickhouse.rows("SELECT number FROM numbers(1000001)")).rejects.toMatchObject({
      code: "396",
    });
  });

  test("is refused when it takes more memory than one statement may", async () => {
    const greedy =
      "SELECT count() FROM (SELECT number, groupArray(number) FROM numbers(200000000) GROUP BY number)";
    const narrow = "SETTINGS max_memory_usage = 50000000, max_bytes_before_external_group_by = 0";
    await expect(clickhouse.rows(`${greedy} ${narrow}`)).rejects.toMatchObject({ code: "241" });
  });
});

describe("what is stored", () => {
  test("answers windowFunnel over inserted events", async () => {
    await clickhouse.run(
      "CREATE TABLE seen (shop_id UUID, member LowCardinality(String), name LowCardinality(String), at DateTime64(3)) ENGINE = MergeTree ORDER BY (shop_id, member, at)",
    );
    const shop_id = "0198c0de-0000-7000-8000-000000000001";
    const event = (member: string, name: string, at: string) => ({ shop_id, member, name, at });
    await clickhouse.insert("seen", [
      event("李雷", "show.joined", "2026-11-11T12:00:00.000Z"),
      event("李雷", "product.opened", "2026-11-11T12:01:00.000Z"),
      event("李雷", "order.paid", "2026-11-11T12:02:00.000Z"),
      event("O'Hara", "show.joined", "2026-11-11T12:00:00.000Z"),
      event("O'Hara", "order.paid", "2026-11-11T14:00:00.000Z"),
    ]);
    const rows = await clickhouse.rows(
      `SELECT member, windowFunnel(3600000)(toUInt64(toUnixTimestamp64Milli(at)), name = 'show.joined', name = 'product.opened', name = 'order.paid') AS steps
       FROM seen WHERE shop_id = {shop:UUID} GROUP BY member ORDER BY steps DESC`,
      { shop: shop_id },
    );
    expect(rows).toEqual([
      { member: "李雷", steps: 3 },
      { member: "O'Hara", steps: 1 },
    ]);
    expect(await clickhouse.rows("SELECT min(at) AS first FROM seen")).toEqual([
      { first: "2026-11-11T12:00:00.000Z" },
    ]);
  });

  test("is written once when the same attempt comes twice", async () => {
    await clickhouse.run(
      "CREATE TABLE once (id UInt32) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100",
    );
    await clickhouse.insert("once", [{ id: 1 }], { attempt: "batch-1" });
    await clickhouse.insert("once", [{ id: 1 }], { attempt: "batch-1" });
    await clickhouse.insert("once", [{ id: 1 }], { attempt: "batch-2" });
    expect(await clickhouse.rows("SELECT count() AS count FROM once")).toEqual([{ count: 2 }]);
  });

  test("is kept apart by database", async () => {
    await clickhouse.run("CREATE DATABASE other");
    const other = connectClickhouse({ url: store.embedded.url, database: "other" });
    await other.run("CREATE TABLE here (id UInt8) ENGINE = MergeTree ORDER BY id");
    await other.insert("here", [{ id: 1 }]);
    expect(await other.rows("SELECT count() AS count FROM here")).toEqual([{ count: 1 }]);
    await expect(clickhouse.rows("SELECT count() FROM here")).rejects.toMatchObject({ code: "60" });
    await other.close();
  });
});

describe("an export", () => {
  test("gives every row once under one header, however many there are", async () => {
    const file = await clickhouse.stream(
      "SELECT number, 'a;''b' AS text FROM numbers({count:UInt32});",
      { count: 500_000 },
      "CSVWithNames",
    );
    const text = Buffer.concat(await file.toArray()).toString("utf8");
    expect(text.startsWith(`"number","text"\n0,"a;'b"\n`)).toBe(true);
    expect(text.split("\n")).toHaveLength(500_002);
  });

  test("gives Parquet", async () => {
    const file = await clickhouse.stream("SELECT 1 AS one", {}, "Parquet");
    const bytes = Buffer.concat(await file.toArray());
    expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(["PAR1", "PAR1"]);
  });

  test("may be left before its end", async () => {
    const file = await clickhouse.stream("SELECT repeat('x', 1000) FROM numbers(100000)", {}, "CSVWithNames");
    await new Promise((resolve) => void file.once("data", resolve));
    file.destroy();
    expect(await clickhouse.rows("SELECT 1 AS x")).toEqual([{ x: 1 }]);
  });
});

describe("the door", () => {
  test("opens only to who knows the password", async () => {
    const { port } = new URL(store.embedded.url);
    const stranger = connectClickhouse({ url: `http://refrain:guess@127.0.0.1:${port}` });
    await expect(stranger.rows("SELECT 1")).rejects.toMatchObject({ code: "516" });
    await stranger.close();
    const nobody = await fetch(`http://127.0.0.1:${port}/?query=SELECT+1`);
    expect(nobody.status).toBe(403);
    expect(nobody.headers.get("x-clickhouse-exception-code")).toBe("516");
  });

  test("answers as ClickHouse does over plain HTTP, and changes nothing by GET", async () => {
    const { port, username, password } = new URL(store.embedded.url);
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { "x-clickhouse-user": username, "x-clickhouse-key": password } }); // prettier-ignore
    expect(await (await ask("/?query=SELECT+{a:UInt8}%2B1&param_a=41")).text()).toBe("42\n");
    expect(await (await ask("/?query=SELECT+1+AS+x&default_format=JSONEachRow")).text()).toBe(`{"x":1}\n`);
    expect((await ask("/?query=DROP+TABLE+x")).status).toBe(405);
    expect(await (await ask("/ping")).text()).toBe("Ok.\n");
    expect(await clickhouse.ping()).toBe(true);
    expect(clickhouse.url).toBe(`http://127.0.0.1:${port}/`);
  });
});
