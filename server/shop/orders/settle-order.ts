import type { Address } from "../../../contract/values.ts";
import type { Tx } from "../../platform/database/index.ts";
import { notFound, RefrainError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids/index.ts";
import { splitByWeight } from "../../platform/money/index.ts";
import { recordDeed } from "../staff/index.ts";
import type { OrderParts } from "./index.ts";
import { assertStep, type OrderStatus } from "./order.ts";
import * as store from "./order-store.ts";

/** What happens to an order after it is placed: paid, cancelled, expired, shipped, refunded. */

type Payment = { readonly method: string; readonly outcome: "approve" | "refuse" };

/**
 * Pays an order once. A retry with the same key gives the same answer; a paid order stays paid.
 * Errors: not_found, conflict (cancelled or expired), payment_refused.
 */
export async function payOrder(
  parts: OrderParts,
  shopId: string,
  memberId: string,
  id: string,
  payment: Payment,
  key: string,
): Promise<void> {
  const adapter = parts.payments.get(payment.method);
  if (!adapter) throw new RefrainError("payment_refused", `There is no payment method ${payment.method}.`);
  const refused = await parts.db.transaction(async (tx) => {
    const order = await lockOwn(tx, shopId, id, memberId);
    const earlier = await store.findPayment(tx, shopId, id, key);
    if (earlier) return earlier.outcome === "approved" ? undefined : earlier.outcome;
    const at = parts.clock.now();
    assertStep(order.status, "paid");
    if (order.expiresAt && order.expiresAt <= at)
      throw new RefrainError("conflict", "The order has run out of time.");
    const { totalCents: cents, currency } = order;
    const answer = await adapter.charge({
      orderId: id,
      cents,
      currency,
      idempotencyKey: key,
      outcome: payment.outcome,
    });
    const outcome = answer.approved ? "approved" : (answer.reason ?? "refused");
    await store.insertPayment(tx, {
      shopId,
      id: newId(at),
      orderId: id,
      method: payment.method,
      key,
      outcome,
      cents,
      at,
    });
    if (!answer.approved) return outcome;
    await store.setStatus(tx, shopId, id, "paid", at);
    await notePaid(parts, tx, shopId, order, at);
    return undefined;
  });
  if (refused) throw new RefrainError("payment_refused", undefined, { reason: refused });
}

async function notePaid(parts: OrderParts, tx: Tx, shopId: string, order: store.LockedOrder, at: Date) {
  const lines = await store.orderLines(tx, shopId, [order.id]);
  const memberId = order.memberId!;
  const earlierOrders = await store.countPaidOrder(tx, shopId, memberId, order.totalCents, at);
  const facts = lines.map(({ productId, variantId, quantity, totalCents, category }) => {
    return { productId, variantId, quantity, totalCents, category };
  });
  const { number, totalCents, discountCents, currency, origin } = order;
  await parts.events.append(tx, {
    shopId,
    type: "order.paid",
    memberId,
    subjectId: order.id,
    at,
    data: { number, totalCents, discountCents, currency, origin, lines: facts, earlierOrders },
  });
}

/** Gives stock and coupon back, once: only an order that waits for payment can be cancelled. */
export async function cancelOrder(
  parts: OrderParts,
  shopId: string,
  id: string,
  reason: "expired" | "by_shopper" | "by_staff",
  memberId?: string,
): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const order = await lockOwn(tx, shopId, id, memberId);
    assertStep(order.status, "cancelled");
    const at = parts.clock.now();
    await store.setStatus(tx, shopId, id, "cancelled", at);
    await release(parts, tx, shopId, order, at);
    await parts.pricing.releaseCoupon(tx, shopId, id);
    const fact = { shopId, type: "order.cancelled" as const, subjectId: id, at, data: { reason } };
    await parts.events.append(tx, order.memberId ? { ...fact, memberId: order.memberId } : fact);
  });
}

/** Cancels what was not paid in time; returns how many. A payment that came first wins. */
export async function expireUnpaid(parts: OrderParts): Promise<number> {
  let expired = 0;
  for (;;) {
    const due = await store.findExpired(parts.db, parts.clock.now(), 100);
    if (due.length === 0) return expired;
    for (const { shopId, id } of due) {
      await cancelOrder(parts, shopId, id, "expired").then(
        () => (expired += 1),
        (error: unknown) => {
          if (!(error instanceof RefrainError && error.code === "conflict")) throw error;
        },
      );
    }
  }
}

/** Where the parcel goes may be said or changed until it is on its way. Errors: not_found, conflict. */
export async function changeAddress(
  parts: OrderParts,
  shopId: string,
  memberId: string,
  id: string,
  address: Address,
): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { status } = await lockOwn(tx, shopId, id, memberId);
    if (status !== "awaiting_payment" && status !== "paid")
      throw new RefrainError("conflict", `The order is ${status}.`, { status });
    await store.setAddress(tx, shopId, id, address);
  });
}

