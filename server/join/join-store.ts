import type { LocalText } from "../../contract/values.ts";
import { type Queries, sql } from "../platform/database/index.ts";

export type BenefitView = {
  readonly id: string;
  readonly label: LocalText;
  readonly kind: "coupon";
  readonly offCents: number;
  readonly minimumCents: number;
  readonly validDays: number;
  readonly budget: number;
  readonly issued: number;
  readonly active: boolean;
};

export type CodeView = {
  readonly id: string;
  readonly shopId: string;
  readonly code: string;
  readonly label: string;
  readonly channel: string;
  readonly showId: string | null;
  readonly productId: string | null;
  readonly benefitId: string | null;
  readonly active: boolean;
  readonly createdAt: Date;
};

const benefitColumns = sql`id, label, kind, off_cents as "offCents", minimum_cents as "minimumCents",
  valid_days as "validDays", budget, issued, active`;
const codeColumns = sql`id, shop_id as "shopId", code, label, channel, show_id as "showId", product_id as "productId",
  benefit_id as "benefitId", active, created_at as "createdAt"`;

export function listBenefits(db: Queries, shopId: string): Promise<BenefitView[]> {
  return db.rows<BenefitView>(sql`
    select ${benefitColumns} from join_benefit where shop_id = ${shopId} order by created_at desc, id`);
}

export function findBenefits(db: Queries, shopId: string, ids: readonly string[]): Promise<BenefitView[]> {
  return db.rows<BenefitView>(sql`
    select ${benefitColumns} from join_benefit where shop_id = ${shopId} and id = any(${[...ids]}::uuid[])`);
}

export async function insertBenefit(
  db: Queries,
  shopId: string,
  benefit: BenefitView,
  at: Date,
): Promise<void> {
  await db.run(sql`
    insert into join_benefit (shop_id, id, label, kind, off_cents, minimum_cents, valid_days, budget, created_at)
    values (${shopId}, ${benefit.id}, ${JSON.stringify(benefit.label)}::jsonb, ${benefit.kind}, ${benefit.offCents},
      ${benefit.minimumCents}, ${benefit.validDays}, ${benefit.budget}, ${at})`);
}

/** Takes so many out of the budget; undefined when fewer are left or it is switched off. */
export function takeFromBudget(
  db: Queries,
  shopId: string,
  id: string,
  count: number,
): Promise<BenefitView | undefined> {
  return db.row<BenefitView>(sql`
    update join_benefit set issued = issued + ${count}
    where shop_id = ${shopId} and id = ${id} and active and issued + ${count} <= budget returning ${benefitColumns}`);
}

/** Gives back what was taken and not issued. */
export async function putBack(db: Queries, shopId: string, id: string, count: number): Promise<void> {
  await db.run(
    sql`update join_benefit set issued = issued - ${count} where shop_id = ${shopId} and id = ${id}`,
  );
}

export function findCode(db: Queries, code: string): Promise<CodeView | undefined> {
  return db.row<CodeView>(sql`select ${codeColumns} from join_code where code = ${code}`);
}

export function findCodeById(db: Queries, shopId: string, id: string): Promise<CodeView | undefined> {
  return db.row<CodeView>(sql`select ${codeColumns} from join_code where shop_id = ${shopId} and id = ${id}`);
}

/** The code shown in a room: the oldest active one of the show. */
export function findCodeOfShow(db: Queries, shopId: string, showId: string): Promise<CodeView | undefined> {
  return db.row<CodeView>(sql`
    select ${codeColumns} from join_code where shop_id = ${shopId} and show_id = ${showId} and active
    order by created_at, id limit 1`);
}

/** False when the code is taken, by any shop. */
export async function insertCode(db: Queries, code: CodeView): Promise<boolean> {
  const inserted = await db.run(sql`
    insert into join_code (shop_id, id, code, label, channel, show_id, product_id, benefit_id, created_at)
    values (${code.shopId}, ${code.id}, ${code.code}, ${code.label}, ${code.channel}, ${code.showId},
      ${code.productId}, ${code.benefitId}, ${code.createdAt})
    on conflict do nothing`);
  return inserted === 1;
}

