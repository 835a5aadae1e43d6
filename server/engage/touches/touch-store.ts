import { type Queries, sql } from "../../platform/database/index.ts";
import { idFrom } from "../../platform/ids/index.ts";
import { type Account, accountColumns } from "../trust/account-store.ts";
import type { Decision } from "../trust/gate.ts";
import type { TouchStatus, TouchView, TouchWish } from "./touch.ts";

export const touchColumns = sql`id, shop_id as "shopId", member_id as "memberId", channel, class, purpose, kind, subject,
  body, why, link, product_id as "productId", content_id as "contentId", source, worth, status,
  created_at as "createdAt", not_before as "notBefore", due_at as "dueAt", expires_at as "expiresAt",
  sent_at as "sentAt", opened_at as "openedAt", clicked_at as "clickedAt",
  converted_order_id as "convertedOrderId", attempts`;

/** Writes wishes that are new; returns the ids of all, in their order. One statement for any number. */
export async function insertWishes(db: Queries, wishes: readonly TouchWish[], at: Date): Promise<string[]> {
  const rows = wishes.map((wish) => ({
    shop_id: wish.shopId,
    id: idFrom("touch", wish.shopId, wish.key),
    member_id: wish.memberId,
    channel: wish.channel,
    class: wish.class,
    purpose: wish.purpose,
    kind: wish.kind,
    subject: wish.subject,
    body: wish.body,
    why: wish.why,
    link: wish.link ?? null,
    product_id: wish.productId ?? null,
    content_id: wish.contentId ?? null,
    source: wish.source,
    worth: wish.worth,
    not_before: wish.notBefore ?? at,
    expires_at: wish.expiresAt ?? null,
    request_key: wish.key,
  }));
  await db.run(sql`
    insert into touch (shop_id, id, member_id, channel, class, purpose, kind, subject, body, why, link, product_id,
      content_id, source, worth, status, due_at, not_before, expires_at, created_at, request_key)
    select shop_id, id, member_id, channel, class, purpose, kind, subject, body, why, link, product_id, content_id,
      source, worth, 'waiting', not_before, not_before, expires_at, ${at}, request_key
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (shop_id uuid, id uuid, member_id uuid, channel text,
      class text, purpose text, kind text, subject jsonb, body jsonb, why jsonb, link text, product_id uuid,
      content_id uuid, source text, worth double precision, not_before timestamptz, expires_at timestamptz,
      request_key text)
    on conflict do nothing`);
  return rows.map((row) => row.id);
}

/** Due wishes of one shop, the worthiest first, held until the transaction ends. */
export function claimDue(db: Queries, shopId: string, now: Date, limit: number): Promise<TouchView[]> {
  return db.rows<TouchView>(sql`
    select ${touchColumns} from touch
    where status in ('waiting', 'deferred') and due_at <= ${now} and shop_id = ${shopId}
    order by worth desc, due_at, id limit ${limit} for update skip locked`);
}

export function shopsWithDue(db: Queries, now: Date): Promise<{ shopId: string }[]> {
  return db.rows<{ shopId: string }>(sql`
    select distinct shop_id as "shopId" from touch where status in ('waiting', 'deferred') and due_at <= ${now}`);
}

export type Decided = {
  readonly touch: TouchView;
  readonly decision: Decision;
  readonly status: TouchStatus;
};

/** Writes decisions and the touches' new states in one statement. */
export async function writeDecisions(
  db: Queries,
  shopId: string,
  decided: readonly Decided[],
  at: Date,
): Promise<void> {
  const rows = decided.map(({ touch, decision, status }) => ({
    touch_id: touch.id,
    outcome: decision.outcome,
    until: decision.until ?? null,
    reasons: decision.reasons,
    status,
    due_at: decision.until ?? touch.dueAt,
    sent_at: decision.outcome === "send" ? at : null,
  }));
  await db.run(sql`
    with d as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (touch_id uuid, outcome text,
        until timestamptz, reasons jsonb, status text, due_at timestamptz, sent_at timestamptz)),
    written as (
      insert into touch_decision (shop_id, touch_id, no, at, outcome, until, reasons)
      select ${shopId}::uuid, d.touch_id, coalesce((select max(no) + 1 from touch_decision t
          where t.shop_id = ${shopId} and t.touch_id = d.touch_id), 0), ${at}, d.outcome, d.until, d.reasons
      from d)
    update touch set status = d.status, due_at = d.due_at, sent_at = coalesce(d.sent_at, touch.sent_at),
      delivered_at = case when d.status = 'sent' then ${at}::timestamptz else delivered_at end
    from d where touch.shop_id = ${shopId} and touch.id = d.touch_id`);
}

