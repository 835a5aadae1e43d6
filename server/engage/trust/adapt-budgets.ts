import { type Queries, sql } from "../../platform/database/index.ts";
import type { EngageParts } from "../parts.ts";
import type { Channel } from "../touches/touch.ts";
import { lockAccounts } from "../touches/touch-store.ts";
import type { OwnBudget } from "./budget.ts";

const dayMs = 86_400_000;
/** How far back responses count. */
const responseDays = 180;
/** So long a touch may lie unread before that counts as no response. */
const patienceDays = 3;

/** How one member met one touch. */
export type Response = {
  readonly memberId: string;
  readonly channel: Channel;
  readonly sentAt: Date;
  readonly responded: boolean;
};

const ripe = (
  now: Date,
) => sql`class = 'marketing' and sent_at > ${new Date(now.getTime() - responseDays * dayMs)}
  and (opened_at is not null or sent_at <= ${new Date(now.getTime() - patienceDays * dayMs)})`;

/** How these members met what they got in the last half year; touches that still may be read are left out. */
export function responsesOf(
  db: Queries,
  shopId: string,
  memberIds: readonly string[],
  now: Date,
): Promise<Response[]> {
  return db.rows<Response>(sql`
    select member_id as "memberId", channel, sent_at as "sentAt", opened_at is not null as responded from touch
    where shop_id = ${shopId} and member_id = any(${[...memberIds]}::uuid[]) and ${ripe(now)}`);
}

/** The same of the whole shop, by channel: what is usual. */
export function usualResponses(db: Queries, shopId: string, now: Date) {
  return db.rows<{ channel: Channel; sent: number; responded: number }>(sql`
    select channel, count(*)::int as sent, count(opened_at)::int as responded from touch
    where shop_id = ${shopId} and ${ripe(now)} group by channel`);
}

/** Shops that adapt and were not looked at since. */
export async function shopsToAdapt(db: Queries, since: Date): Promise<string[]> {
  const found = await db.rows<{ shopId: string }>(sql`
    select shop_id as "shopId" from trust_policy where adapts and (adapted_at is null or adapted_at < ${since})`);
  return found.map((row) => row.shopId);
}

export async function noteAdapted(db: Queries, shopId: string, at: Date): Promise<void> {
  await db.run(sql`update trust_policy set adapted_at = ${at} where shop_id = ${shopId}`);
}

export type FoundBudget = OwnBudget & { readonly memberId: string };

/**
 * Sets these members' own budgets in one transaction that waits for the gate where it is deciding about them. Where the
 * factor is another one than before, it is told as a fact.
 */
export async function adaptBudgets(
  parts: Pick<EngageParts, "db" | "clock" | "events">,
  shopId: string,
  found: readonly FoundBudget[],
): Promise<void> {
  const at = parts.clock.now();
  const memberIds = found.map((one) => one.memberId);
  await parts.db.transaction(async (tx) => {
    const before = new Map((await lockAccounts(tx, shopId, memberIds)).map((row) => [row.memberId, row]));
    const changed = found.filter(({ memberId, factor }) => (before.get(memberId)?.ownFactor ?? 1) !== factor);
    const rows = found.map(({ memberId, factor, why }) => ({ member_id: memberId, factor, why }));
    await tx.run(sql`
      update trust_account a set own_factor = f.factor, own_why = f.why
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (member_id uuid, factor double precision, why jsonb)
      where a.shop_id = ${shopId} and a.member_id = f.member_id
        and (a.own_factor is distinct from f.factor or a.own_why is distinct from f.why)`);
    const about = { shopId, type: "budget.adapted" as const, at };
    await parts.events.append(
      tx,
      changed.map(({ memberId, factor }) => ({ ...about, memberId, data: { factor } })),
    );
  });
}
