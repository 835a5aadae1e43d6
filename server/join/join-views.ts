import { type Queries, sql } from "../platform/database/index.ts";
import type { CodeView } from "./join-store.ts";

export type Funnel = {
  readonly scanned: number;
  readonly joined: number;
  readonly firstReply: number;
  readonly ordered: number;
  readonly gmvCents: number;
};

const funnelColumns = sql`count(p.member_id)::int as scanned, count(p.joined_at)::int as joined,
  count(p.replied_at)::int as "firstReply", count(p.ordered_at)::int as ordered,
  coalesce(sum(p.gmv_cents), 0)::bigint as "gmvCents"`;

/** Codes with their funnels, newest first. Each person counts once at each step. */
export function codesWithFunnels(
  db: Queries,
  shopId: string,
  filter: { limit: number; after?: string | undefined; showId?: string | undefined; id?: string },
): Promise<(CodeView & Funnel)[]> {
  const show = filter.showId ? sql`and c.show_id = ${filter.showId}` : sql``;
  const one = filter.id ? sql`and c.id = ${filter.id}` : sql``;
  const after = filter.after
    ? sql`and (c.created_at, c.id) < (select created_at, id from join_code where shop_id = ${shopId} and id = ${filter.after})`
    : sql``;
  return db.rows(sql`
    select c.id, c.shop_id as "shopId", c.code, c.label, c.channel, c.show_id as "showId",
      c.product_id as "productId", c.benefit_id as "benefitId", c.active, c.created_at as "createdAt", ${funnelColumns}
    from join_code c left join join_path p on p.shop_id = c.shop_id and p.code_id = c.id
    where c.shop_id = ${shopId} ${show} ${one} ${after}
    group by c.shop_id, c.id order by c.created_at desc, c.id desc limit ${filter.limit}`);
}