export type PastRow = {
  readonly memberId: string;
  readonly sentAt: Date;
  readonly purpose: "value" | "sales";
  readonly kind: TouchView["kind"];
  readonly productId: string | null;
  readonly contentId: string | null;
};

/** Marketing touches of these members since then, newest first. */
export function pastTouches(
  db: Queries,
  shopId: string,
  memberIds: readonly string[],
  since: Date,
): Promise<PastRow[]> {
  return db.rows<PastRow>(sql`
    select member_id as "memberId", sent_at as "sentAt", purpose, kind, product_id as "productId", content_id as "contentId"
    from touch where shop_id = ${shopId} and member_id = any(${[...memberIds]}::uuid[]) and sent_at > ${since}
      and class = 'marketing' order by sent_at desc, id`);
}

/** Makes and holds the members' accounts, in the order of ids: nobody else decides for them meanwhile. */
export async function lockAccounts(db: Queries, shopId: string, memberIds: readonly string[]) {
  const ids = [...new Set(memberIds)].toSorted();
  const hold = () =>
    db.rows<Account>(sql`
      select ${accountColumns} from trust_account
      where shop_id = ${shopId} and member_id = any(${ids}::uuid[]) order by member_id for update`);
  const held = await hold();
  if (held.length === ids.length) return held;
  await db.run(sql`
    insert into trust_account (shop_id, member_id) select ${shopId}::uuid, unnest(${ids}::uuid[]) on conflict do nothing`);
  return hold();
}

export function consentsOf(db: Queries, shopId: string, memberIds: readonly string[]) {
  return db.rows<{ memberId: string; channel: string; granted: boolean; since: Date; source: string }>(sql`
    select member_id as "memberId", channel, granted, since, source from consent
    where shop_id = ${shopId} and member_id = any(${[...memberIds]}::uuid[]) order by channel`);
}

/**
 * Takes over touches that the gate let go and whose channel has not taken them yet, for this round of deliveries:
 * nobody else takes them before `until`, nor later while the round's advisory lock is held, whatever clocks say; and
 * whoever dies with them loses none.
 */
export function takeLeaving(
  db: Queries,
  now: Date,
  { until, round, limit }: { until: Date; round: number; limit: number },
): Promise<TouchView[]> {
  return db.rows<TouchView>(sql`
    update touch set due_at = ${until}, taken_by = ${round}
    where (shop_id, id) in (
      select shop_id, id from touch
      where status = 'sending' and due_at <= ${now} and (taken_by is null or pg_try_advisory_xact_lock(taken_by))
      order by due_at, id limit ${limit} for update skip locked)
    returning ${touchColumns}`);
}

export async function isAnyLeaving(db: Queries, now: Date): Promise<boolean> {
  const found = await db.row(sql`select 1 from touch where status = 'sending' and due_at <= ${now} limit 1`);
  return found !== undefined;
}

/** It has left, even where the consent was taken back while it did; false when that was noted before. */
export async function markDelivered(db: Queries, shopId: string, id: string, at: Date): Promise<boolean> {
  const marked = await db.run(sql`
    update touch set status = 'sent', delivered_at = ${at}, failure = null
    where shop_id = ${shopId} and id = ${id} and delivered_at is null`);
  return marked === 1;
}

/** Not tried: looked at again at `dueAt`. */
export async function postpone(db: Queries, shopId: string, id: string, dueAt: Date): Promise<void> {
  await db.run(sql`
    update touch set due_at = ${dueAt} where shop_id = ${shopId} and id = ${id} and status = 'sending'`);
}

