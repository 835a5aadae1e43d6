import type { EventName } from "../../../contract/events.ts";
import { type Queries, sql } from "../../platform/database/index.ts";
import type { Fact } from "../../platform/events/index.ts";

/** Told every few seconds, and no deed of its own: the time watched stands at leaving. */
const unspoken: readonly EventName[] = ["show.watched", "product.seen"];

/** The member and everybody who went into her, directly or over others. */
export async function idsOf(db: Queries, shopId: string, memberId: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    with recursive merged (id) as (
      select ${memberId}::uuid
      union
      select (e.data ->> 'mergedMemberId')::uuid from event e join merged m on e.member_id = m.id
      where e.shop_id = ${shopId} and e.type = 'member.merged')
    select id from merged`);
  return rows.map((row) => row.id);
}

/** Newest first by when it happened: an imported order lies in the past, although it was told today. */
export function momentsOf(
  db: Queries,
  shopId: string,
  memberIds: readonly string[],
  limit: number,
  before: { readonly at: Date; readonly id: number } | undefined,
): Promise<Fact[]> {
  const older = before ? sql`and (at, id) < (${before.at}, ${before.id})` : sql``;
  return db.rows<Fact>(sql`
    select id, shop_id as "shopId", type, member_id as "memberId", subject_id as "subjectId", at, data from event
    where shop_id = ${shopId} and member_id = any(${[...memberIds]}::uuid[])
      and type <> all(${[...unspoken]}::text[]) ${older}
    order by at desc, id desc limit ${limit}`);
}
