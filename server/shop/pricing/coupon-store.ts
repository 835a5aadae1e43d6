import type { LocalText } from "../../../contract/values.ts";
import { type Queries, sql } from "../../platform/database/index.ts";

export type CouponView = {
  readonly id: string;
  readonly memberId: string;
  readonly label: LocalText;
  readonly offCents: number;
  readonly minimumCents: number;
  readonly currency: string;
  readonly issuedFor: string;
  readonly validUntil: Date;
  readonly usedByOrder: string | null;
};

export type NewCoupon = Omit<CouponView, "usedByOrder"> & { readonly shopId: string };

const columns = sql`id, member_id as "memberId", label, off_cents as "offCents", minimum_cents as "minimumCents",
  currency, issued_for as "issuedFor", valid_until as "validUntil", used_by_order as "usedByOrder"`;

/** True when it is new, false when this member has a coupon for this reason already. */
export async function insertCoupon(db: Queries, coupon: NewCoupon, at: Date): Promise<boolean> {
  const inserted = await db.run(sql`
    insert into coupon (shop_id, id, member_id, label, off_cents, minimum_cents, currency, issued_for, issued_at, valid_until)
    values (${coupon.shopId}, ${coupon.id}, ${coupon.memberId}, ${JSON.stringify(coupon.label)}::jsonb,
      ${coupon.offCents}, ${coupon.minimumCents}, ${coupon.currency}, ${coupon.issuedFor}, ${at}, ${coupon.validUntil})
    on conflict do nothing`);
  return inserted === 1;
}

export function findCouponFor(db: Queries, shopId: string, memberId: string, issuedFor: string) {
  return db.row<CouponView>(sql`
    select ${columns} from coupon
    where shop_id = ${shopId} and member_id = ${memberId} and issued_for = ${issuedFor}`);
}

export function listCoupons(db: Queries, shopId: string, memberId: string): Promise<CouponView[]> {
  return db.rows<CouponView>(sql`
    select ${columns} from coupon where shop_id = ${shopId} and member_id = ${memberId}
    order by used_by_order is not null, valid_until, id`);
}

/** False when another order has used it meanwhile. */
export async function useCoupon(db: Queries, shopId: string, id: string, orderId: string): Promise<boolean> {
  const used = await db.run(sql`
    update coupon set used_by_order = ${orderId}
    where shop_id = ${shopId} and id = ${id} and used_by_order is null`);
  return used === 1;
}

export async function releaseCoupon(db: Queries, shopId: string, orderId: string): Promise<void> {
  await db.run(sql`
    update coupon set used_by_order = null where shop_id = ${shopId} and used_by_order = ${orderId}`);
}
