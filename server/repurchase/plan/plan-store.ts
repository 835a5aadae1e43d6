import type { LocalText } from "../../../contract/values.ts";
import { type Database, type Queries, sql } from "../../platform/database/index.ts";
import type { Choice, Outcomes, Purpose } from "./gains.ts";

export type PlanStatus = "making" | "proposed" | "approved" | "failed";

export type NewPlan = {
  readonly id: string;
  readonly weekStartsAt: Date;
  readonly madeAt: Date;
  readonly madeBy: string;
};

export async function insertPlan(db: Queries, shopId: string, plan: NewPlan): Promise<void> {
  await db.run(sql`
    insert into weekly_plan (shop_id, id, week_starts_at, status, made_at, made_by)
    values (${shopId}, ${plan.id}, ${plan.weekStartsAt}, 'making', ${plan.madeAt}, ${plan.madeBy})`);
}

/** Serialises those who make or approve plans of a shop until the transaction ends. */
export async function lockPlans(db: Queries, shopId: string): Promise<void> {
  await db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`weekly_plan ${shopId}`}, 0))`);
}

/** A plan that somebody began after `since` and has not finished. */
export function planAtWork(db: Queries, shopId: string, since: Date): Promise<{ id: string } | undefined> {
  return db.row<{ id: string }>(sql`
    select id from weekly_plan where shop_id = ${shopId} and status = 'making' and made_at > ${since}`);
}

export async function failPlan(db: Queries, shopId: string, id: string, error: string): Promise<void> {
  await db.run(sql`
    update weekly_plan set status = 'failed', error = ${error} where shop_id = ${shopId} and id = ${id}`);
  await db.run(sql`delete from plan_item where shop_id = ${shopId} and plan_id = ${id}`);
}

/** What was begun before `before` and never finished failed with its process. */
export async function failAbandoned(db: Queries, shopId: string, before: Date): Promise<void> {
  await db.run(sql`
    update weekly_plan set status = 'failed', error = 'The server stopped while the plan was made.'
    where shop_id = ${shopId} and status = 'making' and made_at <= ${before}`);
}

export async function setProgress(db: Queries, shopId: string, id: string, progress: number): Promise<void> {
  await db.run(sql`update weekly_plan set progress = ${progress} where shop_id = ${shopId} and id = ${id}`);
}

export async function finishPlan(
  db: Queries,
  shopId: string,
  id: string,
  result: { seconds: number; members: number; solution: unknown },
): Promise<void> {
  await db.run(sql`
    update weekly_plan set status = 'proposed', progress = 1, seconds = ${result.seconds}, members = ${result.members},
      solution = ${JSON.stringify(result.solution)}::jsonb
    where shop_id = ${shopId} and id = ${id}`);
}

/** Counts, reasons, shares and gains anew from the items that stand. */
export async function recount(db: Queries, shopId: string, id: string): Promise<void> {
  await db.run(sql`
    with standing as (
      select choice, left_alone, purpose, worth from plan_item
      where shop_id = ${shopId} and plan_id = ${id} and status <> 'removed'),
    by_choice as (select choice, count(*) as members from standing group by choice),
    by_reason as (select left_alone, count(*) as members from standing where left_alone is not null group by left_alone),
    touches as (
      select count(*) as all_touches, count(*) filter (where purpose = 'sales') as sales, coalesce(sum(worth), 0) as worth
      from standing where choice <> 'nothing')
    update weekly_plan set
      counts = coalesce((select jsonb_object_agg(choice, members) from by_choice), '{}'),
      left_alone = coalesce((select jsonb_object_agg(left_alone, members) from by_reason), '{}'),
      sales_share = (select case when all_touches = 0 then 0 else sales::float8 / all_touches end from touches),
      expected_orders = (select worth from touches)
    where shop_id = ${shopId} and id = ${id}`);
}

export type NewItem = {
  readonly id: string;
  readonly memberId: string;
  readonly choice: Choice | "nothing";
  readonly purpose: Purpose | null;
  readonly channel: string | null;
  readonly productId: string | null;
  readonly contentId: string | null;
  readonly subject: LocalText | null;
  readonly body: LocalText | null;
  readonly why: LocalText | null;
  readonly link: string | null;
  readonly sendAt: Date | null;
  readonly worth: number;
  readonly match: number;
  readonly reason: LocalText;
  readonly leftAlone: string | null;
};

const itemColumns: Readonly<Record<string, (item: NewItem) => unknown>> = {
  id: (item) => item.id,
  member_id: (item) => item.memberId,
  choice: (item) => item.choice,
  purpose: (item) => item.purpose,
  channel: (item) => item.channel,
  product_id: (item) => item.productId,
  content_id: (item) => item.contentId,
  subject: (item) => item.subject,
  body: (item) => item.body,
  why: (item) => item.why,
  link: (item) => item.link,
  send_at: (item) => item.sendAt,
  worth: (item) => item.worth,
  match: (item) => item.match,
  reason: (item) => item.reason,
  left_alone: (item) => item.leftAlone,
};

/** Rows made and sent at once, so that a large plan does not hold up requests. */
const chunkRows = 1000;

export async function copyItems(db: Database, shopId: string, planId: string, items: Iterable<NewItem>) {
  const names = ["shop_id", "plan_id", "status", ...Object.keys(itemColumns)];
  const readers = Object.values(itemColumns);
  let rows: unknown[][] = [];
  for (const item of items) {
    const row: unknown[] = [shopId, planId, "proposed"];
    for (const read of readers) row.push(read(item));
    if (rows.push(row) < chunkRows) continue;
    await db.copyRows("plan_item", names, rows);
    rows = [];
  }
  if (rows.length > 0) await db.copyRows("plan_item", names, rows);
}

/** Members of these with a touch of an approved plan on its way. */
export async function membersWithOpenItems(
  db: Queries,
  shopId: string,
  memberIds: readonly string[],
  since: Date,
) {
  const rows = await db.rows<{ memberId: string }>(sql`
    select distinct i.member_id as "memberId"
    from plan_item i join weekly_plan p on p.shop_id = i.shop_id and p.id = i.plan_id
    where i.shop_id = ${shopId} and i.member_id = any(${[...memberIds]}::uuid[]) and i.choice <> 'nothing'
      and i.status in ('approved', 'queued', 'deferred') and p.week_starts_at > ${since}`);
  return new Set(rows.map((row) => row.memberId));
}

/** How these members met the touches of plans since then. */
export function openingsOf(db: Queries, shopId: string, memberIds: readonly string[], since: Date) {
  return db.rows<{ memberId: string; sent: number; opened: number }>(sql`
    select member_id as "memberId", count(*)::int as sent, count(opened_at)::int as opened from plan_item
    where shop_id = ${shopId} and member_id = any(${[...memberIds]}::uuid[]) and choice <> 'nothing'
      and sent_at > ${since}
    group by member_id`);
}

/** What became of the shop's planned touches that were sent between, by choice. */
export function outcomesOf(db: Queries, shopId: string, since: Date, until: Date): Promise<Outcomes[]> {
  return db.rows<Outcomes>(sql`
    select choice, purpose, count(*)::int as sent, sum(match) as exposure, count(opened_at)::int as opened,
      count(converted_at)::int as converted, count(unsubscribed_at)::int as unsubscribed
    from plan_item where shop_id = ${shopId} and sent_at > ${since} and sent_at <= ${until}
    group by choice, purpose`);
}
