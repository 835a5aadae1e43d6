/**
 * Orders: placed, paid, shipped, refunded, cancelled.
 *
 * Invariants: stock is taken with the order in one transaction and given back once; a request with the same key
 * never orders, pays or refunds twice; refunds never exceed what was paid; every step is a fact in the stream.
 * Failure: an order that is not paid in time is cancelled by `expireUnpaid`, which the ticker calls.
 */
import type { Address } from "../../../contract/values.ts";
import type { Clock } from "../../platform/clock/index.ts";
import type { Database, Tx } from "../../platform/database/index.ts";
import { notFound } from "../../platform/errors.ts";
import type { Events } from "../../platform/events/index.ts";
import type { Allotments } from "../allotments/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import type { PaymentAdapter } from "../payments/index.ts";
import type { Pricing } from "../pricing/index.ts";
import type { OrderView } from "./order.ts";
import * as store from "./order-store.ts";
import { type AllottedOrder, placeAllotted } from "./place-allotted.ts";
import { type BasketLine, type Buyer, type OrderRequest, placeOrder, quote } from "./place-order.ts";
import { forEachPurchase, type Purchase } from "./purchase-history.ts";
import {
  cancelOrder,
  changeAddress,
  expireUnpaid,
  payOrder,
  type RefundRequest,
  refundOrder,
  shipOrder,
} from "./settle-order.ts";

export type { AllottedOrder } from "./place-allotted.ts";
export type { OrderLineView, OrderStatus, OrderView } from "./order.ts";
export { couponToWire, createOrderHandlers } from "./orders-routes.ts";
export type { Purchase } from "./purchase-history.ts";

export type OrderParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly catalogue: Catalogue;
  readonly allotments: Allotments;
  readonly pricing: Pricing;
  readonly payments: ReadonlyMap<string, PaymentAdapter>;
  readonly unpaidMinutes: number;
  readonly currencyOf: (shopId: string) => Promise<string>;
};

export type Orders = ReturnType<typeof createOrders>;

export function createOrders(parts: OrderParts) {
  const { db } = parts;

  /** With `memberId`, only an order of this member is found. */
  async function order(shopId: string, id: string, memberId?: string): Promise<OrderView> {
    const [found] = await store.findOrders(db, shopId, [id]);
    if (!found || (memberId && found.memberId !== memberId)) throw notFound("order", id);
    return found;
  }

  return {
    order,
    list: (shopId: string, filter: store.OrderFilter) => store.listOrders(db, shopId, filter),
    quote: (buyer: Buyer, request: { lines: readonly BasketLine[]; couponId?: string | null | undefined }) =>
      quote(parts, buyer, request),
    place: async (buyer: Buyer, request: OrderRequest, key: string) =>
      order(buyer.shopId, await placeOrder(parts, buyer, request, key)),
    /** Many orders for units of allotments, in the transaction that holds these; see `place-allotted.ts`. */
    placeAllotted: (tx: Tx, shopId: string, orders: readonly AllottedOrder[]) =>
      placeAllotted(parts, tx, shopId, orders),
    pay: async (
      buyer: { shopId: string; memberId: string },
      id: string,
      payment: { method: string; outcome: "approve" | "refuse" },
      key: string,
    ) => {
      await payOrder(parts, buyer.shopId, buyer.memberId, id, payment, key);
      return order(buyer.shopId, id);
    },
    cancel: async (buyer: { shopId: string; memberId: string }, id: string) => {
      await cancelOrder(parts, buyer.shopId, id, "by_shopper", buyer.memberId);
      return order(buyer.shopId, id);
    },
    /** Errors: not_found, conflict (shipped or cancelled). */
    sendTo: async (buyer: { shopId: string; memberId: string }, id: string, address: Address) => {
      await changeAddress(parts, buyer.shopId, buyer.memberId, id, address);
      return order(buyer.shopId, id);
    },
    ship: async (
      shopId: string,
      id: string,
      parcel: { carrier?: string | undefined; tracking?: string | undefined },
      actor: string,
    ) => {
      await shipOrder(parts, shopId, id, parcel, actor);
      return order(shopId, id);
    },
    refund: async (shopId: string, id: string, request: RefundRequest, key: string, actor: string) => {
      await refundOrder(parts, shopId, id, request, key, actor);
      return order(shopId, id);
    },
    expireUnpaid: () => expireUnpaid(parts),
    salesOfShow: (shopId: string, showId: string) => store.salesOfShow(db, shopId, showId),
    /** Every purchase of known members, in batches, oldest member first; see `purchase-history.ts`. */
    forEachPurchase: (shopId: string, visit: (batch: readonly Purchase[]) => void | Promise<void>) =>
      forEachPurchase(db, shopId, visit),
  };
}
