/**
 * Exports: orders, members, touches and facts as CSV that spreadsheets open as it is meant.
 *
 * Invariants: every download is in the audit log before its first line leaves; no cell is run as a formula; a file of
 * any length needs the memory of one page. Failure: a file that breaks off is cut, never completed wrongly: its download
 * fails.
 */
import { Readable } from "node:stream";
import type { FileAnswer } from "../../platform/http/index.ts";
import { recordDeed } from "../../shop/index.ts";
import type { InsightParts } from "../parts.ts";
import { byteOrderMark, csvLine } from "./csv.ts";
import {
  type ExportTable,
  factsTable,
  membersTable,
  ordersTable,
  touchesTable,
  type Writing,
} from "./files.ts";

export type ExportName = "orders.csv" | "members.csv" | "touches.csv" | "facts.csv";

const tables: Record<ExportName, (parts: InsightParts, shopId: string, writing: Writing) => ExportTable> = {
  "orders.csv": ordersTable,
  "members.csv": membersTable,
  "touches.csv": touchesTable,
  "facts.csv": factsTable,
};

export function createExports(parts: InsightParts) {
  /** The file as it grows. Times are the shop's, `yyyy-MM-dd HH:mm:ss`; money has the currency's decimals. */
  return async function exportFile(shopId: string, name: ExportName, actor: string): Promise<FileAnswer> {
    const { slug, timeZone, currency } = await parts.shop.storefront.shop(shopId);
    await recordDeed(parts.db, { shopId, actor, action: "export", subject: name }, parts.clock.now());
    const table = tables[name](parts, shopId, writingOf(timeZone, currency));
    return {
      contentType: "text/csv; charset=utf-8",
      content: Readable.from(linesOf(table)),
      fileName: `${slug}-${name}`,
    };
  };
}

async function* linesOf({ header, pages }: ExportTable): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(header);
  for await (const rows of pages) if (rows.length > 0) yield rows.map((row) => csvLine(row)).join("");
}

function writingOf(timeZone: string, currency: string): Writing {
  // Swedish writes dates and times as ISO 8601 does, without the T.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return {
    time: (at) => (at === null ? "" : format.format(at)),
    money: (cents) => (cents / 10 ** digits).toFixed(digits),
  };
}
