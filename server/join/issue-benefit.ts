import type { Tx } from "../platform/database/index.ts";
import type { CouponView } from "../shop/index.ts";
import type { JoinParts } from "./index.ts";
import * as store from "./join-store.ts";

export type Receiver = { readonly shopId: string; readonly memberId: string; readonly currency: string };

/**
 * For joining: once for each person and benefit. Taking from the budget holds the benefit's row, so whoever comes
 * second sees the coupon of the first and puts back what she took. Undefined when the budget is used up.
 */
export async function issueBenefit(
  parts: JoinParts,
  tx: Tx,
  receiver: Receiver,
  benefitId: string,
): Promise<CouponView | undefined> {
  const { shopId, memberId } = receiver;
  const issuedFor = `benefit:${benefitId}`;
  const earlier = await parts.shop.pricing.couponFor(tx, shopId, memberId, issuedFor);
  if (earlier) return earlier;
  const benefit = await store.takeFromBudget(tx, shopId, benefitId, 1);
  if (!benefit) return undefined;
  const { coupon, isNew } = await issueCoupon(parts, tx, receiver, benefit, issuedFor);
  if (!isNew) await store.putBack(tx, shopId, benefitId, 1);
  return coupon;
}

/** Issues the coupon of a benefit that was taken from its budget, once for each person and `issuedFor`. */
export async function issueCoupon(
  parts: JoinParts,
  tx: Tx,
  { shopId, memberId, currency }: Receiver,
  benefit: store.BenefitView,
  issuedFor: string,
): Promise<{ coupon: CouponView; isNew: boolean }> {
  const at = parts.clock.now();
  const issued = await parts.shop.pricing.issueCoupon(tx, {
    shopId,
    memberId,
    label: benefit.label,
    offCents: benefit.offCents,
    minimumCents: benefit.minimumCents,
    currency,
    issuedFor,
    validUntil: new Date(at.getTime() + benefit.validDays * 86_400_000),
  });
  if (issued.isNew) {
    const data = { couponId: issued.coupon.id };
    await parts.events.append(tx, {
      shopId,
      type: "benefit.issued",
      memberId,
      subjectId: benefit.id,
      at,
      data,
    });
  }
  return issued;
}