export function updateCode(
  db: Queries,
  shopId: string,
  id: string,
  change: { label?: string | undefined; active?: boolean | undefined },
): Promise<CodeView | undefined> {
  return db.row<CodeView>(sql`
    update join_code set label = coalesce(${change.label ?? null}, label), active = coalesce(${change.active ?? null}, active)
    where shop_id = ${shopId} and id = ${id} returning ${codeColumns}`);
}

/** True for the first scan of this person. */
export async function noteScan(
  db: Queries,
  shopId: string,
  codeId: string,
  memberId: string,
  at: Date,
): Promise<boolean> {
  const inserted = await db.run(sql`
    insert into join_path (shop_id, code_id, member_id, scanned_at) values (${shopId}, ${codeId}, ${memberId}, ${at})
    on conflict do nothing`);
  return inserted === 1;
}

/** True when this person joins over this code for the first time. A join without a scan counts as one. */
export async function noteJoin(
  db: Queries,
  shopId: string,
  codeId: string,
  memberId: string,
  at: Date,
): Promise<boolean> {
  await noteScan(db, shopId, codeId, memberId, at);
  const joined = await db.run(sql`
    update join_path set joined_at = ${at}
    where shop_id = ${shopId} and code_id = ${codeId} and member_id = ${memberId} and joined_at is null`);
  return joined === 1;
}

export async function noteReply(
  db: Queries,
  shopId: string,
  codeId: string,
  memberId: string,
  at: Date,
): Promise<void> {
  await db.run(sql`
    update join_path set replied_at = coalesce(replied_at, ${at})
    where shop_id = ${shopId} and code_id = ${codeId} and member_id = ${memberId}`);
}

export async function insertReply(
  db: Queries,
  reply: { shopId: string; id: string; codeId: string; memberId: string; text: string; at: Date },
): Promise<void> {
  await db.run(sql`
    insert into join_reply (shop_id, id, code_id, member_id, text, at)
    values (${reply.shopId}, ${reply.id}, ${reply.codeId}, ${reply.memberId}, ${reply.text}, ${reply.at})`);
}

/** A paid order counts for the code over which its buyer joined last. */
export async function noteOrder(
  db: Queries,
  shopId: string,
  memberId: string,
  cents: number,
  at: Date,
): Promise<void> {
  await db.run(sql`
    update join_path set ordered_at = coalesce(ordered_at, ${at}), gmv_cents = gmv_cents + ${cents}
    where shop_id = ${shopId} and member_id = ${memberId} and code_id = (
      select code_id from join_path where shop_id = ${shopId} and member_id = ${memberId} and joined_at is not null
        and joined_at <= ${at} order by joined_at desc limit 1)`);
}

/** A guest's way becomes the member's; steps both took keep the earlier moment. */
export async function movePaths(db: Queries, shopId: string, from: string, to: string): Promise<void> {
  await db.run(sql`
    insert into join_path (shop_id, code_id, member_id, scanned_at, joined_at, replied_at, ordered_at, gmv_cents)
    select shop_id, code_id, ${to}::uuid, scanned_at, joined_at, replied_at, ordered_at, gmv_cents
    from join_path where shop_id = ${shopId} and member_id = ${from}
    on conflict (shop_id, code_id, member_id) do update set
      scanned_at = least(join_path.scanned_at, excluded.scanned_at),
      joined_at = least(join_path.joined_at, excluded.joined_at),
      replied_at = least(join_path.replied_at, excluded.replied_at),
      ordered_at = least(join_path.ordered_at, excluded.ordered_at),
      gmv_cents = join_path.gmv_cents + excluded.gmv_cents`);
  await db.run(sql`delete from join_path where shop_id = ${shopId} and member_id = ${from}`);
}
