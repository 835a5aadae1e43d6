import { rfm, type RfmGroup } from "../../../models/index.ts";
import type { InsightParts } from "../parts.ts";
import type { Asking } from "./asking.ts";
import { factsOf, sales } from "./facts-of.ts";

const groups: readonly RfmGroup[] = [
  "CHAMPIONS",
  "LOYAL",
  "ACTIVE",
  "NEW",
  "PROMISING",
  "NEEDS_ATTENTION",
  "AT_RISK",
  "PREVIOUSLY_LOYAL",
  "ALMOST_LOST",
  "DORMANT",
  "PROSPECTS",
];

type Columns = {
  readonly recency: readonly number[];
  readonly orders: readonly number[];
  readonly spend: readonly number[];
};

/** How many people are in each of Shopify's eleven groups: everybody who joined or bought. Spend is after refunds. */
export async function rfmGroups({ behaviour }: InsightParts, asking: Asking) {
  // Columns in one row: a hundred thousand people are half a megabyte so, and a row each would be ten.
  const { recency, orders, spend } = await behaviour.row<Columns>(
    `SELECT groupArray(recency) AS recency, groupArray(orders) AS orders, groupArray(spend) AS spend
     FROM (
       SELECT intDiv(dateDiff('second', max(last_at), {now:DateTime64(3)}), 86400) AS recency,
         sum(orders) AS orders, sum(spend) AS spend
       FROM (
         SELECT person, max(at) AS last_at, count() AS orders, sum(left_cents) AS spend FROM ${sales} GROUP BY person
         UNION ALL
         SELECT DISTINCT person, toDateTime64(0, 3) AS last_at, 0 AS orders, 0 AS spend
         FROM ${factsOf(["member.joined"], "id")}
       ) GROUP BY person)`,
    asking,
  );
  const table = rfm({ recencyDays: recency, orders, spend });
  const counts = new Map<RfmGroup, number>();
  for (const group of table.group) counts.set(group, (counts.get(group) ?? 0) + 1);
  return groups.map((group) => ({ group, members: counts.get(group) ?? 0 }));
}
