import path from "node:path";
import * as models from "../../models/index.ts";
import { dayNumber, readCsv, readOnlineRetail } from "./data.ts";

function checkRfm(folder: string): void {
  const rows = readCsv(path.join(folder, "reference", "online_retail2_rfm_quintiles.csv.gz"));
  const column = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[name]));
  const input = {
    recencyDays: column("recency_days"),
    orders: column("frequency"),
    spend: column("monetary"),
  };
  const table = models.rfm(input, "first");
  const same = (ours: Int8Array, name: string): number =>
    rows.filter((row, i) => Number(row[name]) === ours[i]).length;
  console.log(
    `\nRFM fifths equal to the recorded of ${rows.length}:`,
    `R ${same(table.recency, "R")}, F ${same(table.frequency, "F")}, M ${same(table.monetary, "M")}`,
  );
  const groups = new Map<string, number>();
  for (const group of models.rfm(input).group) groups.set(group, (groups.get(group) ?? 0) + 1);
  console.log("Groups", Object.fromEntries(groups));
}

function checkCohorts(folder: string): void {
  const rows = readCsv(path.join(folder, "reference", "online_retail2_cohorts_monthly.csv.gz"));
  const money = readCsv(path.join(folder, "reference", "online_retail2_cohorts_monthly_revenue.csv.gz"));
  const sales = readOnlineRetail(folder);
  const first = dayNumber("2009-12-01");
  const month = (day: number): number => {
    const date = new Date(day * 86_400_000);
    return (date.getUTCFullYear() - 2009) * 12 + date.getUTCMonth() - 11;
  };
  const orders = {
    customer: Int32Array.from(sales, (line) => line.customer),
    period: Int32Array.from(sales, (line) => month(Math.max(first, line.day))),
    amountCents: sales.map((line) => Math.round(line.amount * 100)),
  };
  const table = models.cohortTable(orders);
  let cells = 0;
  let equal = 0;
  let worst = 0;
  rows.forEach((row, r) => {
    for (let age = 0; age < table.ages; age++) {
      if (!models.isKnown(table, r, age)) continue;
      cells += 1;
      if (Number(row[String(age)]) === table.active[r * table.ages + age]) equal += 1;
      worst = Math.max(
        worst,
        Math.abs(Number(money[r]?.[String(age)]) - table.revenueCents[r * table.ages + age]! / 100),
      );
    }
  });
  console.log(
    `Cohorts: ${equal} of ${cells} customer counts equal, largest difference of money £${worst.toFixed(2)}`,
  );
}

/** Prints RFM and cohorts of Online Retail II beside the recorded ones. */
export function habitsReport(folder: string): void {
  checkRfm(folder);
  checkCohorts(folder);
}
