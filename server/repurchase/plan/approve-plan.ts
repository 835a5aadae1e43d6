import type { Channel, TouchWish } from "../../engage/index.ts";
import type { LocalText } from "../../../contract/values.ts";
import { type Queries, sql } from "../../platform/database/index.ts";
import { notFound, RefrainError } from "../../platform/errors.ts";
import { recordDeed } from "../../shop/index.ts";
import type { Choice, Purpose } from "./gains.ts";
import type { PlanParts } from "./index.ts";
import { lockPlans, recount } from "./plan-store.ts";

const weekMs = 7 * 86_400_000;
const batch = 500;

/**
 * Approves a plan once: its touches then go to the gate, which decides anew about each. Approving it again only goes
 * on where a crash stopped. Should the operator have taken out so much value that sales are more than their share,
 * the sales worth least are left out. Errors: not_found; conflict when it is not the newest or its week is over.
 */
export async function approvePlan(
  parts: PlanParts,
  shopId: string,
  id: string,
  actor: string,
): Promise<void> {
  const { db, clock, events, engage } = parts;
  const { salesShare } = await engage.trust.policy(shopId);
  await db.transaction(async (tx) => {
    const at = clock.now();
    await lockPlans(tx, shopId);
    const plan = await findPlanToApprove(tx, shopId, id);
    if (plan.status === "approved") return;
    if (plan.status !== "proposed") throw new RefrainError("conflict", `The plan is ${plan.status}.`);
    if (!plan.newest) throw new RefrainError("conflict", "There is a newer plan.");
    if (plan.weekStartsAt.getTime() + weekMs <= at.getTime()) {
      throw new RefrainError("conflict", "The week of this plan is over.");
    }
    await keepShare(tx, shopId, id, salesShare);
    await tx.run(sql`
      update plan_item set status = 'approved' where shop_id = ${shopId} and plan_id = ${id} and status = 'proposed'`);
    await tx.run(sql`
      update weekly_plan set status = 'approved', approved_at = ${at} where shop_id = ${shopId} and id = ${id}`);
    await recount(tx, shopId, id);
    await events.append(tx, { shopId, type: "plan.approved", subjectId: id, at, data: { by: actor } });
    await recordDeed(tx, { shopId, actor, action: "plan.approve", subject: id }, at);
  });
  await handOver(parts, shopId, id);
}

type PlanToApprove = { readonly status: string; readonly weekStartsAt: Date; readonly newest: boolean };

async function findPlanToApprove(db: Queries, shopId: string, id: string): Promise<PlanToApprove> {
  const plan = await db.row<PlanToApprove>(sql`
    select status, week_starts_at as "weekStartsAt", not exists (select 1 from weekly_plan n
        where n.shop_id = p.shop_id and n.status in ('proposed', 'approved') and n.made_at > p.made_at) as newest
    from weekly_plan p where shop_id = ${shopId} and id = ${id} for update`);
  if (!plan) throw notFound("plan", id);
  return plan;
}

/** Removes the sales worth least until sales ≤ s · touches: with S of N that is (S − s·N) / (1 − s) of them. */
async function keepShare(db: Queries, shopId: string, id: string, salesShare: number): Promise<void> {
  await db.run(sql`
    with counted as (
      select count(*) filter (where purpose = 'sales') as sales, count(*) as touches from plan_item
      where shop_id = ${shopId} and plan_id = ${id} and status = 'proposed' and choice <> 'nothing'),
    surplus as (
      select i.id from plan_item i where i.shop_id = ${shopId} and i.plan_id = ${id} and i.status = 'proposed'
        and i.purpose = 'sales' order by i.worth, i.id
      limit (select greatest(0, ceil((sales - ${salesShare}::float8 * touches) / (1 - ${salesShare}::float8) - 1e-9))::int
        from counted))
    update plan_item set status = 'removed'
    where shop_id = ${shopId} and plan_id = ${id} and id in (select id from surplus)`);
}

type ApprovedItem = {
  readonly id: string;
  readonly memberId: string;
  readonly choice: Choice;
  readonly purpose: Purpose;
  readonly channel: Channel;
  readonly productId: string | null;
  readonly contentId: string | null;
  readonly subject: LocalText;
  readonly body: LocalText;
  readonly why: LocalText;
  readonly link: string | null;
  readonly sendAt: Date;
  readonly worth: number;
};

/** Hands approved items to the gate, batch by batch. A wish's key makes it happen once, however often this runs. */
export async function handOver(parts: PlanParts, shopId: string, planId: string): Promise<void> {
  const { db, engage } = parts;
  const plan = await db.row<{ weekStartsAt: Date }>(sql`
    select week_starts_at as "weekStartsAt" from weekly_plan where shop_id = ${shopId} and id = ${planId}`);
  if (!plan) throw notFound("plan", planId);
  const expiresAt = new Date(plan.weekStartsAt.getTime() + weekMs);
  for (;;) {
    const items = await db.rows<ApprovedItem>(sql`
      select id, member_id as "memberId", choice, purpose, channel, product_id as "productId",
        content_id as "contentId", subject, body, why, link, send_at as "sendAt", worth
      from plan_item where shop_id = ${shopId} and plan_id = ${planId} and status = 'approved'
        and choice <> 'nothing' and touch_id is null order by id limit ${batch}`);
    if (items.length === 0) return;
    const touchIds = await engage.touches.requestMany(
      items.map((item) => wishOf(item, shopId, planId, expiresAt)),
    );
    // The gate may have decided already: what its facts have written stays.
    await db.run(sql`
      update plan_item i set touch_id = t.touch_id, status = case when i.status = 'approved' then 'queued' else i.status end
      from unnest(${items.map((item) => item.id)}::uuid[], ${touchIds}::uuid[]) as t (id, touch_id)
      where i.shop_id = ${shopId} and i.plan_id = ${planId} and i.id = t.id`);
  }
}

function wishOf(item: ApprovedItem, shopId: string, planId: string, expiresAt: Date): TouchWish {
  const { id, choice, sendAt, ...said } = item;
  return {
    ...said,
    shopId,
    class: "marketing",
    kind: choice,
    source: `plan:${planId}`,
    notBefore: sendAt,
    expiresAt,
    key: `plan:${planId}:${id}`,
  };
}
