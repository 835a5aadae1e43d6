import { type Queries, sql } from "../../platform/database/index.ts";
import type { ShopShare } from "./gate.ts";

const quarterMs = 15 * 60_000;

/** Start of the quarter of an hour in UTC. */
function quarterOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / quarterMs) * quarterMs);
}

/** Adds touches that the gate let go at this moment; the policy row must be held. */
export async function addToTally(db: Queries, shopId: string, sent: ShopShare, at: Date): Promise<void> {
  if (sent.touches === 0) return;
  await db.run(sql`
    insert into trust_tally (shop_id, quarter, touches, sales)
    values (${shopId}, ${quarterOf(at)}, ${sent.touches}, ${sent.sales})
    on conflict (shop_id, quarter) do update
      set touches = trust_tally.touches + excluded.touches, sales = trust_tally.sales + excluded.sales`);
}

/** Marketing touches of the shop after `since`: whole quarters from the tally, the one it falls into counted touch by touch. */
export async function shopShare(db: Queries, shopId: string, since: Date): Promise<ShopShare> {
  const whole = new Date(quarterOf(since).getTime() + quarterMs);
  const found = await db.row<ShopShare>(sql`
    select sum(touches)::int as touches, sum(sales)::int as sales from (
      select coalesce(sum(touches), 0) as touches, coalesce(sum(sales), 0) as sales
      from trust_tally where shop_id = ${shopId} and quarter >= ${whole}
      union all
      select count(*), count(*) filter (where purpose = 'sales') from touch
      where shop_id = ${shopId} and sent_at > ${since} and sent_at < ${whole} and class = 'marketing') as parts`);
  return found ?? { touches: 0, sales: 0 };
}
