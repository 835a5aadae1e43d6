import { type Queries, sql, type Tx } from "../../../platform/database/index.ts";
import { newId } from "../../../platform/ids/index.ts";
import type { ImportContext } from "./import-context.ts";
import { addedSums, type ExistingLine, type ExistingOrder, type OrderPlan } from "./plan-order.ts";
import { type KnownVariant, localText } from "./product-directory.ts";

/** A plan with the ids it is written under. */
export type BoundPlan = {
  readonly plan: OrderPlan;
  readonly orderId: string;
  readonly memberId: string | null;
};

/** Orders of these numbers with their lines, held until the transaction ends. */
export async function lockOrders(
  tx: Tx,
  shopId: string,
  source: string,
  numbers: readonly string[],
): Promise<Map<string, ExistingOrder>> {
  const orders = await tx.rows<Omit<ExistingOrder, "lines">>(sql`
    select id, number, status, member_id as "memberId" from shop_order
    where shop_id = ${shopId} and source = ${source} and number = any(${[...numbers]}::text[])
    order by id for update`);
  if (orders.length === 0) return new Map();
  const lines = await tx.rows<ExistingLine & { orderId: string }>(sql`
    select order_id as "orderId", line_no as "lineNo", source_key as "sourceKey", total_cents as "totalCents",
      discount_cents as "discountCents", refunded_cents as "refundedCents"
    from order_line where shop_id = ${shopId} and order_id = any(${orders.map(({ id }) => id)}::uuid[])`);
  const byOrder = Map.groupBy(lines, (line) => line.orderId);
  return new Map(orders.map((order) => [order.number, { ...order, lines: byOrder.get(order.id) ?? [] }]));
}

export async function insertOrders(
  tx: Tx,
  context: ImportContext,
  plans: readonly BoundPlan[],
): Promise<void> {
  const { shopId, source } = context;
  await tx.copyRows(
    "shop_order",
    [
      "shop_id",
      "id",
      "number",
      "source",
      "status",
      "member_id",
      "currency",
      "items_cents",
      "discount_cents",
      "total_cents",
      "refunded_cents",
      "origin",
      "placed_at",
      "paid_at",
      "cancelled_at",
    ],
    plans.map(({ plan, orderId, memberId }) => {
      const sums = addedSums(plan);
      const channel = plan.order.lines[0]?.channel;
      return [
        shopId,
        orderId,
        plan.order.number,
        source,
        plan.isSettled ? "completed" : "cancelled",
        memberId,
        plan.currency,
        sums.itemsCents,
        sums.discountCents,
        sums.totalCents,
        sums.refundedCents,
        channel ? { channel: channel.slice(0, 40).toWellFormed() } : {},
        plan.placedAt,
        plan.paidAt,
        plan.isSettled ? null : plan.placedAt,
      ];
    }),
  );
}

export async function insertLines(
  tx: Tx,
  context: ImportContext,
  plans: readonly BoundPlan[],
  variantOf: (sku: string) => KnownVariant,
): Promise<number> {
  return tx.copyRows(
    "order_line",
    [
      "shop_id",
      "order_id",
      "line_no",
      "product_id",
      "variant_id",
      "sku",
      "title",
      "quantity",
      "list_price_cents",
      "unit_price_cents",
      "discount_cents",
      "total_cents",
      "refunded_cents",
      "price_rules",
      "source_key",
    ],
    lineRows(context, plans, variantOf),
  );
}

const importedRule = '[{"kind":"imported"}]';

function* lineRows(
  { shopId }: ImportContext,
  plans: readonly BoundPlan[],
  variantOf: (sku: string) => KnownVariant,
): Generator<readonly unknown[]> {
  for (const { plan, orderId } of plans) {
    for (const { record, lineNo, key } of plan.newLines) {
      const { productId, variantId } = variantOf(record.sku);
      yield [
        shopId,
        orderId,
        lineNo,
        productId,
        variantId,
        record.sku,
        JSON.stringify(localText(record.productName)),
        record.quantity,
        record.unitPriceCents,
        record.unitPriceCents,
        record.discountCents ?? 0,
        record.lineTotalCents,
        record.refundedCents ?? 0,
        importedRule,
        key,
      ];
    }
  }
}

export async function deleteLines(tx: Tx, shopId: string, plans: readonly BoundPlan[]): Promise<void> {
  const outdated = plans.flatMap(({ plan, orderId }) =>
    plan.outdatedLines.map((line) => ({ orderId, lineNo: line.lineNo })),
  );
  if (outdated.length === 0) return;
  await tx.run(sql`
    delete from order_line l using unnest(${outdated.map(({ orderId }) => orderId)}::uuid[],
      ${outdated.map(({ lineNo }) => lineNo)}::int[]) as outdated (order_id, line_no)
    where l.shop_id = ${shopId} and l.order_id = outdated.order_id and l.line_no = outdated.line_no`);
}

