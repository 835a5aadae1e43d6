/** Orders, one array entry each; any order of entries. */
export interface CohortOrders {
  /** Customer number 0 … */
  readonly customer: Int32Array;
  /** Number of the calendar period (month, week) of the order, counted from any origin by the caller. */
  readonly period: Int32Array;
  /** Paid amount in whole minor units. */
  readonly amountCents: ArrayLike<number>;
}

/** One row per period of first purchase, one column per age in periods (0 = the period of the first purchase). */
export interface CohortTable {
  /** Period of each row. */
  readonly periods: readonly number[];
  /** Customers of each row. */
  readonly size: Int32Array;
  readonly ages: number;
  /** rows × ages: customers with an order at that age, and what was paid. */
  readonly active: Int32Array;
  readonly revenueCents: Float64Array;
  /** Number of the last observed period: cells of later periods are not yet known rather than 0. */
  readonly lastPeriod: number;
}

/** Counts the table. Cells after `lastPeriod` (default: the last in the data) stay 0; ask `isKnown` before showing. */
export function cohortTable(orders: CohortOrders, lastPeriod?: number): CohortTable {
  const n = orders.customer.length;
  const first = new Map<number, number>();
  let last = lastPeriod ?? -Infinity;
  for (let i = 0; i < n; i++) {
    const period = orders.period[i]!;
    if (lastPeriod === undefined) last = Math.max(last, period);
    first.set(orders.customer[i]!, Math.min(period, first.get(orders.customer[i]!) ?? Infinity));
  }
  const periods = [...new Set(first.values())].filter((p) => p <= last).toSorted((a, b) => a - b);
  const rowOf = new Map(periods.map((period, row) => [period, row]));
  const ages = periods.length === 0 ? 0 : last - periods[0]! + 1;
  const size = new Int32Array(periods.length);
  for (const period of first.values()) if (period <= last) size[rowOf.get(period)!]! += 1;
  const active = new Int32Array(periods.length * ages);
  const revenueCents = new Float64Array(periods.length * ages);
  const seen = new Set<number>();
  for (let i = 0; i < n; i++) {
    const start = first.get(orders.customer[i]!)!;
    const age = orders.period[i]! - start;
    if (orders.period[i]! > last) continue;
    const cell = rowOf.get(start)! * ages + age;
    revenueCents[cell]! += orders.amountCents[i]!;
    const visit = orders.customer[i]! * ages + age;
    if (!seen.has(visit)) active[cell]! += 1;
    seen.add(visit);
  }
  return { periods, size, ages, active, revenueCents, lastPeriod: last };
}

/** False for cells that lie after the last observed period. */
export function isKnown(table: CohortTable, row: number, age: number): boolean {
  return table.periods[row]! + age <= table.lastPeriod;
}

/** Paid per customer of the cohort up to and with this age; undefined when not yet known. */
export function cumulativeValueCents(table: CohortTable, row: number, age: number): number | undefined {
  if (!isKnown(table, row, age)) return undefined;
  let sum = 0;
  for (let k = 0; k <= age; k++) sum += table.revenueCents[row * table.ages + k]!;
  return sum / table.size[row]!;
}

/**
 * Repurchase rate (复购率) within N days: customers with a second order at most `windowDays` after the first ÷ buyers.
 * Only customers whose window is over by `endDay` count, else the rate would fall for every new customer. Days per
 * order; the second order may be on the day of the first.
 */
export function repurchaseRate(
  customer: Int32Array,
  day: ArrayLike<number>,
  windowDays: number,
  endDay: number,
): { readonly buyers: number; readonly returned: number; readonly rate: number | undefined } {
  const firstTwo = new Map<number, [number, number]>();
  for (let i = 0; i < customer.length; i++) {
    const at = day[i]!;
    if (at > endDay) continue;
    const [first, second] = firstTwo.get(customer[i]!) ?? [Infinity, Infinity];
    if (at < first) firstTwo.set(customer[i]!, [at, first]);
    else if (at < second) firstTwo.set(customer[i]!, [first, at]);
  }
  let buyers = 0;
  let returned = 0;
  for (const [first, second] of firstTwo.values()) {
    if (first + windowDays > endDay) continue;
    buyers += 1;
    if (second - first <= windowDays) returned += 1;
  }
  return { buyers, returned, rate: buyers === 0 ? undefined : returned / buyers };
}