/** Tried in vain: again at `dueAt`, or given up with `failed`. */
export async function markTried(
  db: Queries,
  shopId: string,
  id: string,
  outcome: { failure: string; dueAt: Date | null },
): Promise<void> {
  const status = outcome.dueAt ? "sending" : "failed";
  await db.run(sql`
    update touch set attempts = attempts + 1, failure = ${outcome.failure}, status = ${status},
      due_at = coalesce(${outcome.dueAt}, due_at)
    where shop_id = ${shopId} and id = ${id} and status = 'sending'`);
}

/** What was let go and has not left yet stays here when the member takes back her consent: `failed` says why. */
export async function stopLeaving(
  db: Queries,
  shopId: string,
  memberId: string,
  channel: string,
): Promise<void> {
  await db.run(sql`
    update touch set status = 'failed', failure = 'consent taken back'
    where shop_id = ${shopId} and member_id = ${memberId} and channel = ${channel} and status = 'sending'
      and class = 'marketing'`);
}

/** Sets the first opening or click; false when it was noted before. */
export async function markSeen(
  db: Queries,
  shopId: string,
  id: string,
  what: "opened" | "clicked",
  at: Date,
) {
  const column = what === "opened" ? sql`opened_at` : sql`clicked_at`;
  const marked = await db.run(sql`
    update touch set ${column} = ${at} where shop_id = ${shopId} and id = ${id} and ${column} is null`);
  return marked === 1;
}

/** The touch a paid order is credited to: the one named in the order, else the one followed last since then. */
export function creditOrder(
  db: Queries,
  order: {
    shopId: string;
    memberId: string;
    orderId: string;
    touchId: string | null;
    paidAt: Date;
    since: Date;
  },
): Promise<{ id: string } | undefined> {
  return db.row<{ id: string }>(sql`
    update touch set converted_order_id = ${order.orderId}
    where shop_id = ${order.shopId} and converted_order_id is null and id = (
      select id from touch
      where shop_id = ${order.shopId} and member_id = ${order.memberId} and class = 'marketing'
        and sent_at <= ${order.paidAt} and converted_order_id is null
        and (clicked_at > ${order.since} and clicked_at <= ${order.paidAt}
          or id = ${order.touchId} and sent_at > ${order.since})
      order by (id = ${order.touchId}) desc nulls last, clicked_at desc nulls last, id limit 1)
    returning id`);
}

/** Where both members decided on a channel the later word counts, and of two at once the no; the lower wish stays. */
export async function moveTouches(db: Queries, shopId: string, from: string, to: string): Promise<void> {
  await db.run(sql`update touch set member_id = ${to} where shop_id = ${shopId} and member_id = ${from}`);
  await db.run(sql`
    insert into consent (shop_id, member_id, channel, granted, since, source)
    select shop_id, ${to}::uuid, channel, granted, since, source from consent
    where shop_id = ${shopId} and member_id = ${from}
    on conflict (shop_id, member_id, channel) do update
      set granted = excluded.granted, since = excluded.since, source = excluded.source
      where excluded.since > consent.since or (excluded.since = consent.since and not excluded.granted)`);
  await db.run(sql`delete from consent where shop_id = ${shopId} and member_id = ${from}`);
  await db.run(sql`
    insert into trust_account (shop_id, member_id, wished_per_week, own_factor, own_why, quiet_from, quiet_until)
    select shop_id, ${to}::uuid, wished_per_week, own_factor, own_why, quiet_from, quiet_until
    from trust_account where shop_id = ${shopId} and member_id = ${from}
    on conflict (shop_id, member_id) do update
      set wished_per_week = least(trust_account.wished_per_week, excluded.wished_per_week),
        quiet_from = coalesce(trust_account.quiet_from, excluded.quiet_from),
        quiet_until = coalesce(trust_account.quiet_until, excluded.quiet_until)`);
  await db.run(sql`delete from trust_account where shop_id = ${shopId} and member_id = ${from}`);
}
