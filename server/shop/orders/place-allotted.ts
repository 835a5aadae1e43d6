import type { Address, Origin } from "../../../contract/values.ts";
import { sql, type Tx } from "../../platform/database/index.ts";
import { newId } from "../../platform/ids/index.ts";
import type { SaleVariant } from "../catalogue/index.ts";
import type { PriceRule } from "../pricing/index.ts";
import type { OrderParts } from "./index.ts";
import { orderNumber } from "./order.ts";

/** An order for units of an allotment, at a price that was agreed with it. */
export type AllottedOrder = {
  readonly allotmentId: string;
  readonly memberId: string;
  readonly variant: SaleVariant;
  readonly quantity: number;
  readonly unitPriceCents: number;
  readonly address: Address | null;
  readonly origin: Origin;
  /** Names what the order is for; a member has one order at most for each. */
  readonly key: string;
  readonly expiresAt: Date;
};

const flashSale: readonly PriceRule[] = [{ kind: "flash_sale" }];

/**
 * Places many orders of one shop with three statements, in the caller's transaction, which holds the allotments
 * (`allotments.lockFree`) and has seen that their units are free. Returns the orders' ids in the order asked for.
 */
export async function placeAllotted(
  parts: OrderParts,
  tx: Tx,
  shopId: string,
  orders: readonly AllottedOrder[],
): Promise<string[]> {
  if (orders.length === 0) return [];
  const currency = await parts.currencyOf(shopId);
  const at = parts.clock.now();
  const ids = orders.map(() => newId(at));
  await insertOrders(tx, shopId, currency, orders, ids, at);
  await insertLines(tx, shopId, orders, ids);
  const units = new Map<string, number>();
  for (const { allotmentId, quantity } of orders)
    units.set(allotmentId, (units.get(allotmentId) ?? 0) + quantity);
  await parts.allotments.draw(tx, shopId, units);
  const facts = orders.map((order, index) => placedFact(shopId, currency, order, ids[index]!, at));
  await parts.events.append(tx, facts);
  return ids;
}

const totalOf = (order: AllottedOrder) => order.unitPriceCents * order.quantity;

async function insertOrders(
  tx: Tx,
  shopId: string,
  currency: string,
  orders: readonly AllottedOrder[],
  ids: readonly string[],
  at: Date,
) {
  const column = <T>(pick: (order: AllottedOrder, id: string) => T): T[] =>
    orders.map((order, index) => pick(order, ids[index]!));
  await tx.run(sql`
    insert into shop_order (shop_id, id, number, status, member_id, currency, items_cents, total_cents, address,
      origin, idempotency_key, placed_at, expires_at, allotment_id, allotment_units)
    select ${shopId}, o.id, o.number, 'awaiting_payment', o.member_id, ${currency}, o.cents, o.cents, o.address,
      o.origin, o.key, ${at}, o.expires_at, o.allotment_id, o.units
    from unnest(
      ${[...ids]}::uuid[],
      ${column((_, id) => orderNumber(id, at))}::text[],
      ${column((order) => order.memberId)}::uuid[],
      ${column(totalOf)}::bigint[],
      ${column((order) => (order.address ? JSON.stringify(order.address) : null))}::jsonb[],
      ${column((order) => JSON.stringify(order.origin))}::jsonb[],
      ${column((order) => order.key)}::text[],
      ${column((order) => order.expiresAt)}::timestamptz[],
      ${column((order) => order.allotmentId)}::uuid[],
      ${column((order) => order.quantity)}::int[]
    ) as o (id, number, member_id, cents, address, origin, key, expires_at, allotment_id, units)`);
}

async function insertLines(tx: Tx, shopId: string, orders: readonly AllottedOrder[], ids: readonly string[]) {
  const column = <T>(pick: (order: AllottedOrder) => T): T[] => orders.map(pick);
  await tx.run(sql`
    insert into order_line (shop_id, order_id, line_no, product_id, variant_id, sku, title, quantity,
      list_price_cents, unit_price_cents, total_cents, price_rules)
    select ${shopId}, l.order_id, 0, l.product_id, l.variant_id, l.sku, l.title, l.quantity, l.list_cents,
      l.unit_cents, l.total_cents, ${JSON.stringify(flashSale)}::jsonb
    from unnest(
      ${[...ids]}::uuid[],
      ${column((order) => order.variant.productId)}::uuid[],
      ${column((order) => order.variant.id)}::uuid[],
      ${column((order) => order.variant.sku)}::text[],
      ${column((order) => JSON.stringify(order.variant.title))}::jsonb[],
      ${column((order) => order.quantity)}::int[],
      ${column((order) => order.variant.priceCents)}::bigint[],
      ${column((order) => order.unitPriceCents)}::bigint[],
      ${column(totalOf)}::bigint[]
    ) as l (order_id, product_id, variant_id, sku, title, quantity, list_cents, unit_cents, total_cents)`);
}

function placedFact(shopId: string, currency: string, order: AllottedOrder, id: string, at: Date) {
  const { variant, quantity, origin, memberId } = order;
  const totalCents = totalOf(order);
  const line = {
    productId: variant.productId,
    variantId: variant.id,
    quantity,
    totalCents,
    category: variant.category,
  };
  const data = { totalCents, currency, origin, lines: [line] };
  return { shopId, type: "order.placed" as const, memberId, subjectId: id, at, data };
}
