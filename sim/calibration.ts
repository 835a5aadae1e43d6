/** What real customers did: Online Retail II, for comparison with the simulated ones. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";

export type Rhythm = {
  readonly buyers: number;
  readonly oneTimeShare: number;
  readonly ordersPerBuyer: number;
  /** Share of gaps between two order days of a buyer, by week; the last one holds all longer ones. */
  readonly gapShares: readonly number[];
  readonly medianGapDays: number;
};

const weeksShown = 16;
const dayMs = 86_400_000;

/** The days on which each buyer ordered, in order. */
export function rhythmOf(orderDays: readonly (readonly number[])[]): Rhythm {
  const buyers = orderDays.map((days) => [...new Set(days)]).filter((days) => days.length > 0);
  const gaps = buyers
    .flatMap((days) => days.slice(1).map((day, i) => day - days[i]!))
    .toSorted((a, b) => a - b);
  const shares = Array.from({ length: weeksShown }, () => 0);
  for (const gap of gaps) shares[Math.min(weeksShown - 1, Math.floor(gap / 7))]! += 1 / gaps.length;
  return {
    buyers: buyers.length,
    oneTimeShare: buyers.filter((days) => days.length === 1).length / Math.max(1, buyers.length),
    ordersPerBuyer: buyers.reduce((sum, days) => sum + days.length, 0) / Math.max(1, buyers.length),
    gapShares: shares,
    medianGapDays: gaps[Math.floor(gaps.length / 2)] ?? 0,
  };
}

/**
 * The first so many days of the file's customers, or undefined where the file is not in the folder. Cancellations and
 * lines without a customer are left out.
 */
export function readRetail(folder: string, days: number): Rhythm | undefined {
  const file = path.join(folder, "online-retail/online_retail_II_2009-12_2011-12.csv.gz");
  if (!existsSync(file)) return undefined;
  const rows: string[][] = parse(gunzipSync(readFileSync(file)), { relax_column_count: true });
  const header = rows[0]!.map((name) => name.replaceAll(/[^a-z]/giu, "").toLowerCase());
  const column = (...names: string[]) => header.findIndex((name) => names.includes(name));
  const [invoice, date, customer] = [
    column("invoice", "invoiceno"),
    column("invoicedate"),
    column("customerid"),
  ];
  const daysOf = new Map<string, number[]>();
  let first = Number.POSITIVE_INFINITY;
  for (const row of rows.slice(1)) {
    const who = row[customer];
    if (!who || row[invoice]!.startsWith("C")) continue;
    const day = Math.floor(Date.parse(`${row[date]!.slice(0, 10)}T00:00:00Z`) / dayMs);
    first = Math.min(first, day);
    daysOf.set(who, [...(daysOf.get(who) ?? []).filter((known) => known !== day), day]);
  }
  return rhythmOf([...daysOf.values()].map((list) => list.filter((day) => day < first + days)));
}
