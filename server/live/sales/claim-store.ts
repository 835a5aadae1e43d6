import type { Address } from "../../../contract/values.ts";
import { type Queries, sql, type Tx } from "../../platform/database/index.ts";
import type { ClaimStatus, ClaimView } from "./sale.ts";

const columns = sql`sale_id as "saleId", place, member_id as "memberId", idempotency_key as key, quantity, status,
  order_id as "orderId", pay_until as "payUntil"`;

/** Every claim of these members in these sales: pairs of the two lists. */
export function claimsOf(
  db: Queries,
  shopId: string,
  pairs: readonly { readonly saleId: string; readonly memberId: string }[],
): Promise<ClaimView[]> {
  return db.rows<ClaimView>(sql`
    select distinct ${columns} from sale_claim
    join unnest(${pairs.map((pair) => pair.saleId)}::uuid[], ${pairs.map((pair) => pair.memberId)}::uuid[])
      as asked (sale, member) on sale_id = asked.sale and member_id = asked.member
    where shop_id = ${shopId}`);
}

export type WaitingClaim = ClaimView & { readonly address: Address | null };

/** The first who wait in each sale, as many as it has free units. */
export function firstWaiting(
  tx: Tx,
  shopId: string,
  free: ReadonlyMap<string, number>,
): Promise<WaitingClaim[]> {
  return tx.rows<WaitingClaim>(sql`
    select w.* from unnest(${[...free.keys()]}::uuid[], ${[...free.values()]}::int[]) as f (sale, units)
    cross join lateral (select ${columns}, address from sale_claim
      where shop_id = ${shopId} and sale_id = f.sale and status = 'waiting' order by place limit f.units) w`);
}

export function countWaiting(db: Queries, shopId: string, saleIds: readonly string[]) {
  return db.rows<{ saleId: string; claims: number; units: number }>(sql`
    select sale_id as "saleId", count(*)::int as claims, sum(quantity)::int as units from sale_claim
    where shop_id = ${shopId} and sale_id = any(${[...saleIds]}::uuid[]) and status = 'waiting' group by sale_id`);
}

/** How many wait up to and including this place. */
export async function positionOf(
  db: Queries,
  shopId: string,
  saleId: string,
  place: number,
): Promise<number> {
  const row = await db.row<{ position: number }>(sql`
    select count(*)::int as position from sale_claim
    where shop_id = ${shopId} and sale_id = ${saleId} and status = 'waiting' and place <= ${place}`);
  return row?.position ?? 0;
}

export type NewClaim = Omit<ClaimView, "orderId" | "payUntil"> & {
  readonly orderId: string | null;
  readonly payUntil: Date | null;
  readonly address: Address | null;
};

export async function insertClaims(tx: Tx, shopId: string, claims: readonly NewClaim[], at: Date) {
  if (claims.length === 0) return;
  const column = <T>(pick: (claim: NewClaim) => T): T[] => claims.map(pick);
  await tx.run(sql`
    insert into sale_claim (shop_id, sale_id, place, member_id, idempotency_key, quantity, status, order_id,
      pay_until, address, at)
    select ${shopId}, c.*, ${at} from unnest(
      ${column((claim) => claim.saleId)}::uuid[],
      ${column((claim) => claim.place)}::int[],
      ${column((claim) => claim.memberId)}::uuid[],
      ${column((claim) => claim.key)}::text[],
      ${column((claim) => claim.quantity)}::int[],
      ${column((claim) => claim.status)}::text[],
      ${column((claim) => claim.orderId)}::uuid[],
      ${column((claim) => claim.payUntil)}::timestamptz[],
      ${column((claim) => (claim.address ? JSON.stringify(claim.address) : null))}::jsonb[]) as c`);
}

type Promotion = Pick<NewClaim, "saleId" | "place" | "quantity" | "orderId" | "payUntil">;

export async function promoteClaims(tx: Tx, shopId: string, claims: readonly Promotion[]): Promise<void> {
  if (claims.length === 0) return;
  const column = <T>(pick: (claim: Promotion) => T): T[] => claims.map(pick);
  await tx.run(sql`
    update sale_claim c set status = 'won', quantity = p.quantity, order_id = p.order_id, pay_until = p.pay_until
    from unnest(
      ${column((claim) => claim.saleId)}::uuid[],
      ${column((claim) => claim.place)}::int[],
      ${column((claim) => claim.quantity)}::int[],
      ${column((claim) => claim.orderId)}::uuid[],
      ${column((claim) => claim.payUntil)}::timestamptz[]) as p (sale_id, place, quantity, order_id, pay_until)
    where c.shop_id = ${shopId} and c.sale_id = p.sale_id and c.place = p.place`);
}

/** Those who wait in these sales wait no longer. Returns who they were. */
export function endWaiting(tx: Tx, shopId: string, saleIds: readonly string[]): Promise<ClaimView[]> {
  return tx.rows<ClaimView>(sql`
    update sale_claim set status = 'missed'
    where shop_id = ${shopId} and sale_id = any(${[...saleIds]}::uuid[]) and status = 'waiting' returning ${columns}`);
}

/** One leaves the waiting list of her own. */
export async function leaveWaiting(
  db: Queries,
  shopId: string,
  saleId: string,
  memberId: string,
): Promise<void> {
  await db.run(sql`
    update sale_claim set status = 'left'
    where shop_id = ${shopId} and sale_id = ${saleId} and member_id = ${memberId} and status = 'waiting'`);
}

/** Claims whose order was cancelled. Returns them. */
export function lapseClaims(tx: Tx, shopId: string, orderIds: readonly string[]): Promise<ClaimView[]> {
  return tx.rows<ClaimView>(sql`
    update sale_claim set status = 'lapsed'
    where shop_id = ${shopId} and order_id = any(${[...orderIds]}::uuid[]) and status = 'won' returning ${columns}`);
}

export function claimsOfOrders(
  db: Queries,
  shopId: string,
  orderIds: readonly string[],
): Promise<ClaimView[]> {
  return db.rows<ClaimView>(sql`
    select ${columns} from sale_claim
    where shop_id = ${shopId} and order_id = any(${[...orderIds]}::uuid[])`);
}

/** A guest's claims become the member's. */
export async function moveClaims(tx: Tx, shopId: string, from: string, to: string): Promise<void> {
  await tx.run(
    sql`update sale_claim set member_id = ${to} where shop_id = ${shopId} and member_id = ${from}`,
  );
}

/** Claims of a sale by status, for its reconciliation. */
export function tallyClaims(db: Queries, shopId: string, saleId: string) {
  return db.rows<{ status: ClaimStatus; claims: number; units: number; orders: number }>(sql`
    select status, count(*)::int as claims, sum(quantity)::int as units, count(distinct order_id)::int as orders
    from sale_claim where shop_id = ${shopId} and sale_id = ${saleId} group by status`);
}
