import { type Queries, sql } from "../../platform/database/index.ts";
import type { LocalText } from "../../../contract/values.ts";
import type { OwnBudget } from "./budget.ts";
import type { QuietHours } from "./gate.ts";

/** What is a member's own in the trust budget. */
export type Account = {
  readonly memberId: string;
  readonly wishedPerWeek: number | null;
  readonly ownFactor: number | null;
  readonly ownWhy: LocalText | null;
  readonly quietFrom: string | null;
  readonly quietUntil: string | null;
};

export const accountColumns = sql`member_id as "memberId", wished_per_week as "wishedPerWeek",
  own_factor as "ownFactor", own_why as "ownWhy", quiet_from as "quietFrom", quiet_until as "quietUntil"`;

/** The account in the gate's terms; without one, nothing is her own. */
export function ownOf(account: Account | undefined): {
  readonly wishedPerWeek: number | null;
  readonly own: OwnBudget | null;
  readonly quiet: QuietHours | null;
} {
  const { wishedPerWeek = null, ownFactor, ownWhy, quietFrom, quietUntil } = account ?? {};
  return {
    wishedPerWeek,
    own: ownFactor && ownWhy ? { factor: ownFactor, why: ownWhy } : null,
    quiet: quietFrom && quietUntil ? { quietFrom, quietUntil } : null,
  };
}

export function accountsOf(db: Queries, shopId: string, memberIds: readonly string[]): Promise<Account[]> {
  return db.rows<Account>(sql`
    select ${accountColumns} from trust_account
    where shop_id = ${shopId} and member_id = any(${[...memberIds]}::uuid[])`);
}

export async function saveWish(
  db: Queries,
  shopId: string,
  memberId: string,
  perWeek: number | null,
): Promise<void> {
  await db.run(sql`
    insert into trust_account (shop_id, member_id, wished_per_week) values (${shopId}, ${memberId}, ${perWeek})
    on conflict (shop_id, member_id) do update set wished_per_week = excluded.wished_per_week`);
}

/** Her own quiet hours, or the shop's again with null. */
export async function saveQuietHours(
  db: Queries,
  shopId: string,
  memberId: string,
  quiet: QuietHours | null,
): Promise<void> {
  const [from, until] = [quiet?.quietFrom ?? null, quiet?.quietUntil ?? null];
  await db.run(sql`
    insert into trust_account (shop_id, member_id, quiet_from, quiet_until)
    values (${shopId}, ${memberId}, ${from}, ${until})
    on conflict (shop_id, member_id) do update
      set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until`);
}
