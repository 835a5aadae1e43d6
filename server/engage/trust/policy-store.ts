import { type Queries, sql } from "../../platform/database/index.ts";
import { defaultPolicy, type TrustPolicy } from "./policy.ts";

export type TrustPolicyView = TrustPolicy;

const columns = sql`weekly_budget as "weeklyBudget", adapts, budget_floor as "budgetFloor",
  budget_ceiling as "budgetCeiling", sales_share as "salesShare",
  minimum_gap_hours as "minimumGapHours", quiet_from as "quietFrom", quiet_until as "quietUntil",
  control_share as "controlShare"`;

export async function findPolicy(db: Queries, shopId: string): Promise<TrustPolicy> {
  const found = await db.row<TrustPolicy>(sql`select ${columns} from trust_policy where shop_id = ${shopId}`);
  return found ?? defaultPolicy;
}

/** The rules and when the gate decided last. */
export type HeldPolicy = { readonly policy: TrustPolicy; readonly decidedAt: Date | null };

/** The policy, held until the transaction ends: whoever sends for the shop comes through here one after the other. */
export async function lockPolicy(db: Queries, shopId: string, now: Date): Promise<HeldPolicy> {
  const locked = await db.row<TrustPolicy & { decidedAt: Date | null }>(
    sql`select ${columns}, decided_at as "decidedAt" from trust_policy where shop_id = ${shopId} for update`,
  );
  if (locked) {
    const { decidedAt, ...policy } = locked;
    return { policy, decidedAt };
  }
  await savePolicy(db, shopId, defaultPolicy, now, "keep");
  return lockPolicy(db, shopId, now);
}

/** Notes that the gate decided at this moment; the policy row must be held. */
export async function noteDecided(db: Queries, shopId: string, at: Date): Promise<void> {
  await db.run(sql`
    update trust_policy set decided_at = ${at}
    where shop_id = ${shopId} and (decided_at is null or decided_at < ${at})`);
}

export async function savePolicy(
  db: Queries,
  shopId: string,
  policy: TrustPolicy,
  at: Date,
  existing: "replace" | "keep",
): Promise<void> {
  const conflict =
    existing === "keep"
      ? sql`on conflict do nothing`
      : sql`on conflict (shop_id) do update set weekly_budget = excluded.weekly_budget, adapts = excluded.adapts,
          budget_floor = excluded.budget_floor, budget_ceiling = excluded.budget_ceiling, sales_share = excluded.sales_share,
          minimum_gap_hours = excluded.minimum_gap_hours, quiet_from = excluded.quiet_from,
          quiet_until = excluded.quiet_until, control_share = excluded.control_share, updated_at = excluded.updated_at,
          decided_at = least(trust_policy.decided_at, excluded.updated_at)`;
  await db.run(sql`
    insert into trust_policy (shop_id, weekly_budget, adapts, budget_floor, budget_ceiling, sales_share, minimum_gap_hours, quiet_from, quiet_until,
      control_share, updated_at)
    values (${shopId}, ${policy.weeklyBudget}, ${policy.adapts}, ${policy.budgetFloor}, ${policy.budgetCeiling}, ${policy.salesShare}, ${policy.minimumGapHours}, ${policy.quietFrom},
      ${policy.quietUntil}, ${policy.controlShare}, ${at})
    ${conflict}`);
}
