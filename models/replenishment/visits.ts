import type { CustomerSummary } from "../customer-base/index.ts";
import type { Pairs, Purchases } from "./pairs.ts";
import type { SeasonClock } from "./season.ts";

/** Days on which members bought anything: member u owns day[start[u]] … day[start[u + 1] − 1], ascending. */
export interface Visits {
  readonly start: Int32Array;
  readonly day: Float64Array;
}

/** Visits of members 0 … members − 1 up to and with `endDay`. */
export function visitsOf(purchases: Purchases, members: number, endDay: number): Visits {
  const order: number[] = [];
  for (let i = 0; i < purchases.member.length; i++)
    if (Math.floor(purchases.day[i]!) <= endDay) order.push(i);
  const sorted = Uint32Array.from(order).toSorted(
    (i, j) => purchases.member[i]! - purchases.member[j]! || purchases.day[i]! - purchases.day[j]!,
  );
  const start = new Int32Array(members + 1);
  const day: number[] = [];
  let member = 0;
  for (const i of sorted) {
    for (; member < purchases.member[i]!; member++) start[member + 1] = day.length;
    const today = Math.floor(purchases.day[i]!);
    if (day.length === start[member]! || day.at(-1) !== today) day.push(today);
  }
  for (; member < members; member++) start[member + 1] = day.length;
  return { start, day: Float64Array.from(day) };
}

/** (x, tx, T) of the members' visits, in days on the season's clock, one row per member with a visit. */
export function visitSummary(
  visits: Visits,
  endDay: number,
  clock: SeasonClock,
): CustomerSummary & { readonly customer: Int32Array } {
  const customer: number[] = [];
  for (let u = 0; u + 1 < visits.start.length; u++) {
    if (visits.start[u + 1]! > visits.start[u]!) customer.push(u);
  }
  const first = customer.map((u) => clock.at(visits.day[visits.start[u]!]!));
  const end = clock.at(endDay);
  return {
    n: customer.length,
    unitDays: 1,
    customer: Int32Array.from(customer),
    x: Int32Array.from(customer, (u) => visits.start[u + 1]! - visits.start[u]! - 1),
    tx: Float64Array.from(customer, (u, i) => clock.at(visits.day[visits.start[u + 1]! - 1]!) - first[i]!),
    T: Float64Array.from(first, (time) => end - time),
  };
}

/** Of the visits after a pair's first purchase: at how many it was bought again, at which last, and how many there were. */
export interface VisitCounts {
  readonly repeats: number;
  readonly last: number;
  readonly visits: number;
}

/** How many of the ascending days `from` … `to − 1` lie after `after` and not after `until`. */
function countBetween(
  days: ArrayLike<number>,
  from: number,
  to: number,
  after: number,
  until: number,
): number {
  let count = 0;
  for (let k = from; k < to; k++) if (days[k]! > after && days[k]! <= until) count += 1;
  return count;
}

/** Counts the visits of a member for one pair. `last` is the number of the visit of the last purchase, 0 = the first. */
export function countVisits(
  bought: ArrayLike<number>,
  visitDay: ArrayLike<number>,
  from: number,
  to: number,
): VisitCounts {
  const first = bought[0]!;
  const latest = bought[bought.length - 1]!;
  const repeats = bought.length - 1;
  // Purchases are visits also when the list does not know of them yet.
  const last = Math.max(repeats, countBetween(visitDay, from, to, first, latest));
  return { repeats, last, visits: last + countBetween(visitDay, from, to, latest, Infinity) };
}

/** Visit counts of all pairs. */
export function countAllVisits(pairs: Pairs, visits: Visits): VisitCounts[] {
  return Array.from({ length: pairs.size }, (_, i) => {
    const member = pairs.member[i]!;
    const bought = pairs.day.subarray(pairs.start[i], pairs.start[i + 1]);
    return countVisits(bought, visits.day, visits.start[member]!, visits.start[member + 1]!);
  });
}
