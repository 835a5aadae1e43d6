import type { Tx } from "../../../platform/database/index.ts";
import type { NewFact } from "../../../platform/events/index.ts";
import { newId } from "../../../platform/ids/index.ts";
import type { OrderLineRecord } from "../records.ts";
import type { GatheredOrder } from "./gather-orders.ts";
import type { ImportContext } from "./import-context.ts";
import type { MemberDirectory, NamedPerson } from "./member-directory.ts";
import * as store from "./order-writes.ts";
import { addedSums, type ExistingOrder, planOrder } from "./plan-order.ts";
import type { KnownVariant, ProductDirectory } from "./product-directory.ts";

/**
 * Writes orders of a file in one transaction, with a fact for each order that is new turnover of a member. Orders and lines
 * that are there already stay as they are, but for refunds that have grown, a buyer or a payment that was not known.
 */
export async function writeOrders(
  context: ImportContext,
  directories: { readonly members: MemberDirectory; readonly products: ProductDirectory },
  orders: readonly GatheredOrder[],
): Promise<void> {
  if (orders.length === 0) return;
  const memberIds = await directories.members.resolve(orders.map(buyerOf));
  const variantOf = await directories.products.resolve(linesOf(orders));
  const outcome = await context.db.transaction((tx) => writeAll(tx, context, orders, memberIds, variantOf));
  context.written.orders += outcome.orders;
  context.written.lines += outcome.lines;
  context.written.refunds += outcome.refunds;
  context.written.changedOrders += outcome.changedOrders;
}

async function writeAll(
  tx: Tx,
  context: ImportContext,
  orders: readonly GatheredOrder[],
  memberIds: readonly (string | undefined)[],
  variantOf: (sku: string) => KnownVariant,
) {
  const { shopId, source } = context;
  const there = await store.lockOrders(
    tx,
    shopId,
    source,
    orders.map((order) => order.number),
  );
  const added: store.BoundPlan[] = [];
  const changed: store.BoundPlan[] = [];
  const facts: NewFact[] = [];
  for (const [i, order] of orders.entries()) {
    const existing = there.get(order.number);
    const plan = planOrder(order, existing);
    const memberId = existing?.memberId ?? memberIds[i] ?? null;
    const bound = { plan, orderId: existing?.id ?? newId(plan.placedAt), memberId };
    if (!existing) added.push(bound);
    else if (isChange(bound, existing)) changed.push(bound);
    else continue;
    if (memberId === null) facts.push(...anonymousFacts(context, bound));
    else if (isNewTurnover(bound, existing)) facts.push(importedFact(context, bound, memberId));
    else facts.push(...raisedFacts(context, bound));
  }
  await store.insertOrders(tx, context, added);
  await store.deleteLines(tx, shopId, changed);
  const lines = await store.insertLines(tx, context, [...added, ...changed], variantOf);
  await store.updateOrders(tx, shopId, changed);
  const raised = changed.flatMap(({ plan, orderId }) =>
    plan.raisedRefunds.map((refund) => ({ ...refund, orderId })),
  );
  await store.raiseLineRefunds(tx, shopId, raised);
  const refunds = [...added, ...changed].flatMap(refundRows);
  await store.insertRefunds(tx, context, refunds);
  await context.events.append(tx, facts);
  return { orders: added.length, lines, refunds: refunds.length, changedOrders: changed.length };
}

function isChange({ plan, memberId }: store.BoundPlan, existing: ExistingOrder): boolean {
  return (
    plan.newLines.length > 0 ||
    plan.raisedRefunds.length > 0 ||
    (existing.memberId === null && memberId !== null) ||
    (existing.status === "cancelled" && plan.isSettled)
  );
}

/** Lines that come late to an order that was told of are no second order. */
function isNewTurnover({ plan }: store.BoundPlan, existing: ExistingOrder | undefined): boolean {
  if (!plan.isSettled) return false;
  return !existing || existing.memberId === null || existing.status === "cancelled";
}

function importedFact(
  context: ImportContext,
  bound: store.BoundPlan,
  memberId: string,
): NewFact<"order.imported"> {
  const { plan, orderId: subjectId } = bound;
  const { number, lines } = plan.order;
  const sums = addedSums(plan);
  const isWhole = plan.newLines.length > 0;
  const totalCents = isWhole ? sums.totalCents : lines.reduce((sum, line) => sum + line.lineTotalCents, 0);
  const refundedCents = isWhole
    ? sums.refundedCents
    : lines.reduce((sum, line) => sum + (line.refundedCents ?? 0), 0);
  return {
    shopId: context.shopId,
    type: "order.imported",
    memberId,
    subjectId,
    at: plan.placedAt,
    data: {
      source: context.source,
      number,
      totalCents,
      currency: plan.currency,
      refundedCents,
      lines: isWhole ? plan.newLines.length : lines.length,
    },
  };
}

/** What this file adds to a sale whose buyer nobody knows. */
function anonymousFacts({ shopId, source }: ImportContext, { plan, orderId }: store.BoundPlan): NewFact[] {
  if (!plan.isSettled) return [];
  const { totalCents, refundedCents } = addedSums(plan);
  const data = {
    source,
    number: plan.order.number,
    totalCents,
    currency: plan.currency,
    refundedCents,
    lines: plan.newLines.length,
  };
  return [{ shopId, type: "anonymous_order.imported", subjectId: orderId, at: plan.placedAt, data }];
}

function raisedFacts(context: ImportContext, { plan, orderId, memberId }: store.BoundPlan): NewFact[] {
  const cents = plan.raisedRefunds.reduce((sum, refund) => sum + refund.cents, 0);
  if (cents === 0 || memberId === null) return [];
  const full = plan.order.lines.every((line) => line.status === "refunded");
  const data = { cents, full, shipped: true, reason: "imported" };
  const at = context.clock.now();
  return [{ shopId: context.shopId, type: "order.refunded", memberId, subjectId: orderId, at, data }];
}

/** The key holds the sum given back so far, so that a refund that grows is told once for each step. */
function refundRows({ plan, orderId, memberId }: store.BoundPlan): store.RefundRow[] {
  const { number } = plan.order;
  const { currency } = plan;
  const fresh = plan.newLines
    .filter(({ record }) => (record.refundedCents ?? 0) > 0)
    .map(({ record, lineNo, key }): store.RefundRow => {
      const cents = record.refundedCents!;
      const at = record.paidAt ?? record.orderedAt;
      return { orderId, lineNo, memberId, cents, currency, key: `${number}#${key}#${cents}`, at };
    });
  const refundedBy = new Map(plan.order.lines.map((line) => [line.lineKey, line.refundedCents ?? 0]));
  const raised = plan.raisedRefunds.map(({ lineNo, key, cents, at }): store.RefundRow => {
    const sum = refundedBy.get(key.replace(/^~/u, "")) ?? cents;
    return { orderId, lineNo, memberId, cents, currency, key: `${number}#${key}#${sum}`, at };
  });
  return [...fresh, ...raised];
}

function buyerOf(order: GatheredOrder): NamedPerson | undefined {
  const line = order.lines.find((one) => one.buyer) ?? order.lines[0];
  if (!line?.buyer) return undefined;
  return { ...line.buyer, seenAt: line.orderedAt, ...(line.country && { country: line.country }) };
}

function* linesOf(orders: readonly GatheredOrder[]): Generator<OrderLineRecord> {
  for (const order of orders) yield* order.lines;
}
