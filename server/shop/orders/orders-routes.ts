import type { orderRoutes } from "../../../contract/shop/orders.ts";
import type { Handlers } from "../../platform/http/index.ts";
import { actorOf } from "../staff/index.ts";
import { pictureUrl } from "../catalogue/index.ts";
import type { CouponView, PricedLine, Pricing } from "../pricing/index.ts";
import type { Orders } from "./index.ts";
import type { OrderLineView, OrderView } from "./order.ts";
import type { OrderFilter } from "./order-store.ts";

export function createOrderHandlers(parts: {
  orders: Orders;
  pricing: Pricing;
  now: () => Date;
}): Handlers<typeof orderRoutes> {
  const { orders, pricing } = parts;

  async function page(shopId: string, filter: OrderFilter) {
    const found = await orders.list(shopId, { ...filter, limit: filter.limit + 1 });
    const items = found.slice(0, filter.limit).map(orderToWire);
    const last = items.at(-1);
    return found.length > filter.limit && last ? { items, next: last.id } : { items };
  }

  return {
    "POST /api/v1/front/quote": async ({ body }, { principal }) => {
      const { price, currency, usable } = await orders.quote(principal, body);
      return {
        currency,
        lines: price.lines.map(pricedToWire),
        itemsCents: price.itemsCents,
        discountCents: price.discountCents,
        totalCents: price.totalCents,
        ...(price.coupon ? { coupon: couponToWire(price.coupon, parts.now()) } : {}),
        usableCoupons: usable.map((coupon) => couponToWire(coupon, parts.now())),
      };
    },
    "POST /api/v1/front/orders": async ({ body }, { principal, idempotencyKey }) =>
      orderToWire(await orders.place(principal, body, idempotencyKey)),
    "POST /api/v1/front/orders/{id}/pay": async ({ params, body }, { principal, idempotencyKey }) =>
      orderToWire(await orders.pay(principal, params.id, body, idempotencyKey)),
    "PUT /api/v1/front/orders/{id}/address": async ({ params, body }, { principal }) =>
      orderToWire(await orders.sendTo(principal, params.id, body)),
    "POST /api/v1/front/orders/{id}/cancel": async ({ params }, { principal }) =>
      orderToWire(await orders.cancel(principal, params.id)),
    "GET /api/v1/front/orders": ({ query }, { principal }) =>
      page(principal.shopId, { ...query, memberId: principal.memberId }),
    "GET /api/v1/front/orders/{id}": async ({ params }, { principal }) =>
      orderToWire(await orders.order(principal.shopId, params.id, principal.memberId)),
    "GET /api/v1/front/coupons": async (_, { principal }) => {
      const coupons = await pricing.couponsOf(principal.shopId, principal.memberId);
      return { items: coupons.map((coupon) => couponToWire(coupon, parts.now())) };
    },
    "GET /api/v1/orders": ({ query }, { principal }) => page(principal.shopId, query),
    "GET /api/v1/orders/{id}": async ({ params }, { principal }) =>
      orderToWire(await orders.order(principal.shopId, params.id)),
    "POST /api/v1/orders/{id}/ship": async ({ params, body }, { principal }) =>
      orderToWire(await orders.ship(principal.shopId, params.id, body, actorOf(principal))),
    "POST /api/v1/orders/{id}/refund": async ({ params, body }, { principal, idempotencyKey }) =>
      orderToWire(await orders.refund(principal.shopId, params.id, body, idempotencyKey, actorOf(principal))),
  };
}

export function couponToWire(coupon: CouponView, now: Date) {
  const { id, label, offCents, minimumCents, currency, issuedFor } = coupon;
  const status = coupon.usedByOrder ? "used" : coupon.validUntil <= now ? "expired" : "usable";
  const validUntil = coupon.validUntil.toISOString();
  return { id, label, offCents, minimumCents, currency, issuedFor, validUntil, status } as const;
}

function pricedToWire(line: PricedLine, lineNo: number) {
  const { variant, priceRules, ...sums } = line;
  return {
    lineNo,
    productId: variant.productId,
    variantId: variant.id,
    sku: variant.sku,
    title: variant.title,
    pictureUrl: pictureUrl(variant.picture),
    ...sums,
    refundedCents: 0,
    priceRules: [...priceRules],
  };
}

function lineToWire(line: OrderLineView) {
  const { orderId: _order, picture, category: _category, priceRules, ...rest } = line;
  return { ...rest, pictureUrl: pictureUrl(picture), priceRules: [...priceRules] };
}

function orderToWire(order: OrderView) {
  const {
    memberId,
    memberName,
    couponId: _coupon,
    address,
    placedAt,
    paidAt,
    expiresAt,
    lines,
    ...rest
  } = order;
  return {
    ...rest,
    lines: lines.map(lineToWire),
    placedAt: placedAt.toISOString(),
    ...(memberId && { memberId }),
    ...(memberName && { memberName }),
    ...(address && { address }),
    ...(paidAt && { paidAt: paidAt.toISOString() }),
    ...(expiresAt && order.status === "awaiting_payment" && { expiresAt: expiresAt.toISOString() }),
  };
}
