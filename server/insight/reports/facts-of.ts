import type { EventName } from "../../../contract/events.ts";

/**
 * The building blocks of every report, in ClickHouse SQL. All of them take `shop:UUID` and `now:DateTime64(3)`; money
 * takes `currency:String`, the shop's: sums in other currencies cannot be added and are left out of sums, not of counts.
 */

/** Members who went into another one, and where their history is. */
const merges = `(SELECT merged_id, kept_id FROM member_merge FINAL WHERE shop_id = {shop:UUID})`;

/** The person that a fact belongs to today. Use with \`joinMerges\`. */
const person = `if(m.kept_id = toUUIDOrZero(''), f.member_id, m.kept_id)`;

/**
 * Facts of these types, each once, with the `person` whom they belong to, guests' facts with the member the guest
 * became. `where` narrows by columns of the table `fact`.
 */
export function factsOf(types: readonly EventName[], columns: string, where = "1"): string {
  const names = types.map((type) => `'${type}'`).join(", ");
  return `(SELECT f.*, ${person} AS person FROM (
    SELECT member_id, ${columns} FROM fact FINAL
    WHERE shop_id = {shop:UUID} AND type IN (${names}) AND at <= {now:DateTime64(3)} AND (${where})
  ) AS f LEFT ANY JOIN ${merges} AS m ON m.merged_id = f.member_id)`;
}

/**
 * Paid orders, the shop's own and imported ones, one row each: `order_id`, `person`, `at`, `paid_cents` (before refunds),
 * `left_cents` (after all refunds until now), `position` (1 for the person's first order ever) and `show_id`.
 */
export const sales = `(
  SELECT order_id, person, at, show_id, paid_cents, paid_cents - refunded AS left_cents,
    row_number() OVER (PARTITION BY person ORDER BY at, order_id) AS position
  FROM (
    SELECT s.subject_id AS order_id, s.person AS person, s.at AS at, s.show_id AS show_id,
      if(s.currency = {currency:String}, s.cents, 0) AS paid_cents,
      if(s.currency = {currency:String}, least(s.cents, s.refunded_cents + r.cents), 0) AS refunded
    FROM ${factsOf(["order.paid", "order.imported"], "subject_id, at, show_id, cents, refunded_cents, currency")} AS s
    LEFT ANY JOIN (
      SELECT subject_id, sum(cents) AS cents FROM fact FINAL
      WHERE shop_id = {shop:UUID} AND type = 'order.refunded' AND at <= {now:DateTime64(3)}
      GROUP BY subject_id
    ) AS r ON r.subject_id = s.subject_id
  ))`;

/**
 * Imported sales whose buyer nobody knows, one row each: `at`, `paid_cents`, `left_cents`. They are turnover, and nobody's
 * first or repeat order.
 */
export const anonymousSales = `(
  SELECT first_at AS at, paid AS paid_cents, paid - least(paid, refunded) AS left_cents FROM (
    SELECT min(at) AS first_at, sumIf(cents, currency = {currency:String}) AS paid,
      sumIf(refunded_cents, currency = {currency:String}) AS refunded
    FROM fact FINAL
    WHERE shop_id = {shop:UUID} AND type = 'anonymous_order.imported' AND at <= {now:DateTime64(3)}
      AND subject_id NOT IN (SELECT subject_id FROM fact WHERE shop_id = {shop:UUID} AND type = 'order.imported')
    GROUP BY subject_id))`;

/** The day of the shop's calendar. */
export function dayOf(column: string): string {
  return `toDate(${column}, {zone:String})`;
}
