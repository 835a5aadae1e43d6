import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { createGzip, gzipSync } from "node:zlib";
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { afterAll, describe, expect, it } from "vitest";
import { RefrainError } from "../../platform/errors.ts";
import { readImport } from "./read-import.ts";
import { readWhole } from "./testing-read-whole.ts";
import { zipOf } from "./testing-zip.ts";

const header = "order_id,ordered_at,customer_id,sku,product,quantity,unit_price,currency";
const good = "A-1,2025-03-31 20:15:00,c-7,TEA-50,春茶,2,39.90,CNY";
const shop = { shopTimeZone: "Asia/Shanghai", shopCurrency: "CNY" };

const folder = await mkdtemp(path.join(tmpdir(), "read-import-"));
afterAll(() => rm(folder, { recursive: true }));

async function refusalOf(reading: Promise<unknown>): Promise<RefrainError> {
  const error: unknown = await reading.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(RefrainError);
  return error as RefrainError;
}

describe("a readable file", { timeout: 60_000 }, () => {
  it("gives its rows whatever its encoding, delimiter, line ends and compression", async () => {
    const text = `${header}\n${good}\n`;
    const expected = (await readWhole(text)).records;
    expect(expected).toHaveLength(1);
    expect(expected[0]).toMatchObject({ productName: "春茶", lineTotalCents: 7980, quantity: 2 });
    const variants: Buffer[] = [
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${text}`, "utf16le"),
      Buffer.from(text, "utf16le"),
      iconv.encode(text, "gb18030"),
      iconv.encode(`\uFEFF${text}`, "utf-16be"),
      Buffer.from(text.replaceAll("\n", "\r\n")),
      Buffer.from(text.replaceAll("\n", "\r")),
      Buffer.from(text.replaceAll(",", ";")),
      Buffer.from(text.replaceAll(",", "\t")),
      Buffer.from(text.trimEnd()),
      gzipSync(text),
      gzipSync(iconv.encode(text, "gb18030")),
    ];
    for (const variant of variants) expect((await readWhole(variant)).records).toEqual(expected);
  });

  it("may have spaces around header names, the same name twice, and columns nobody knows", async () => {
    const text = ` Order_ID , ordered_at,sku,Quantity,unit_price,note,note\n\t202503310001,2025-03-31,'0012,1,5,x,y`;
    const { records } = await readWhole(text);
    expect(records[0]).toMatchObject({ orderNumber: "202503310001", sku: "0012" });
  });

  it("may have a title above its header", async () => {
    const { records } = await readWhole(`订单导出 2025年3月\n\n${header}\n${good}`);
    expect(records).toHaveLength(1);
  });

  it("is known by its line numbers, however it is cut into pieces", async () => {
    const text = `${header}\n${Array.from({ length: 50 }, (_, i) => good.replace("A-1", `甲-${i}`)).join("\n")}`;
    const whole = await readWhole(text);
    const bytes = Buffer.from(text);
    for (const size of [1, 7, 1000]) {
      const pieces: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      const opened = await readImport(Readable.from(pieces, { objectMode: false }), shop);
      const records = [];
      for await (const batch of opened.batches) records.push(...batch.records);
      expect(records).toEqual(whole.records);
    }
  });
});

describe("rows that are wrong", { timeout: 60_000 }, () => {
  it("are handed back with line, column and what would be right; the others are kept", async () => {
    const { records, rejected } = await readWhole(
      [
        header,
        good,
        "A-2,yesterday,c-7,TEA-50,春茶,2,39.90,CNY",
        "A-3,2025-03-31 20:15:00,c-7,TEA-50,春茶,two,39.90,CNY",
        "A-4,2025-03-31 20:15:00,c-7,TEA-50,春茶,2,abc,CNY",
        "A-5,2025-03-31 20:15:00,c-7,TEA-50,春茶,2,39.90,Yuan",
        "A-6,2025-03-31 20:15:00,c-7,TEA-50,春茶",
        ",2025-03-31 20:15:00,c-7,TEA-50,春茶,2,39.90,CNY",
        "A-8,2025-03-31 20:15:00,c-7,TEA-50,春茶,-1,39.90,CNY",
        `A-9,2025-03-31 20:15:00,c-7,TEA-50,春茶,2,39.90,CNY,,`,
        "A-10,2025-03-31 20:15:00,c-7,TEA-50,春,茶,2,39.90,CNY",
      ].join("\n"),
    );
    expect(records.map((record) => record.lineNumber)).toEqual([2, 10]);
    expect(rejected.map((row) => [row.lineNumber, row.code])).toEqual([
      [3, "date_wrong"],
      [4, "number_wrong"],
      [5, "number_wrong"],
      [6, "currency_wrong"],
      [7, "wrong_number_of_columns"],
      [8, "value_missing"],
      [9, "number_wrong"],
      [11, "wrong_number_of_columns"],
    ]);
    expect(rejected[0]?.reason).toContain("ordered_at");
    expect(rejected[0]?.reason).toContain("yesterday");
    expect(rejected[0]?.raw).toBe("A-2,yesterday,c-7,TEA-50,春茶,2,39.90,CNY");
  });

  it("include those with bytes of another encoding", async () => {
    const many = `${good}\n`.repeat(20_000);
    const mixed = Buffer.concat([Buffer.from(`${header}\n${many}`), iconv.encode(`${good}\n`, "gb18030")]);
    const { records, rejected } = await readWhole(mixed);
    expect(records).toHaveLength(20_000);
    expect(rejected.map((row) => row.code)).toEqual(["wrong_encoding"]);
  });
});

describe("a file that is no table", () => {
  it.each([
    ["an empty file", Buffer.alloc(0), "empty"],
    ["only empty lines", Buffer.from("\n\n\n"), "empty"],
    ["zero bytes", Buffer.alloc(5000), "binary"],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d", "hex"), "not_a_table"],
    ["an old Excel file", Buffer.from("d0cf11e0a1b11ae1", "hex"), "not_a_table"],
    ["a PDF", Buffer.from("%PDF-1.7\n..."), "not_a_table"],
    ["prose", Buffer.from("Dear Sir or Madam,\nthank you for your order."), "unknown_columns"],
    [
      "a gzip cut off",
      gzipSync(Buffer.from(`${header}\n${good}\n`.repeat(50))).subarray(0, 60),
      "damaged_gzip",
    ],
    [
      "a zip without a workbook",
      zipOf({ "orders.csv": Buffer.from(`${header}\n${good}`) }),
      "damaged_workbook",
    ],
    ["half a zip", zipOf({ "xl/workbook.xml": Buffer.from("<x/>") }).subarray(0, 30), "damaged_workbook"],
  ])("is refused: %s", async (_, bytes, problem) => {
    const error = await refusalOf(readWhole(bytes));
    expect(error.code).toBe("import_unreadable");
    expect(error.details).toMatchObject({ problem });
  });

  it("is refused with what was found and the nearest formats when columns are unknown", async () => {
    const error = await refusalOf(readWhole("order_id,ordered_at,sku,amount\n1,2,3,4"));
    expect(error.details).toMatchObject({
      found: ["order_id", "ordered_at", "sku", "amount"],
      nearest: expect.arrayContaining([
        { format: "plain", title: expect.anything(), missingColumns: ["quantity", "unit_price"] },
      ]),
    });
  });

  it("may have a header only: then it has no records and no problems", async () => {
    const { records, rejected } = await readWhole(`${header}\n`);
    expect(records).toEqual([]);
    expect(rejected).toEqual([]);
  });

  it("is refused when the path leads nowhere", async () => {
    const error = await refusalOf(readImport(path.join(folder, "missing.csv"), shop));
    expect(error.details).toEqual({ problem: "no_such_file" });
    expect((await refusalOf(readImport(folder, shop))).details).toEqual({ problem: "folder" });
  });
});

// Generous limits: on a busy machine these take their time.
describe("two gigabytes of nothing", { timeout: 60_000 }, () => {
  const piece = 1024 * 1024;
  const pieces = 2048;

  async function* nothing(byte: string, before = "", counted = { pieces: 0 }): AsyncGenerator<Buffer> {
    if (before !== "") yield Buffer.from(before);
    const block = Buffer.alloc(piece, byte);
    for (; counted.pieces < pieces; counted.pieces += 1) yield block;
  }

  async function readToEnd(source: Readable): Promise<void> {
    const opened = await readImport(source, shop);
    for await (const _ of opened.batches);
  }

  it.each([
    ["zero bytes", "\0", ""],
    ["empty lines", "\n", ""],
    ["spaces", " ", ""],
    ["empty lines under a header", "\n", `${header}\n`],
    ["spaces under a header", " ", `${header}\n`],
    ["zero bytes under a header", "\0", `${header}\n${good}\n`],
    ["delimiters under a header", ",", `${header}\n${good}\n`],
    ["an open quote under a header", "x", `${header}\n"`],
  ])("are refused after a few megabytes: %s", async (_, byte, before) => {
    const counted = { pieces: 0 };
    const error = await refusalOf(
      readToEnd(Readable.from(nothing(byte, before, counted), { objectMode: false })),
    );
    expect(error.code).toBe("import_unreadable");
    expect(counted.pieces).toBeLessThan(16);
  });

  it("are refused early when they are compressed", async () => {
    const counted = { pieces: 0 };
    const bomb = Readable.from(nothing("\n", `${header}\n${good}\n`, counted), { objectMode: false }).pipe(
      createGzip(),
    );
    const error = await refusalOf(readToEnd(bomb));
    expect(error.code).toBe("import_unreadable");
    expect(counted.pieces).toBeLessThan(200);
    bomb.destroy();
  });

  it.each([
    ["rows that mean nothing", "0\n", "no_row_fits"],
    ["the same good row", `${good}\n`, "expands_like_a_bomb"],
  ])("are refused when they swell out of a small file: %s", async (_, row, problem) => {
    const source = Readable.from(nothing(row, `${header}\n`), { objectMode: false }).pipe(createGzip());
    const error = await refusalOf(readToEnd(source));
    expect(error.details).toMatchObject({ problem });
    source.destroy();
  });

  it("are refused inside a workbook, whatever size the archive claims", async () => {
    const sheet = Buffer.alloc(64 * 1024 * 1024);
    const bounds = { maxUnpackedBytes: 8 * 1024 * 1024 };
    const { defaultBounds } = await import("./reading/read-table.ts");
    const bomb = zipOf({ "xl/worksheets/sheet1.xml": sheet }, 10);
    const error = await refusalOf(readWhole(bomb, { bounds: { ...defaultBounds, ...bounds } }));
    expect(error.code).toBe("too_large");
  });
});

describe("any bytes at all", { timeout: 60_000 }, () => {
  it("end in a result or in a refusal, never in a crash", async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("", `${header}\n`, `${good}\n`),
        bytes,
        fc.boolean(),
        async (before, noise, zip) => {
          const content = Buffer.concat([Buffer.from(before), noise]);
          const outcome = await readWhole(zip ? gzipSync(content) : content).catch((error: unknown) => error);
          const isRead = !(outcome instanceof Error);
          const { records, rejected, rowsRead } = outcome as Awaited<ReturnType<typeof readWhole>>;
          expect(
            isRead ? records.length + rejected.length === rowsRead : outcome instanceof RefrainError,
          ).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("beginning like a workbook are refused", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
        const bytes = Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), noise]);
        expect((await refusalOf(readWhole(bytes))).code).toBe("import_unreadable");
      }),
      { numRuns: 100 },
    );
  });

  it("in the cells of a row give a record or a rejection", async () => {
    const cell = fc
      .string({ unit: "binary", maxLength: 12 })
      .map((text) => `"${text.replaceAll('"', '""')}"`);
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 8, maxLength: 8 }), async (cells) => {
        const rows = `${good}\n`.repeat(20) + cells.join(",");
        const { records, rejected } = await readWhole(`${header}\n${rows}\n`);
        expect(records.length).toBeGreaterThanOrEqual(20);
        expect(records.length + rejected.length).toBeGreaterThan(20);
      }),
      { numRuns: 100 },
    );
  });
});

describe("reading a file from disk", () => {
  it("tells how many of its bytes are read", async () => {
    const file = path.join(folder, "orders.csv.gz");
    const bytes = gzipSync(`${header}\n${`${good}\n`.repeat(1000)}`);
    await writeFile(file, bytes);
    let read = 0;
    const opened = await readImport(file, { ...shop, onBytesRead: (count) => (read = count) });
    for await (const _ of opened.batches);
    expect(read).toBe(bytes.length);
  });
});
