import { existsSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { previewImport } from "./preview-import.ts";
import { readImport } from "./read-import.ts";
import { rejectedFileHead, rejectedFileLine, safeCell } from "./rejected-file.ts";
import { createReport, type ImportReport } from "./report.ts";

const shop = { shopTimeZone: "Asia/Shanghai", shopCurrency: "CNY" };
const mess = [
  "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
  "1,10001,LANTERN,12,2011-01-01 08:26:00,2.50,40001,France",
  "1,10002,CUP,1,2011-01-01 08:26:00,1.00,,France",
  "2,POST,POSTAGE,1,2011-02-01 09:00:00,18,40001,France",
  "C3,10001,LANTERN,-2,2011-03-05 10:00:00,2.50,40001,France",
  "4,10001,,-40,2011-03-05 10:00:00,0,,United Kingdom",
  "5,10001,LANTERN,many,2011-03-05 10:00:00,1,,United Kingdom",
].join("\n");

async function reportOf(file: string | Readable): Promise<ImportReport> {
  const opened = await readImport(file, shop);
  const report = createReport(opened);
  for await (const batch of opened.batches) report.add(batch);
  return report.current();
}

describe("the report of an import", () => {
  it("counts what came in and what the mess was", async () => {
    expect(await reportOf(Readable.from([Buffer.from(mess)]))).toEqual({
      format: "online_retail",
      rows: 6,
      orderLines: 3,
      orders: 2,
      customers: 0,
      refundLines: 1,
      refunds: 1,
      adjustments: { quantity_not_positive: 1, price_not_positive: 0, bookkeeping: 0 },
      salesWithoutBuyer: 1,
      nonProductLines: 1,
      rejected: 1,
      rejectedByCode: { number_wrong: 1 },
      soldCents: { GBP: 4900 },
      refundedCents: { GBP: 500 },
      firstOrderAt: new Date("2011-01-01T08:26:00Z"),
      lastOrderAt: new Date("2011-02-01T09:00:00Z"),
      mess: {
        linesWithoutCustomer: 2,
        cancellationLines: 1,
        cancellationOrders: 1,
        quantityNotPositive: 2,
        priceNotPositive: 1,
      },
      warnings: [],
    });
  });

  const data = process.env["REFRAIN_DATA"] ?? path.resolve(import.meta.dirname, "../../../../shared/data");
  const file = path.join(data, "online-retail/online_retail_II_2009-12_2011-12.csv.gz");
  it.skipIf(!existsSync(file))("finds the known mess of Online Retail II", { timeout: 60_000 }, async () => {
    const report = await reportOf(file);
    expect(report).toMatchObject({ rows: 1_044_847, rejected: 0 });
    expect(report.mess).toEqual({
      linesWithoutCustomer: 235_287,
      cancellationLines: 19_165,
      cancellationOrders: 8_292,
      quantityNotPositive: 22_557,
      priceNotPositive: 6_029,
    });
  });
});

describe("the preview", () => {
  it("shows what was understood, what was refused and what was guessed, without reading on", async () => {
    const rows = "1,10001,LANTERN,12,2011-01-01 08:26:00,2.50,40001,France\n".repeat(100_000);
    let bytesRead = 0;
    const source = Readable.from([
      Buffer.from(`${mess}\n`),
      ...Array.from({ length: 20 }, () => Buffer.from(rows)),
    ]);
    const preview = await previewImport(source, { ...shop, onBytesRead: (bytes) => (bytesRead = bytes) });
    expect(preview).toMatchObject({
      format: "online_retail",
      confidence: 1,
      missingColumns: [],
      guesses: { encoding: "utf-8", delimiter: ",", timeZone: "Europe/London", currency: "GBP" },
    });
    expect(preview.records).toHaveLength(20);
    expect(preview.problems.map((row) => row.lineNumber)).toEqual([7]);
    expect(preview.columns[6]).toEqual({ name: "Customer ID", meaning: "customer" });
    expect(bytesRead).toBeLessThan(rows.length * 3);
  });
});

describe("the list of rejected rows", () => {
  it("keeps line, reason and row, and opens in Excel as UTF-8", () => {
    const line = rejectedFileLine({
      lineNumber: 7,
      code: "date_wrong",
      reason: "日期 is wrong",
      raw: 'A,"b"',
    });
    expect(`${rejectedFileHead}${line}`).toBe(
      '\uFEFFline_number,code,reason,row\r\n7,date_wrong,日期 is wrong,"A,""b"""\r\n',
    );
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =HYPERLINK(1)"])(
    "never starts a formula: %s",
    (text) => {
      expect(safeCell(text)).toMatch(/^"?'/u);
    },
  );
});
