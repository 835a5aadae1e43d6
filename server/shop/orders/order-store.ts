import type { Address, Origin } from "../../../contract/values.ts";
import { type Queries, sql } from "../../platform/database/index.ts";
import type { PricedLine } from "../pricing/index.ts";
import type { OrderLineView, OrderStatus, OrderView } from "./order.ts";

type OrderRow = Omit<OrderView, "lines">;

const orderColumns = sql`o.id, o.number, o.source, o.status, o.member_id as "memberId", m.name as "memberName",
  o.currency, o.items_cents as "itemsCents", o.discount_cents as "discountCents", o.total_cents as "totalCents",
  o.refunded_cents as "refundedCents", o.coupon_id as "couponId", o.address, o.origin, o.placed_at as "placedAt",
  o.expires_at as "expiresAt", o.paid_at as "paidAt"`;

const orderTables = sql`shop_order o left join member m on m.shop_id = o.shop_id and m.id = o.member_id`;

export type NewOrder = {
  readonly shopId: string;
  readonly id: string;
  readonly number: string;
  readonly memberId: string;
  readonly currency: string;
  readonly itemsCents: number;
  readonly discountCents: number;
  readonly totalCents: number;
  readonly couponId: string | null;
  readonly address: Address | null;
  readonly origin: Origin;
  readonly idempotencyKey: string;
  readonly requestHash: string;
  readonly placedAt: Date;
  readonly expiresAt: Date;
  readonly lines: readonly PricedLine[];
};

/** False when an order of this member with this key exists already. */
export async function insertOrder(db: Queries, order: NewOrder): Promise<boolean> {
  const inserted = await db.run(sql`
    insert into shop_order (shop_id, id, number, status, member_id, currency, items_cents, discount_cents, total_cents,
      coupon_id, address, origin, idempotency_key, request_hash, placed_at, expires_at)
    values (${order.shopId}, ${order.id}, ${order.number}, 'awaiting_payment', ${order.memberId}, ${order.currency},
      ${order.itemsCents}, ${order.discountCents}, ${order.totalCents}, ${order.couponId},
      ${order.address ? JSON.stringify(order.address) : null}::jsonb, ${JSON.stringify(order.origin)}::jsonb,
      ${order.idempotencyKey}, ${order.requestHash}, ${order.placedAt}, ${order.expiresAt})
    on conflict (shop_id, member_id, idempotency_key) where idempotency_key is not null do nothing`);
  if (inserted === 0) return false;
  for (const [lineNo, line] of order.lines.entries()) {
    await db.run(sql`
      insert into order_line (shop_id, order_id, line_no, product_id, variant_id, sku, title, quantity,
        list_price_cents, unit_price_cents, discount_cents, total_cents, price_rules)
      values (${order.shopId}, ${order.id}, ${lineNo}, ${line.variant.productId}, ${line.variant.id},
        ${line.variant.sku}, ${JSON.stringify(line.variant.title)}::jsonb, ${line.quantity}, ${line.listPriceCents},
        ${line.unitPriceCents}, ${line.discountCents}, ${line.totalCents}, ${JSON.stringify(line.priceRules)}::jsonb)`);
  }
  return true;
}

export function findByKey(db: Queries, shopId: string, memberId: string, key: string) {
  return db.row<{ id: string; requestHash: string }>(sql`
    select id, request_hash as "requestHash" from shop_order
    where shop_id = ${shopId} and member_id = ${memberId} and idempotency_key = ${key}`);
}

export type LockedOrder = {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly memberId: string | null;
  readonly currency: string;
  readonly totalCents: number;
  readonly discountCents: number;
  readonly refundedCents: number;
  readonly expiresAt: Date | null;
  readonly origin: Origin;
  /** Where its units were drawn from, if not from the stock. */
  readonly allotmentId: string | null;
};