export async function shipOrder(
  parts: OrderParts,
  shopId: string,
  id: string,
  parcel: { carrier?: string | undefined; tracking?: string | undefined },
  actor: string,
): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const order = await lockOwn(tx, shopId, id);
    assertStep(order.status, "shipped");
    const at = parts.clock.now();
    await store.setStatus(tx, shopId, id, "shipped", at);
    const data = {
      ...(parcel.carrier && { carrier: parcel.carrier }),
      ...(parcel.tracking && { tracking: parcel.tracking }),
    };
    const fact = { shopId, type: "order.shipped" as const, subjectId: id, at, data };
    await parts.events.append(tx, order.memberId ? { ...fact, memberId: order.memberId } : fact);
    await recordDeed(tx, { shopId, actor, action: "order.ship", subject: order.number, details: parcel }, at);
  });
}

const refundable: readonly OrderStatus[] = ["paid", "shipped", "completed"];

export type RefundRequest = {
  readonly cents?: number | undefined;
  readonly restock: boolean;
  readonly reason: string;
};

/**
 * Gives money back, never more than was paid. Spread over the lines by what is left of each.
 * Errors: not_found, conflict (not paid, or less is left than asked for), idempotency_key_reused.
 */
export async function refundOrder(
  parts: OrderParts,
  shopId: string,
  id: string,
  request: RefundRequest,
  key: string,
  actor: string,
): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const order = await lockOwn(tx, shopId, id);
    const earlier = await store.findRefund(tx, shopId, id, key);
    if (earlier) {
      const same =
        earlier.reason === request.reason && (request.cents === undefined || request.cents === earlier.cents);
      if (same) return;
      throw new RefrainError("idempotency_key_reused");
    }
    if (!refundable.includes(order.status))
      throw new RefrainError("conflict", "Only a paid order can be refunded.");
    const leftCents = order.totalCents - order.refundedCents;
    const cents = request.cents ?? leftCents;
    if (cents > leftCents || cents <= 0) {
      throw new RefrainError("conflict", `At most ${leftCents} minor units can still be refunded.`, {
        leftCents,
      });
    }
    await bookRefund(parts, tx, shopId, order, { ...request, cents, full: cents === leftCents }, key, actor);
  });
}

async function bookRefund(
  parts: OrderParts,
  tx: Tx,
  shopId: string,
  order: store.LockedOrder,
  refund: { cents: number; full: boolean; restock: boolean; reason: string },
  key: string,
  actor: string,
) {
  const at = parts.clock.now();
  const { id, memberId, currency } = order;
  const { cents, full, reason } = refund;
  // Parts of the money may go back several times, the units only once.
  const restocked = refund.restock && !(await store.isRestocked(tx, shopId, id));
  await store.insertRefund(tx, {
    shopId,
    id: newId(at),
    orderId: id,
    memberId,
    cents,
    currency,
    reason,
    restocked,
    key,
    at,
  });
  const lines = await store.orderLines(tx, shopId, [id]);
  const shares = splitByWeight(
    cents,
    lines.map((line) => line.totalCents - line.refundedCents),
  );
  for (const [i, line] of lines.entries()) await store.addLineRefund(tx, shopId, id, line.lineNo, shares[i]!);
  if (restocked) await restock(parts, tx, shopId, id, "returned", at);
  const data = { cents, full, shipped: order.status !== "paid", reason };
  const fact = { shopId, type: "order.refunded" as const, subjectId: id, at, data };
  await parts.events.append(tx, memberId ? { ...fact, memberId } : fact);
  await recordDeed(
    tx,
    { shopId, actor, action: "order.refund", subject: order.number, details: { cents, reason } },
    at,
  );
}

/** Units go back to where they came from: the allotment they were drawn from, or the stock. */
async function release(parts: OrderParts, tx: Tx, shopId: string, order: store.LockedOrder, at: Date) {
  const { id, allotmentId } = order;
  if (!allotmentId) return restock(parts, tx, shopId, id, "released", at);
  const lines = await store.orderLines(tx, shopId, [id]);
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  return parts.allotments.giveBack(tx, shopId, allotmentId, units, at);
}

async function restock(parts: OrderParts, tx: Tx, shopId: string, orderId: string, why: string, at: Date) {
  const lines = await store.orderLines(tx, shopId, [orderId]);
  const moves = lines.map((line) => ({ variantId: line.variantId, change: line.quantity }));
  await parts.catalogue.moveStock(tx, shopId, moves, why, at);
}

async function lockOwn(tx: Tx, shopId: string, id: string, memberId?: string): Promise<store.LockedOrder> {
  const order = await store.lockOrder(tx, shopId, id);
  if (!order || (memberId && order.memberId !== memberId)) throw notFound("order", id);
  return order;
}
