/** Purchases of many customers, one array entry per order (or order line); order of entries does not matter. */
export interface Transactions {
  /** Customer number 0 … customers − 1. */
  readonly customer: Int32Array;
  /** When, in days since any fixed origin; fractions of a day are allowed. */
  readonly day: Float64Array;
  /** What was paid, in any one unit of money; optional. */
  readonly amount?: Float64Array;
}

export interface SummariseOptions {
  /** Last day that is observed (included). Later transactions are left out. Default: the last day in the data. */
  readonly endDay?: number;
  /** Orders within one period of this many days count as one purchase: 1 (per day, default), 7 (per week), … */
  readonly collapseDays?: number;
  /** Unit of tx and T in days: 1 (default) or 7 for the weeks of the published fits. */
  readonly unitDays?: number;
}

/** One row per customer who bought at least once up to the end of observation. */
export interface CustomerSummary {
  /** Number of rows. */
  readonly n: number;
  /** Repeat purchases (the first one is not counted). */
  readonly x: Int32Array;
  /** Time from first to last purchase, in units. 0 when x = 0. */
  readonly tx: Float64Array;
  /** Time from first purchase to the end of observation, in units. */
  readonly T: Float64Array;
  /** Length of the unit in days. */
  readonly unitDays: number;
}

/** Summary with the link to the customers and their spending. */
export interface CustomerHistory extends CustomerSummary {
  /** Customer number of each row. */
  readonly customer: Int32Array;
  /** First purchase, in days (start of its period). */
  readonly firstDay: Float64Array;
  /** Mean amount of the repeat purchases; 0 when x = 0 or no amounts were given. */
  readonly meanSpend: Float64Array;
}

/** Entries sorted by customer and period: `start[c]` to `start[c + 1]` are those of customer c. */
interface Sorted {
  readonly start: Int32Array;
  readonly period: Float64Array;
  readonly amount: Float64Array;
}

function sortByCustomer(t: Transactions, collapseDays: number, endPeriod: number): Sorted {
  let customers = 0;
  for (const c of t.customer) customers = Math.max(customers, c + 1);
  const start = new Int32Array(customers + 1);
  const periodOf = (i: number): number => Math.floor(t.day[i]! / collapseDays);
  for (let i = 0; i < t.customer.length; i++) if (periodOf(i) <= endPeriod) start[t.customer[i]! + 1]! += 1;
  for (let c = 0; c < customers; c++) start[c + 1]! += start[c]!;
  const period = new Float64Array(start[customers]!);
  const amount = new Float64Array(start[customers]!);
  const filled = start.slice();
  for (let i = 0; i < t.customer.length; i++) {
    const p = periodOf(i);
    if (p > endPeriod) continue;
    const c = t.customer[i]!;
    const money = t.amount?.[i] ?? 0;
    let at = filled[c]!;
    filled[c] = at + 1;
    // Insertion keeps each customer sorted; exports are nearly in date order already.
    for (; at > start[c]! && period[at - 1]! > p; at--) {
      period[at] = period[at - 1]!;
      amount[at] = amount[at - 1]!;
    }
    period[at] = p;
    amount[at] = money;
  }
  return { start, period, amount };
}

function lastDayOf(day: Float64Array): number {
  let last = -Infinity;
  for (const d of day) last = Math.max(last, d);
  return last;
}

/**
 * Builds (x, tx, T) and mean repeat spend from transactions, in the convention of the published fits: purchases of one
 * period are one purchase, the first purchase is not a repeat, T ends with the last observed period.
 */
export function summarise(transactions: Transactions, options: SummariseOptions = {}): CustomerHistory {
  const collapseDays = options.collapseDays ?? 1;
  const unitDays = options.unitDays ?? 1;
  const endPeriod = Math.floor((options.endDay ?? lastDayOf(transactions.day)) / collapseDays);
  const { start, period, amount } = sortByCustomer(transactions, collapseDays, endPeriod);
  const customers = start.length - 1;
  let n = 0;
  for (let c = 0; c < customers; c++) if (start[c + 1]! > start[c]!) n += 1;
  const row = {
    customer: new Int32Array(n),
    x: new Int32Array(n),
    tx: new Float64Array(n),
    T: new Float64Array(n),
    firstDay: new Float64Array(n),
    meanSpend: new Float64Array(n),
  };
  const scale = collapseDays / unitDays;
  let k = 0;
  for (let c = 0; c < customers; c++) {
    const from = start[c]!;
    const to = start[c + 1]!;
    if (from === to) continue;
    const first = period[from]!;
    let repeats = 0;
    let spend = 0;
    for (let i = from; i < to; i++) {
      if (period[i] === first) continue;
      if (period[i] !== period[i - 1]) repeats += 1;
      spend += amount[i]!;
    }
    row.customer[k] = c;
    row.x[k] = repeats;
    row.tx[k] = (period[to - 1]! - first) * scale;
    row.T[k] = (endPeriod - first) * scale;
    row.firstDay[k] = first * collapseDays;
    row.meanSpend[k] = repeats > 0 ? spend / repeats : 0;
    k += 1;
  }
  return { n, unitDays, ...row };
}

/**
 * Purchases (distinct periods) of each row's customer after `fromDay` up to and with `toDay`: what a forecast made at
 * fromDay is compared with.
 */
export function countLater(
  transactions: Transactions,
  history: CustomerHistory,
  range: { readonly fromDay: number; readonly toDay: number; readonly collapseDays?: number },
): Int32Array {
  const collapseDays = range.collapseDays ?? 1;
  const from = Math.floor(range.fromDay / collapseDays);
  const { start, period } = sortByCustomer(
    transactions,
    collapseDays,
    Math.floor(range.toDay / collapseDays),
  );
  return Int32Array.from(history.customer, (c) => {
    let count = 0;
    let previous = from;
    for (let i = start[c]!; i < start[c + 1]!; i++) {
      if (period[i]! > previous) {
        count += 1;
        previous = period[i]!;
      }
    }
    return count;
  });
}
