import { type Database, sql } from "../../server/platform/database/index.ts";
import { newId } from "../../server/platform/ids/index.ts";

/**
 * The plain design: one transaction per order with a conditional update of the stock, six statements in all. It
 * writes what the product writes (order, line, two facts) and is as safe: never oversold, never twice for one key.
 */
export async function placePlainly(
  db: Database,
  buyer: { readonly shopId: string; readonly memberId: string },
  wish: { readonly variantId: string; readonly productId: string },
  key: string,
  at: Date,
): Promise<{ outcome: "won" | "sold_out"; orderId?: string }> {
  const { shopId, memberId } = buyer;
  const { variantId, productId } = wish;
  const id = newId(at);
  const origin = JSON.stringify({ productId });
  return db
    .transaction(async (tx) => {
      const inserted = await tx.run(sql`
      insert into shop_order (shop_id, id, number, status, member_id, currency, items_cents, total_cents, origin,
        idempotency_key, placed_at, expires_at)
      values (${shopId}, ${id}, ${id}, 'awaiting_payment', ${memberId}, 'CNY', 1900, 1900, ${origin}::jsonb,
        ${key}, ${at}, ${new Date(at.getTime() + 300_000)})
      on conflict (shop_id, member_id, idempotency_key) where idempotency_key is not null do nothing`);
      if (inserted === 0) {
        const earlier = await tx.row<{ id: string }>(sql`
        select id from shop_order
        where shop_id = ${shopId} and member_id = ${memberId} and idempotency_key = ${key}`);
        return { outcome: "won" as const, orderId: earlier!.id };
      }
      const variant = await tx.row<{ stock: number; sku: string }>(sql`
      update variant set stock = stock - 1 where shop_id = ${shopId} and id = ${variantId} and stock >= 1
      returning stock, sku`);
      if (!variant) throw new SoldOut();
      await tx.run(sql`
      insert into order_line (shop_id, order_id, line_no, product_id, variant_id, sku, title, quantity,
        list_price_cents, unit_price_cents, total_cents)
      values (${shopId}, ${id}, 0, ${productId}, ${variantId}, ${variant.sku}, '{"en":"x"}'::jsonb, 1, 9900, 1900, 1900)`);
      const line = { productId, variantId, quantity: 1, totalCents: 1900, category: "x" };
      const placed = { totalCents: 1900, currency: "CNY", origin: { productId }, lines: [line] };
      const stock = { productId, stock: variant.stock, change: -1, why: "sold" };
      await tx.run(sql`
      insert into event (shop_id, type, member_id, subject_id, at, data)
      values (${shopId}, 'order.placed', ${memberId}, ${id}, ${at}, ${JSON.stringify(placed)}::jsonb),
        (${shopId}, 'stock.changed', null, ${variantId}, ${at}, ${JSON.stringify(stock)}::jsonb)`);
      return { outcome: "won" as const, orderId: id };
    })
    .catch((error: unknown) => {
      if (error instanceof SoldOut) return { outcome: "sold_out" as const };
      throw error;
    });
}

class SoldOut extends Error {}
