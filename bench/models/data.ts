import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import type { Transactions } from "../../models/index.ts";

/** Where the data are looked for. */
export function dataFolder(): string {
  return process.env["REFRAIN_DATA"] ?? path.join(import.meta.dirname, "../../../shared/data");
}

export function readText(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

export function readJson(file: string): unknown {
  return JSON.parse(readText(file));
}

/** Rows of a CSV file with a header, as text by column name. */
export function readCsv(file: string): Record<string, string>[] {
  return parse(readText(file), { columns: true, skip_empty_lines: true });
}

const DAY_MS = 86_400_000;

/** Day number of yyyy-mm-dd or yyyymmdd. */
export function dayNumber(text: string): number {
  const digits = text.replaceAll("-", "");
  return (
    Date.UTC(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)) - 1, Number(digits.slice(6, 8))) / DAY_MS
  );
}

/** CDNOW purchases; column positions differ between the two files. */
export function readCdnow(folder: string, which: "sample" | "master"): Transactions {
  const lines = readText(path.join(folder, "cdnow", `CDNOW_${which}.txt.gz`))
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => /^\d/.test(cells[0] ?? ""));
  const shift = which === "sample" ? 1 : 0;
  return {
    customer: Int32Array.from(lines, (cells) => Number(cells[shift]) - 1),
    day: Float64Array.from(lines, (cells) => dayNumber(cells[shift + 1] ?? "")),
    amount: Float64Array.from(lines, (cells) => Number(cells[shift + 3])),
  };
}

/** One line of a sale in Online Retail II. */
export interface RetailLine {
  readonly customer: number;
  readonly product: string;
  readonly day: number;
  readonly quantity: number;
  readonly amount: number;
}

/** Sales lines: customer known, not a cancellation, quantity and price above 0. */
export function readOnlineRetail(folder: string): RetailLine[] {
  const rows = readCsv(path.join(folder, "online-retail", "online_retail_II_2009-12_2011-12.csv.gz"));
  const sales: RetailLine[] = [];
  for (const row of rows) {
    const customer = Number(row["Customer ID"]);
    const quantity = Number(row["Quantity"]);
    const price = Number(row["Price"]);
    const invoice = row["Invoice"] ?? "";
    if (!(customer > 0) || invoice.startsWith("C") || !(quantity > 0) || !(price > 0)) continue;
    const date = (row["InvoiceDate"] ?? "").slice(0, 10);
    sales.push({
      customer,
      product: row["StockCode"] ?? "",
      day: dayNumber(date),
      quantity,
      amount: quantity * price,
    });
  }
  return sales;
}