/** The order, held until the transaction ends. */
export function lockOrder(db: Queries, shopId: string, id: string): Promise<LockedOrder | undefined> {
  return db.row<LockedOrder>(sql`
    select id, number, status, member_id as "memberId", currency, total_cents as "totalCents",
      discount_cents as "discountCents", refunded_cents as "refundedCents", expires_at as "expiresAt", origin,
      allotment_id as "allotmentId"
    from shop_order where shop_id = ${shopId} and id = ${id} for update`);
}

export async function setAddress(db: Queries, shopId: string, id: string, address: Address): Promise<void> {
  await db.run(sql`
    update shop_order set address = ${JSON.stringify(address)}::jsonb where shop_id = ${shopId} and id = ${id}`);
}

export async function setStatus(
  db: Queries,
  shopId: string,
  id: string,
  status: OrderStatus,
  at: Date,
): Promise<void> {
  await db.run(sql`
    update shop_order set status = ${status},
      paid_at = case when ${status} = 'paid' then ${at} else paid_at end,
      shipped_at = case when ${status} = 'shipped' then ${at} else shipped_at end,
      cancelled_at = case when ${status} = 'cancelled' then ${at} else cancelled_at end
    where shop_id = ${shopId} and id = ${id}`);
}

export function orderLines(
  db: Queries,
  shopId: string,
  orderIds: readonly string[],
): Promise<OrderLineView[]> {
  return db.rows<OrderLineView>(sql`
    select l.order_id as "orderId", l.line_no as "lineNo", l.product_id as "productId", l.variant_id as "variantId",
      l.sku, l.title, p.picture, p.category, l.quantity, l.list_price_cents as "listPriceCents",
      l.unit_price_cents as "unitPriceCents", l.discount_cents as "discountCents", l.total_cents as "totalCents",
      l.refunded_cents as "refundedCents", l.price_rules as "priceRules"
    from order_line l join product p on p.shop_id = l.shop_id and p.id = l.product_id
    where l.shop_id = ${shopId} and l.order_id = any(${[...orderIds]}::uuid[]) order by l.order_id, l.line_no`);
}

export async function findOrders(db: Queries, shopId: string, ids: readonly string[]): Promise<OrderView[]> {
  const rows = await db.rows<OrderRow>(sql`
    select ${orderColumns} from ${orderTables}
    where o.shop_id = ${shopId} and o.id = any(${[...ids]}::uuid[])`);
  return withLines(db, shopId, rows);
}

export type OrderFilter = {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly memberId?: string | undefined;
  readonly status?: OrderStatus | undefined;
  readonly showId?: string | undefined;
  readonly search?: string | undefined;
};

/** Newest first. */
export async function listOrders(db: Queries, shopId: string, filter: OrderFilter): Promise<OrderView[]> {
  const after = filter.after
    ? sql`and (o.placed_at, o.id) < (select placed_at, id from shop_order where shop_id = ${shopId} and id = ${filter.after})`
    : sql``;
  const member = filter.memberId ? sql`and o.member_id = ${filter.memberId}` : sql``;
  const status = filter.status ? sql`and o.status = ${filter.status}` : sql``;
  const show = filter.showId
    ? sql`and o.origin ? 'showId' and o.origin ->> 'showId' = ${filter.showId}`
    : sql``;
  const search = filter.search ? sql`and (o.number = ${filter.search} or m.name = ${filter.search})` : sql``;
  const rows = await db.rows<OrderRow>(sql`
    select ${orderColumns} from ${orderTables}
    where o.shop_id = ${shopId} ${member} ${status} ${show} ${search} ${after}
    order by o.placed_at desc, o.id desc limit ${filter.limit}`);
  return withLines(db, shopId, rows);
}

async function withLines(db: Queries, shopId: string, rows: OrderRow[]): Promise<OrderView[]> {
  if (rows.length === 0) return [];
  const lines = await orderLines(
    db,
    shopId,
    rows.map((row) => row.id),
  );
  const byOrder = Map.groupBy(lines, (line) => line.orderId);
  return rows.map((row) => ({ ...row, lines: byOrder.get(row.id) ?? [] }));
}

