import type { InsightParts } from "../parts.ts";
import { type Asking, askingFor } from "./asking.ts";
import { dayIn, monthsBetween } from "./calendar.ts";
import { anonymousSales, sales } from "./facts-of.ts";

/** 复购率 must name its window. Days. */
const windows = [30, 60, 90, 180, 365] as const;

/** Bounds of the histogram of days between two orders of one customer; the last bin takes what is longer. */
const gapBounds = [0, 1, 7, 14, 30, 45, 60, 90, 120, 180, 365, 3650] as const;

/** Whether refunds are taken off the money. They are, but for comparing with figures of others. */
export type RevenueKind = "after refunds" | "before refunds";

/**
 * Who bought again. A rate counts only customers whose window is over, else it would fall with every new customer.
 * Months are the shop's; revenue is after refunds and stands in the month of its order. Every paid order counts as an
 * order, refunded or not: that is what the rate is defined by. Errors: not_found, unavailable.
 */
export async function repurchaseReport(
  parts: InsightParts,
  shopId: string,
  revenue: RevenueKind = "after refunds",
) {
  const asking = await askingFor(parts, shopId);
  const cents = revenue === "after refunds" ? "left_cents" : "paid_cents";
  const { buyers, rates } = await ratesOf(parts, asking);
  return {
    asOf: asking.now.toISOString(),
    currency: asking.currency,
    buyers,
    rates,
    cohorts: await cohortsOf(parts, asking, cents),
    gapDays: await gapsOf(parts, asking),
    byMonth: await monthsOf(parts, asking, cents),
  };
}

async function ratesOf({ behaviour }: InsightParts, asking: Asking) {
  const isOver = (days: number) => `first_at + INTERVAL ${days} DAY <= {now:DateTime64(3)}`;
  const came = (days: number) => `orders > 1 AND second_at <= first_at + INTERVAL ${days} DAY`;
  const columns = windows.map(
    (days) =>
      `countIf(${isOver(days)}) AS over_${days}, countIf(${isOver(days)} AND ${came(days)}) AS came_${days}`,
  );
  const found = await behaviour.row<Record<string, number>>(
    `SELECT count() AS buyers, ${columns.join(", ")} FROM (
       SELECT minIf(at, position = 1) AS first_at, minIf(at, position = 2) AS second_at, count() AS orders
       FROM ${sales} GROUP BY person)`,
    asking,
  );
  const rates = windows.map((days) => {
    const buyers = found[`over_${days}`]!;
    const repeated = found[`came_${days}`]!;
    return { days, buyers, repeated, rate: buyers === 0 ? 0 : repeated / buyers };
  });
  return { buyers: found["buyers"]!, rates };
}

type Cell = { readonly month: string; readonly age: number; readonly active: number; readonly cents: number };

async function cohortsOf({ behaviour }: InsightParts, asking: Asking, cents: string) {
  const cells = await behaviour.rows<Cell>(
    `SELECT formatDateTime(first_month, '%Y-%m') AS month, dateDiff('month', first_month, order_month) AS age,
       uniqExact(person) AS active, sum(${cents}) AS cents
     FROM (
       SELECT person, ${cents}, toStartOfMonth(at, {zone:String}) AS order_month,
         min(order_month) OVER (PARTITION BY person) AS first_month
       FROM ${sales})
     GROUP BY month, age ORDER BY month, age`,
    asking,
  );
  const first = cells[0]?.month;
  if (first === undefined) return [];
  const months = monthsBetween(first, dayIn(asking.zone, asking.now).slice(0, 7));
  const byMonth = Map.groupBy(cells, (cell) => cell.month);
  return months.flatMap((month, index) => {
    const row = byMonth.get(month);
    if (row === undefined) return [];
    const ages = months.length - index;
    const active = Array.from({ length: ages }, () => 0);
    const revenueCents = Array.from({ length: ages }, () => 0);
    for (const cell of row) {
      active[cell.age] = cell.active;
      revenueCents[cell.age] = cell.cents;
    }
    return [{ month, size: active[0]!, active, revenueCents }];
  });
}

async function gapsOf({ behaviour }: InsightParts, asking: Asking) {
  const rows = await behaviour.rows<{ bin: number; pairs: number }>(
    `SELECT arrayLastIndex(bound -> bound <= days, {bounds:Array(Int64)}) AS bin, count() AS pairs
     FROM (
       SELECT position, intDiv(dateDiff('second',
         lagInFrame(at) OVER (PARTITION BY person ORDER BY position ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), at),
         86400) AS days
       FROM ${sales})
     WHERE position > 1 GROUP BY bin`,
    { ...asking, bounds: gapBounds.slice(0, -1) },
  );
  const pairs = new Map(rows.map((row) => [row.bin, row.pairs]));
  return gapBounds
    .slice(0, -1)
    .map((from, index) => ({ from, to: gapBounds[index + 1]!, pairs: pairs.get(index + 1) ?? 0 }));
}

async function monthsOf({ behaviour }: InsightParts, asking: Asking, cents: string) {
  type Month = { month: string; newCents: number; repeatCents: number; unknownCents: number };
  const rows = await behaviour.rows<Month>(
    `SELECT formatDateTime(toStartOfMonth(at, {zone:String}), '%Y-%m') AS month,
       sumIf(${cents}, position = 1) AS newCents, sumIf(${cents}, position > 1) AS repeatCents,
       sumIf(${cents}, position = 0) AS unknownCents
     FROM (SELECT at, ${cents}, position FROM ${sales}
       UNION ALL SELECT at, ${cents}, 0 AS position FROM ${anonymousSales})
     GROUP BY month ORDER BY month`,
    asking,
  );
  const known = new Map(rows.map((row) => [row.month, row]));
  const first = rows[0]?.month;
  if (first === undefined) return [];
  return monthsBetween(first, rows.at(-1)!.month).map(
    (month) => known.get(month) ?? { month, newCents: 0, repeatCents: 0, unknownCents: 0 },
  );
}