/** Brings orders that were there up to date: sums, a buyer who was not known, a payment that came after all. */
export async function updateOrders(tx: Tx, shopId: string, plans: readonly BoundPlan[]): Promise<void> {
  if (plans.length === 0) return;
  const sums = plans.map(({ plan }) => addedSums(plan));
  await tx.run(sql`
    update shop_order o set items_cents = o.items_cents + c.items, discount_cents = o.discount_cents + c.discount,
      total_cents = o.total_cents + c.total, refunded_cents = o.refunded_cents + c.refunded,
      member_id = coalesce(o.member_id, c.member_id),
      status = case when o.status = 'cancelled' and c.settled then 'completed' else o.status end,
      cancelled_at = case when c.settled then null else o.cancelled_at end,
      paid_at = coalesce(o.paid_at, c.paid_at)
    from unnest(${plans.map(({ orderId }) => orderId)}::uuid[], ${sums.map((sum) => sum.itemsCents)}::bigint[],
      ${sums.map((sum) => sum.discountCents)}::bigint[], ${sums.map((sum) => sum.totalCents)}::bigint[],
      ${sums.map((sum) => sum.refundedCents)}::bigint[], ${plans.map(({ memberId }) => memberId)}::uuid[],
      ${plans.map(({ plan }) => plan.isSettled)}::boolean[], ${plans.map(({ plan }) => plan.paidAt ?? null)}::timestamptz[])
      as c (id, items, discount, total, refunded, member_id, settled, paid_at)
    where o.shop_id = ${shopId} and o.id = c.id`);
}

export type RefundRow = {
  readonly orderId: string | null;
  readonly lineNo: number | null;
  readonly memberId: string | null;
  readonly cents: number;
  readonly currency: string;
  readonly key: string;
  readonly at: Date;
};

export async function insertRefunds(
  tx: Tx,
  { shopId, source }: ImportContext,
  refunds: readonly RefundRow[],
): Promise<void> {
  if (refunds.length === 0) return;
  await tx.copyRows(
    "refund",
    [
      "shop_id",
      "id",
      "order_id",
      "line_no",
      "member_id",
      "cents",
      "currency",
      "reason",
      "source",
      "source_key",
      "at",
    ],
    refunds.map((refund) => [
      shopId,
      newId(refund.at),
      refund.orderId,
      refund.lineNo,
      refund.memberId,
      refund.cents,
      refund.currency,
      "imported",
      source,
      refund.key,
      refund.at,
    ]),
  );
}

/** Adds to what was refunded of lines. */
export async function raiseLineRefunds(
  tx: Tx,
  shopId: string,
  raised: readonly { readonly orderId: string; readonly lineNo: number; readonly cents: number }[],
): Promise<void> {
  if (raised.length === 0) return;
  await tx.run(sql`
    update order_line l set refunded_cents = l.refunded_cents + raised.cents
    from (select order_id, line_no, sum(cents)::bigint as cents
      from unnest(${raised.map(({ orderId }) => orderId)}::uuid[], ${raised.map(({ lineNo }) => lineNo)}::int[],
        ${raised.map(({ cents }) => cents)}::bigint[]) as piece (order_id, line_no, cents)
      group by order_id, line_no) as raised
    where l.shop_id = ${shopId} and l.order_id = raised.order_id and l.line_no = raised.line_no`);
}

/** Adds to what was refunded of orders. @returns which orders are refunded in full now */
export async function raiseOrderRefunds(
  tx: Tx,
  shopId: string,
  raised: ReadonlyMap<string, number>,
): Promise<ReadonlySet<string>> {
  if (raised.size === 0) return new Set();
  const rows = await tx.rows<{ id: string; full: boolean }>(sql`
    update shop_order o set refunded_cents = o.refunded_cents + raised.cents
    from unnest(${[...raised.keys()]}::uuid[], ${[...raised.values()]}::bigint[]) as raised (id, cents)
    where o.shop_id = ${shopId} and o.id = raised.id
    returning o.id, o.refunded_cents >= o.total_cents as full`);
  return new Set(rows.filter((row) => row.full).map((row) => row.id));
}

/** Which of these refunds are in already. */
export async function findRefundKeys(
  db: Queries,
  shopId: string,
  source: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ key: string }>(sql`
    select source_key as key from refund
    where shop_id = ${shopId} and source = ${source} and source_key = any(${[...keys]}::text[])`);
  return new Set(rows.map((row) => row.key));
}

export type SoldLineRow = {
  readonly memberId: string;
  readonly sku: string;
  readonly orderId: string;
  readonly lineNo: number;
  readonly placedAt: Date;
  readonly unitPriceCents: number;
  readonly leftCents: number;
};

/**
 * What these members bought of these SKUs at the source and has not been given back. Step by step, because a planner that
 * joins lines before it has few orders reads every order once for each SKU.
 */
export function findSoldLines(
  tx: Tx,
  shopId: string,
  source: string,
  asked: readonly { readonly memberId: string; readonly sku: string }[],
): Promise<SoldLineRow[]> {
  const memberIds = [...new Set(asked.map(({ memberId }) => memberId))];
  const skus = [...new Set(asked.map(({ sku }) => sku))];
  return tx.rows<SoldLineRow>(sql`
    with bought as materialized (
      select id, member_id, placed_at from shop_order
      where shop_id = ${shopId} and member_id = any(${memberIds}::uuid[]) and source = ${source} and paid_at is not null),
    sold as materialized (
      select b.member_id, l.sku, l.order_id, l.line_no, b.placed_at, l.unit_price_cents,
        l.total_cents - l.refunded_cents as left_cents
      from bought b join order_line l on l.shop_id = ${shopId} and l.order_id = b.id
      where l.total_cents > l.refunded_cents and l.sku = any(${skus}::text[]))
    select member_id as "memberId", sku, order_id as "orderId", line_no as "lineNo", placed_at as "placedAt",
      unit_price_cents as "unitPriceCents", left_cents as "leftCents"
    from sold where (member_id, sku) in (
      select member_id, sku
      from unnest(${asked.map(({ memberId }) => memberId)}::uuid[], ${asked.map(({ sku }) => sku)}::text[])
        as pair (member_id, sku))`);
}
