/**
 * What a gate let go, read back from its tables without any of its code: touches in the order in which they were
 * decided, and how each member stood at that moment by what she had said until then.
 */
import { createHash } from "node:crypto";
import { type Queries, sql } from "../server/platform/database/index.ts";
import { type CheckedMember, findTrustViolations, type QuietSpan, type SentTouch } from "./trust-checker.ts";

/** What a member decided, placed in the stream of facts: it holds for every decision behind `after`. */
export type Word = {
  readonly after: number;
  readonly memberId: string;
  readonly perWeek: number | null;
  readonly quiet: QuietSpan | null;
};

type Sent = SentTouch & { readonly id: string; readonly no: number };
type Member = { id: string; timeZone: string; joined: boolean; email: boolean };
type Factor = { no: number; memberId: string; factor: number };
type Policy = Parameters<typeof findTrustViolations>[2] & {
  adapts: boolean;
  budgetFloor: number;
  budgetCeiling: number;
  controlShare: number;
};
type Consent = { no: number; memberId: string; channel: string; granted: boolean };

/** Facts so far: what is said now comes behind them. Nobody may be writing. */
export async function placeInStream(db: Queries, shopId: string): Promise<number> {
  const row = await db.row<{ no: number }>(
    sql`select coalesce(max(id), 0) as no from event where shop_id = ${shopId}`,
  );
  return row!.no;
}

/** Every violation in words, and how much was looked at. `consented`: who allowed what before the first fact. */
export async function auditGate(
  db: Queries,
  shopId: string,
  words: readonly Word[],
  consented: ReadonlyMap<string, readonly string[]>,
) {
  const sent = await db.rows<Sent>(sql`
    select t.id, e.id as no, t.member_id as "memberId", t.sent_at as "sentAt", t.class, t.purpose, t.channel,
      case when t.content_id is not null then 'content:' || t.content_id
        when t.product_id is not null then t.kind || ':' || t.product_id end as topic
    from event e join touch t on t.shop_id = e.shop_id and t.id = e.subject_id
    where e.shop_id = ${shopId} and e.type = 'touch.decided' and e.data ->> 'outcome' = 'send' order by e.id`);
  const members = await db.rows<Member>(sql`
    select m.id, m.time_zone as "timeZone", m.joined_at is not null and m.merged_into is null as joined,
      exists (select 1 from member_identity i where i.shop_id = m.shop_id and i.member_id = m.id and i.kind = 'email') as email
    from member m where m.shop_id = ${shopId}`);
  const consents = await db.rows<Consent>(sql`
    select id as no, member_id as "memberId", data ->> 'channel' as channel, (data ->> 'granted')::boolean as granted
    from event where shop_id = ${shopId} and type = 'consent.changed' order by id`);
  const factors = await db.rows<Factor>(sql`
    select id as no, member_id as "memberId", (data ->> 'factor')::double precision as factor
    from event where shop_id = ${shopId} and type = 'budget.adapted' order by id`);
  const policy = await db.row<Policy>(sql`
    select weekly_budget as "weeklyBudget", adapts, budget_floor as "budgetFloor",
      budget_ceiling as "budgetCeiling", sales_share as "salesShare", minimum_gap_hours as "minimumGapHours",
      quiet_from as "quietFrom", quiet_until as "quietUntil", control_share as "controlShare"
    from trust_policy where shop_id = ${shopId}`);
  const known = new Map(members.map((member) => [member.id, member]));
  const consentsOf = Map.groupBy(consents, (row) => row.memberId);
  const factorsOf = Map.groupBy(factors, (row) => row.memberId);
  const wordsOf = Map.groupBy(words, (word) => word.memberId);
  const numberOf = new Map<SentTouch, number>(sent.map((touch) => [touch, touch.no]));

  const stateOf = (touch: SentTouch): CheckedMember => {
    const no = numberOf.get(touch)!;
    const member = known.get(touch.memberId)!;
    const allowed = new Set(consented.get(touch.memberId));
    for (const { channel, granted, no: at } of consentsOf.get(touch.memberId) ?? []) {
      if (at > no) break;
      if (granted) allowed.add(channel);
      else allowed.delete(channel);
    }
    const word = (wordsOf.get(touch.memberId) ?? []).findLast(({ after }) => after < no);
    const factor = (factorsOf.get(touch.memberId) ?? []).findLast((row) => row.no < no)?.factor;
    return {
      ownPerWeek: ownPerWeek(policy!, factor),
      quiet: word?.quiet ?? null,
      timeZone: member.timeZone,
      joined: member.joined,
      inControlGroup: isControl(shopId, touch.memberId, policy!.controlShare),
      wishedPerWeek: word?.perWeek ?? null,
      channels: [...allowed].filter((channel) => channel !== "email" || member.email),
    };
  };
  const violations = policy ? findTrustViolations(sent, stateOf, policy) : [];
  const ids = new Set(sent.map((touch) => touch.id));
  if (ids.size < sent.length) violations.push(`${sent.length - ids.size} touches went out twice`);
  for (const [i, touch] of sent.entries()) {
    if (i > 0 && touch.sentAt < sent[i - 1]!.sentAt)
      violations.push(`the gate's time went back at ${touch.id}`);
  }
  return { sent: sent.length, sales: sent.filter((touch) => touch.purpose === "sales").length, violations };
}

/** In quarters, between floor and ceiling; the shop's own where nothing is known or the shop does not adapt. */
function ownPerWeek({ adapts, weeklyBudget, budgetFloor, budgetCeiling }: Policy, factor?: number): number {
  if (!adapts || factor === undefined) return weeklyBudget;
  const quarters = Math.round(weeklyBudget * factor * 4) / 4;
  if (quarters < budgetFloor) return budgetFloor;
  return quarters > budgetCeiling ? budgetCeiling : quarters;
}

/** The documented draw, written once more: the first 32 bits of SHA-256 over the words, as a share of 2³². */
function isControl(shopId: string, memberId: string, share: number): boolean {
  const digest = createHash("sha256").update(`universal control ${shopId} ${memberId}`).digest("hex");
  return Number.parseInt(digest.slice(0, 8), 16) / 2 ** 32 < share;
}

/** Wishes that are neither answered nor waiting for a moment to come, and those whose state and facts disagree. */
export async function findLost(db: Queries, shopId: string, now: Date): Promise<string[]> {
  const lost = await db.rows<{ id: string; status: string }>(sql`
    select t.id, t.status from touch t where t.shop_id = ${shopId} and (
      (t.status in ('waiting', 'deferred', 'sending') and t.due_at <= ${now})
      or (t.status in ('sent', 'refused', 'expired', 'deferred') and not exists
        (select 1 from touch_decision d where d.shop_id = t.shop_id and d.touch_id = t.id))
      or (t.status = 'sent') <> exists (select 1 from event e
        where e.shop_id = t.shop_id and e.subject_id = t.id and e.type = 'touch.sent'))`);
  const twice = await db.rows<{ id: string }>(sql`
    select subject_id as id from event where shop_id = ${shopId} and type = 'touch.sent'
    group by subject_id having count(*) > 1`);
  return [
    ...lost.map(({ id, status }) => `${id} is ${status} and lost`),
    ...twice.map(({ id }) => `${id} was sent twice`),
  ];
}
