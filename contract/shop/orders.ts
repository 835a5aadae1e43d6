import { z } from "zod";
import type { Routes } from "../route.ts";
import {
  Address,
  Cents,
  Currency,
  Id,
  Instant,
  LocalText,
  Origin,
  PageQuery,
  pageOf,
  PriceCents,
} from "../values.ts";

export const OrderStatus = z.enum(["awaiting_payment", "paid", "shipped", "completed", "cancelled"]);

/** Which rule made the price of a line. */
export const PriceRule = z.object({
  kind: z.enum(["list", "member_price", "coupon", "flash_sale", "imported"]),
  couponId: Id.optional(),
  label: LocalText.optional(),
});

export const OrderLine = z.object({
  lineNo: z.int(),
  productId: Id,
  variantId: Id,
  sku: z.string(),
  title: LocalText,
  pictureUrl: z.string(),
  quantity: z.int(),
  listPriceCents: PriceCents,
  /** What one unit costs before coupons. */
  unitPriceCents: PriceCents,
  discountCents: PriceCents,
  totalCents: Cents,
  refundedCents: PriceCents,
  priceRules: z.array(PriceRule),
});

export const Order = z.object({
  id: Id,
  number: z.string(),
  status: OrderStatus,
  memberId: Id.optional(),
  memberName: z.string().optional(),
  currency: Currency,
  itemsCents: PriceCents,
  discountCents: PriceCents,
  totalCents: PriceCents,
  refundedCents: PriceCents,
  lines: z.array(OrderLine),
  address: Address.optional(),
  origin: Origin,
  /** Where the order comes from: "refrain" or the import's format. */
  source: z.string(),
  placedAt: Instant,
  paidAt: Instant.optional(),
  /** When an unpaid order is cancelled and its stock released. */
  expiresAt: Instant.optional(),
});

export const Coupon = z.object({
  id: Id,
  label: LocalText,
  /** Taken off the order, at most the order's own sum. */
  offCents: PriceCents,
  minimumCents: PriceCents,
  currency: Currency,
  validUntil: Instant,
  status: z.enum(["usable", "used", "expired"]),
  issuedFor: z.string(),
});

const LineInput = z.object({ variantId: Id, quantity: z.int().min(1).max(99) });

export const Quote = z.object({
  currency: Currency,
  lines: z.array(OrderLine),
  itemsCents: PriceCents,
  discountCents: PriceCents,
  totalCents: PriceCents,
  coupon: Coupon.optional(),
  usableCoupons: z.array(Coupon),
});

export const orderRoutes = {
  "POST /api/v1/front/quote": {
    summary: "What a basket would cost now, with the best coupon unless one is named",
    access: "shopper",
    body: z.object({ lines: z.array(LineInput).min(1).max(50), couponId: Id.nullable().optional() }),
    response: Quote,
    errors: ["not_found", "coupon_unusable"],
  },
  "POST /api/v1/front/orders": {
    summary: "Place an order; stock is taken at once and released if it is not paid in time",
    access: "shopper",
    idempotent: true,
    ratePerMinute: 60,
    body: z.object({
      lines: z.array(LineInput).min(1).max(50),
      couponId: Id.nullable().optional(),
      address: Address.optional(),
      origin: Origin.optional(),
    }),
    response: Order,
    errors: ["not_found", "out_of_stock", "coupon_unusable", "idempotency_key_reused"],
  },
  "POST /api/v1/front/orders/{id}/pay": {
    summary: "Pay an order with the test pay (outcome chosen by the shopper) or another adapter",
    access: "shopper",
    idempotent: true,
    params: z.object({ id: Id }),
    body: z.object({
      method: z.enum(["test"]).default("test"),
      outcome: z.enum(["approve", "refuse"]).default("approve"),
    }),
    response: Order,
    errors: ["not_found", "payment_refused", "conflict"],
  },
  "PUT /api/v1/front/orders/{id}/address": {
    summary: "Say where one's own order goes, until it is shipped",
    access: "shopper",
    params: z.object({ id: Id }),
    body: Address,
    response: Order,
    errors: ["not_found", "conflict"],
  },
  "POST /api/v1/front/orders/{id}/cancel": {
    summary: "Cancel one's own unpaid order",
    access: "shopper",
    params: z.object({ id: Id }),
    response: Order,
    errors: ["not_found", "conflict"],
  },
  "GET /api/v1/front/orders": {
    summary: "One's own orders, newest first",
    access: "shopper",
    query: PageQuery,
    response: pageOf(Order),
  },
  "GET /api/v1/front/orders/{id}": {
    summary: "One of one's own orders",
    access: "shopper",
    params: z.object({ id: Id }),
    response: Order,
    errors: ["not_found"],
  },
  "GET /api/v1/front/coupons": {
    summary: "One's own coupons",
    access: "shopper",
    response: z.object({ items: z.array(Coupon) }),
  },
  "GET /api/v1/orders": {
    summary: "Orders of the shop, newest first",
    access: { right: "orders.read" },
    query: PageQuery.extend({
      status: OrderStatus.optional(),
      memberId: Id.optional(),
      showId: Id.optional(),
      search: z.string().max(80).optional(),
    }),
    response: pageOf(Order),
  },
  "GET /api/v1/orders/{id}": {
    summary: "One order",
    access: { right: "orders.read" },
    params: z.object({ id: Id }),
    response: Order,
    errors: ["not_found"],
  },
  "POST /api/v1/orders/{id}/ship": {
    summary: "Mark an order as shipped",
    access: { right: "orders.write" },
    params: z.object({ id: Id }),
    body: z.object({ carrier: z.string().max(80).optional(), tracking: z.string().max(80).optional() }),
    response: Order,
    errors: ["not_found", "conflict"],
  },
  "POST /api/v1/orders/{id}/refund": {
    summary: "Refund an order in full or in part; units may go back into stock",
    access: { right: "orders.write" },
    idempotent: true,
    params: z.object({ id: Id }),
    body: z.object({
      /** Left out: everything that is not refunded yet. */
      cents: PriceCents.min(1).optional(),
      restock: z.boolean().default(false),
      reason: z.string().min(1).max(200),
    }),
    response: Order,
    errors: ["not_found", "conflict", "idempotency_key_reused"],
  },
} as const satisfies Routes;
