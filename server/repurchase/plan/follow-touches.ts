import type { Fact } from "../../platform/events/index.ts";
import { sql, type Tx } from "../../platform/database/index.ts";

/** Facts by which a plan learns what became of its touches. */
export const touchFacts = [
  "touch.decided",
  "touch.sent",
  "touch.failed",
  "touch.opened",
  "touch.converted",
  "member.unsubscribed",
] as const;

type TouchFact = Fact<(typeof touchFacts)[number]>;

const statusAfter = { send: "queued", defer: "deferred", refuse: "refused" } as const;
const planSource = /^plan:([0-9a-f-]{36})$/u;

/** Brings items up to date: three statements a batch, whatever its size. What was sent stays sent. */
export async function followTouches(batch: readonly TouchFact[], tx: Tx): Promise<void> {
  await followDecisions(batch, tx);
  await noteLater(batch, tx);
}

async function followDecisions(batch: readonly TouchFact[], tx: Tx): Promise<void> {
  const latest = new Map<
    string,
    { shopId: string; planId: string; memberId: string; status: string; at: Date }
  >();
  for (const fact of batch) {
    if (fact.type !== "touch.decided" && fact.type !== "touch.sent") continue;
    const [, planId] = planSource.exec(fact.data.source) ?? [];
    if (!planId || !fact.memberId) continue;
    const key = `${planId} ${fact.memberId}`;
    if (latest.get(key)?.status === "sent") continue;
    const status = fact.type === "touch.sent" ? "sent" : statusAfter[fact.data.outcome];
    latest.set(key, { shopId: fact.shopId, planId, memberId: fact.memberId, status, at: fact.at });
  }
  const rows = [...latest.values()];
  if (rows.length === 0) return;
  await tx.run(sql`
    update plan_item i set status = f.status, sent_at = case when f.status = 'sent' then f.at else i.sent_at end
    from unnest(${rows.map((row) => row.shopId)}::uuid[], ${rows.map((row) => row.planId)}::uuid[],
      ${rows.map((row) => row.memberId)}::uuid[], ${rows.map((row) => row.status)}::text[],
      ${rows.map((row) => row.at)}::timestamptz[]) as f (shop_id, plan_id, member_id, status, at)
    where i.shop_id = f.shop_id and i.plan_id = f.plan_id and i.member_id = f.member_id and i.sent_at is null`);
}

/** Opened, bought, unsubscribed, failed: these facts name the touch. */
async function noteLater(batch: readonly TouchFact[], tx: Tx): Promise<void> {
  const rows = batch.flatMap((fact) => {
    if (fact.type === "touch.decided" || fact.type === "touch.sent") return [];
    const touchId = fact.type === "member.unsubscribed" ? fact.data.touchId : fact.subjectId;
    return touchId ? [{ shopId: fact.shopId, touchId, type: fact.type, at: fact.at }] : [];
  });
  if (rows.length === 0) return;
  await tx.run(sql`
    with noted as (
      select shop_id, touch_id, min(at) filter (where type = 'touch.opened') as opened,
        min(at) filter (where type = 'touch.converted') as converted,
        min(at) filter (where type = 'member.unsubscribed') as unsubscribed, bool_or(type = 'touch.failed') as failed
      from unnest(${rows.map((row) => row.shopId)}::uuid[], ${rows.map((row) => row.touchId)}::uuid[],
        ${rows.map((row) => row.type)}::text[], ${rows.map((row) => row.at)}::timestamptz[])
        as f (shop_id, touch_id, type, at)
      group by shop_id, touch_id)
    update plan_item i set opened_at = coalesce(i.opened_at, n.opened),
      converted_at = coalesce(i.converted_at, n.converted),
      unsubscribed_at = coalesce(i.unsubscribed_at, n.unsubscribed),
      status = case when n.failed and i.sent_at is null then 'refused' else i.status end
    from noted n where i.shop_id = n.shop_id and i.touch_id = n.touch_id`);
}
