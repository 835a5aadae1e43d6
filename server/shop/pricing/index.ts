/**
 * Prices: member prices and coupons; the rule that made a price stays on the order line.
 *
 * Invariants: a member gets one coupon for one reason however often it is asked for; a coupon is used by one order
 * at most and comes back when that order is cancelled; the discount spread over lines adds up to the coupon.
 */
import type { LocalText } from "../../../contract/values.ts";
import type { Clock } from "../../platform/clock/index.ts";
import type { Database, Tx } from "../../platform/database/index.ts";
import { RefrainError } from "../../platform/errors.ts";
import type { Events } from "../../platform/events/index.ts";
import { idFrom } from "../../platform/ids/index.ts";
import * as store from "./coupon-store.ts";
import { couponObstacle } from "./price.ts";

export type { CouponView } from "./coupon-store.ts";
export { type Price, type PricedLine, type PriceRule, priceBasket } from "./price.ts";

export type Pricing = ReturnType<typeof createPricing>;

export type CouponGrant = {
  readonly shopId: string;
  readonly memberId: string;
  readonly label: LocalText;
  readonly offCents: number;
  readonly minimumCents: number;
  readonly currency: string;
  /** The reason; it makes the grant happen once: `benefit:<id>`. */
  readonly issuedFor: string;
  readonly validUntil: Date;
};

export function createPricing(parts: { db: Database; clock: Clock; events: Events }) {
  const { db, clock, events } = parts;

  /** Issues in the caller's transaction; a second call for the same reason returns the first coupon. */
  async function issueCoupon(
    tx: Tx,
    grant: CouponGrant,
  ): Promise<{ coupon: store.CouponView; isNew: boolean }> {
    const at = clock.now();
    const id = idFrom("coupon", grant.shopId, grant.memberId, grant.issuedFor);
    const isNew = await store.insertCoupon(tx, { ...grant, id }, at);
    if (isNew) {
      const { shopId, memberId, offCents, issuedFor } = grant;
      await events.append(tx, {
        shopId,
        type: "coupon.issued",
        memberId,
        subjectId: id,
        at,
        data: { offCents, issuedFor },
      });
    }
    const coupon = await store.findCouponFor(tx, grant.shopId, grant.memberId, grant.issuedFor);
    return { coupon: coupon!, isNew };
  }

  /**
   * The coupon to use: the one named, none for `null`, else the one that takes off most.
   * Errors: not_found, coupon_unusable with its reason.
   */
  async function chooseCoupon(
    shopId: string,
    memberId: string,
    wish: string | null | undefined,
    itemsCents: number,
    currency: string,
  ): Promise<{ chosen: store.CouponView | undefined; usable: store.CouponView[] }> {
    const now = clock.now();
    const all = await store.listCoupons(db, shopId, memberId);
    const usable = all
      .filter((coupon) => !couponObstacle(coupon, itemsCents, currency, now))
      .toSorted((a, b) => b.offCents - a.offCents || a.validUntil.getTime() - b.validUntil.getTime());
    if (wish === null) return { chosen: undefined, usable };
    if (wish === undefined) return { chosen: usable[0], usable };
    const named = all.find((coupon) => coupon.id === wish);
    if (!named) throw new RefrainError("not_found", "You have no such coupon.", { what: "coupon", id: wish });
    const reason = couponObstacle(named, itemsCents, currency, now);
    if (reason) throw new RefrainError("coupon_unusable", undefined, { reason });
    return { chosen: named, usable };
  }

  async function useCoupon(tx: Tx, shopId: string, couponId: string, orderId: string): Promise<void> {
    if (!(await store.useCoupon(tx, shopId, couponId, orderId))) {
      throw new RefrainError("coupon_unusable", undefined, { reason: "used" });
    }
  }

  return {
    issueCoupon,
    chooseCoupon,
    useCoupon,
    releaseCoupon: store.releaseCoupon,
    /** The coupon a member was given for a reason, within the caller's transaction. */
    couponFor: store.findCouponFor,
    couponsOf: (shopId: string, memberId: string) => store.listCoupons(db, shopId, memberId),
  };
}