/** Paid orders the member had before; counts this one in. */
export async function countPaidOrder(
  db: Queries,
  shopId: string,
  memberId: string,
  cents: number,
  at: Date,
): Promise<number> {
  const member = await db.row<{ orders: number }>(sql`
    update member set order_count = order_count + 1, spent_cents = spent_cents + ${cents}, last_order_at = ${at}
    where shop_id = ${shopId} and id = ${memberId} returning order_count as orders`);
  return (member?.orders ?? 1) - 1;
}

export async function insertPayment(
  db: Queries,
  payment: {
    shopId: string;
    id: string;
    orderId: string;
    method: string;
    key: string;
    outcome: string;
    cents: number;
    at: Date;
  },
): Promise<boolean> {
  const inserted = await db.run(sql`
    insert into payment (shop_id, id, order_id, method, idempotency_key, outcome, cents, at)
    values (${payment.shopId}, ${payment.id}, ${payment.orderId}, ${payment.method}, ${payment.key},
      ${payment.outcome}, ${payment.cents}, ${payment.at})
    on conflict do nothing`);
  return inserted === 1;
}

export function findPayment(db: Queries, shopId: string, orderId: string, key: string) {
  return db.row<{ outcome: string }>(sql`
    select outcome from payment where shop_id = ${shopId} and order_id = ${orderId} and idempotency_key = ${key}`);
}

export function findRefund(db: Queries, shopId: string, orderId: string, key: string) {
  return db.row<{ cents: number; reason: string }>(sql`
    select cents, reason from refund
    where shop_id = ${shopId} and order_id = ${orderId} and idempotency_key = ${key}`);
}

export async function insertRefund(
  db: Queries,
  refund: {
    shopId: string;
    id: string;
    orderId: string;
    memberId: string | null;
    cents: number;
    currency: string;
    reason: string;
    restocked: boolean;
    key: string;
    at: Date;
  },
): Promise<void> {
  await db.run(sql`
    insert into refund (shop_id, id, order_id, member_id, cents, currency, reason, restocked, idempotency_key, at)
    values (${refund.shopId}, ${refund.id}, ${refund.orderId}, ${refund.memberId}, ${refund.cents}, ${refund.currency},
      ${refund.reason}, ${refund.restocked}, ${refund.key}, ${refund.at})`);
  await db.run(sql`
    update shop_order set refunded_cents = refunded_cents + ${refund.cents}
    where shop_id = ${refund.shopId} and id = ${refund.orderId}`);
}

/** Whether an earlier refund has put the order's units back into stock. */
export async function isRestocked(db: Queries, shopId: string, orderId: string): Promise<boolean> {
  const found = await db.row(sql`
    select 1 from refund where shop_id = ${shopId} and order_id = ${orderId} and restocked limit 1`);
  return found !== undefined;
}

export async function addLineRefund(
  db: Queries,
  shopId: string,
  orderId: string,
  lineNo: number,
  cents: number,
) {
  await db.run(sql`
    update order_line set refunded_cents = refunded_cents + ${cents}
    where shop_id = ${shopId} and order_id = ${orderId} and line_no = ${lineNo}`);
}

/** Unpaid orders whose time is over; oldest first. */
export function findExpired(db: Queries, now: Date, limit: number) {
  return db.rows<{ shopId: string; id: string }>(sql`
    select shop_id as "shopId", id from shop_order
    where status = 'awaiting_payment' and expires_at <= ${now} order by expires_at limit ${limit}`);
}

/** What a show sold so far: paid orders that carry it as their origin, refunds not taken off. */
export async function salesOfShow(db: Queries, shopId: string, showId: string) {
  const sales = await db.row<{ orders: number; buyers: number; gmvCents: number }>(sql`
    select count(*)::int as orders, count(distinct member_id)::int as buyers, coalesce(sum(total_cents), 0)::bigint as "gmvCents"
    from shop_order
    where shop_id = ${shopId} and origin ? 'showId' and origin ->> 'showId' = ${showId} and paid_at is not null`);
  return sales ?? { orders: 0, buyers: 0, gmvCents: 0 };
}
