import { type Queries, sql } from "../../platform/database/index.ts";
import type { GateRule, Reason } from "../trust/gate.ts";
import { touchColumns } from "./touch-store.ts";
import type { TouchView } from "./touch.ts";

export function findTouch(db: Queries, shopId: string, id: string): Promise<TouchView | undefined> {
  return db.row<TouchView>(sql`select ${touchColumns} from touch where shop_id = ${shopId} and id = ${id}`);
}

export type TouchFilter = {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly memberId?: string | undefined;
  readonly status?: string | undefined;
  readonly channel?: string | undefined;
  readonly class?: string | undefined;
  readonly purpose?: string | undefined;
  readonly source?: string | undefined;
};

/** Newest first. */
export function listTouches(db: Queries, shopId: string, filter: TouchFilter): Promise<TouchView[]> {
  const member = filter.memberId ? sql`and member_id = ${filter.memberId}` : sql``;
  const status = filter.status ? sql`and status = ${filter.status}` : sql``;
  const channel = filter.channel ? sql`and channel = ${filter.channel}` : sql``;
  const touchClass = filter.class ? sql`and class = ${filter.class}` : sql``;
  const purpose = filter.purpose ? sql`and purpose = ${filter.purpose}` : sql``;
  const source = filter.source ? sql`and source = ${filter.source}` : sql``;
  const after = filter.after
    ? sql`and (created_at, id) < (select created_at, id from touch where shop_id = ${shopId} and id = ${filter.after})`
    : sql``;
  return db.rows<TouchView>(sql`
    select ${touchColumns} from touch
    where shop_id = ${shopId} ${member} ${status} ${channel} ${touchClass} ${purpose} ${source} ${after}
    order by created_at desc, id desc limit ${filter.limit}`);
}

export type DecisionView = {
  readonly at: Date;
  readonly outcome: "send" | "defer" | "refuse";
  readonly until: Date | null;
  readonly reasons: readonly Reason[];
};

/** Every decision about one touch, first to last. */
export function decisionsOf(db: Queries, shopId: string, touchId: string): Promise<DecisionView[]> {
  return db.rows<DecisionView>(sql`
    select at, outcome, until, reasons from touch_decision
    where shop_id = ${shopId} and touch_id = ${touchId} order by no`);
}

/** What arrived at one member, newest first; mails lie in the inbox too, so that nothing is out of sight. */
export async function inboxOf(db: Queries, shopId: string, memberId: string, limit: number, after?: string) {
  const older = after
    ? sql`and (sent_at, id) < (select sent_at, id from touch where shop_id = ${shopId} and id = ${after})`
    : sql``;
  const items = await db.rows<TouchView & { sentAt: Date }>(sql`
    select ${touchColumns} from touch
    where shop_id = ${shopId} and member_id = ${memberId} and sent_at is not null ${older}
    order by sent_at desc, id desc limit ${limit}`);
  return { items, unread: await unreadOf(db, shopId, memberId) };
}

export async function unreadOf(db: Queries, shopId: string, memberId: string): Promise<number> {
  const found = await db.row<{ unread: number }>(sql`
    select count(*)::int as unread from touch
    where shop_id = ${shopId} and member_id = ${memberId} and sent_at is not null and opened_at is null`);
  return found?.unread ?? 0;
}

/** Figures of the trust overview; windows are half-open and end now. */
export async function overviewFigures(db: Queries, shopId: string, now: Date, timeZone: string) {
  const week = new Date(now.getTime() - 7 * 86_400_000);
  const month = new Date(now.getTime() - 28 * 86_400_000);
  const sums = await db.row<{ week: number; weekSales: number; month: number; monthSales: number }>(sql`
    select count(*) filter (where sent_at > ${week})::int as week,
      count(*) filter (where sent_at > ${week} and purpose = 'sales')::int as "weekSales",
      count(*)::int as month, count(*) filter (where purpose = 'sales')::int as "monthSales"
    from touch where shop_id = ${shopId} and sent_at > ${month} and class = 'marketing'`);
  const waiting = await db.row<{ deferred: number }>(sql`
    select count(*)::int as deferred from touch where shop_id = ${shopId} and status = 'deferred'`);
  const byRule = await db.rows<{ rule: GateRule; count: number }>(sql`
    select r ->> 'rule' as rule, count(*)::int as count
    from touch_decision d, lateral (select r from jsonb_array_elements(d.reasons) r where not (r ->> 'passed')::boolean limit 1) first
    where d.shop_id = ${shopId} and d.at > ${month} and d.outcome <> 'send' group by 1 order by 2 desc`);
  const byDay = await db.rows<{ day: string; value: number; sales: number; service: number }>(sql`
    select to_char(sent_at at time zone ${timeZone}, 'YYYY-MM-DD') as day,
      count(*) filter (where class = 'marketing' and purpose = 'value')::int as value,
      count(*) filter (where class = 'marketing' and purpose = 'sales')::int as sales,
      count(*) filter (where class = 'service')::int as service
    from touch where shop_id = ${shopId} and sent_at > ${month} group by 1 order by 1`);
  const perMember = await db.rows<{ touches: number; members: number }>(sql`
    select touches, count(*)::int as members from
      (select member_id, count(*)::int as touches from touch
       where shop_id = ${shopId} and sent_at > ${week} and class = 'marketing' group by member_id) per
    group by touches order by touches`);
  return { sums: sums!, deferred: waiting?.deferred ?? 0, byRule, byDay, perMember };
}

/** Members with any consent, and how many took one back since. */
export async function consentFigures(db: Queries, shopId: string, since: Date) {
  const found = await db.row<{ reachable: number; unsubscribed: number }>(sql`
    select count(distinct member_id) filter (where granted)::int as reachable,
      count(distinct member_id) filter (where not granted and since > ${since})::int as unsubscribed
    from consent where shop_id = ${shopId}`);
  return found ?? { reachable: 0, unsubscribed: 0 };
}
