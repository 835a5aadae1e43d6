import { createHash } from "node:crypto";
import type { Address, Origin } from "../../../contract/values.ts";
import type { Tx } from "../../platform/database/index.ts";
import { RefrainError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids/index.ts";
import type { SaleVariant } from "../catalogue/index.ts";
import { type Price, priceBasket } from "../pricing/index.ts";
import type { OrderParts } from "./index.ts";
import { orderNumber } from "./order.ts";
import { findByKey, insertOrder } from "./order-store.ts";

export type BasketLine = { readonly variantId: string; readonly quantity: number };

export type Buyer = { readonly shopId: string; readonly memberId: string; readonly joined: boolean };

export type OrderRequest = {
  readonly lines: readonly BasketLine[];
  readonly couponId?: string | null | undefined;
  readonly address?: Address | undefined;
  readonly origin?: Origin | undefined;
};

/** What a basket costs this buyer now. Errors: not_found (variant), coupon_unusable. */
export async function quote(
  parts: OrderParts,
  buyer: Buyer,
  request: Pick<OrderRequest, "lines" | "couponId">,
) {
  const currency = await parts.currencyOf(buyer.shopId);
  const basket = await loadBasket(parts, buyer.shopId, request.lines);
  const { itemsCents } = priceBasket(basket, buyer.joined, undefined);
  const { shopId, memberId } = buyer;
  const { chosen, usable } = await parts.pricing.chooseCoupon(
    shopId,
    memberId,
    request.couponId,
    itemsCents,
    currency,
  );
  return { price: priceBasket(basket, buyer.joined, chosen), currency, usable };
}

/**
 * Places an order once for each key: stock is taken and the order written in one transaction, so there is neither
 * an order without stock nor stock taken without an order. The same key with the same request returns the same
 * order. Returns the order's id. Errors: not_found, out_of_stock, coupon_unusable, idempotency_key_reused.
 */
export async function placeOrder(
  parts: OrderParts,
  buyer: Buyer,
  request: OrderRequest,
  key: string,
): Promise<string> {
  const requestHash = hashOf(request);
  const earlier = await findByKey(parts.db, buyer.shopId, buyer.memberId, key);
  if (earlier) return sameRequest(earlier, requestHash);
  try {
    return await placeNew(parts, buyer, request, key, requestHash);
  } catch (error) {
    // The first attempt may have come through meanwhile, and used the coupon that this one finds used.
    const winner = await findByKey(parts.db, buyer.shopId, buyer.memberId, key);
    if (!winner) throw error;
    return sameRequest(winner, requestHash);
  }
}

async function placeNew(
  parts: OrderParts,
  buyer: Buyer,
  request: OrderRequest,
  key: string,
  requestHash: string,
): Promise<string> {
  const { price, currency } = await quote(parts, buyer, request);
  const at = parts.clock.now();
  const id = newId(at);
  const written = await parts.db.transaction(async (tx) => {
    const inserted = await insertOrder(tx, {
      shopId: buyer.shopId,
      id,
      number: orderNumber(id, at),
      memberId: buyer.memberId,
      currency,
      itemsCents: price.itemsCents,
      discountCents: price.discountCents,
      totalCents: price.totalCents,
      couponId: price.coupon?.id ?? null,
      address: request.address ?? null,
      origin: request.origin ?? {},
      idempotencyKey: key,
      requestHash,
      placedAt: at,
      expiresAt: new Date(at.getTime() + parts.unpaidMinutes * 60_000),
      lines: price.lines,
    });
    if (!inserted) return false;
    await takeStock(parts, tx, buyer, id, price, at);
    await noteOrder(parts, tx, buyer, id, price, currency, request.origin ?? {}, at);
    return true;
  });
  if (written) return id;
  const winner = await findByKey(parts.db, buyer.shopId, buyer.memberId, key);
  return sameRequest(winner!, requestHash);
}

async function takeStock(parts: OrderParts, tx: Tx, buyer: Buyer, orderId: string, price: Price, at: Date) {
  const moves = price.lines.map((line) => ({ variantId: line.variant.id, change: -line.quantity }));
  await parts.catalogue.moveStock(tx, buyer.shopId, moves, "sold", at);
  if (price.coupon) await parts.pricing.useCoupon(tx, buyer.shopId, price.coupon.id, orderId);
}

async function noteOrder(
  parts: OrderParts,
  tx: Tx,
  buyer: Buyer,
  orderId: string,
  price: Price,
  currency: string,
  origin: Origin,
  at: Date,
) {
  const lines = price.lines.map((line) => ({
    productId: line.variant.productId,
    variantId: line.variant.id,
    quantity: line.quantity,
    totalCents: line.totalCents,
    category: line.variant.category,
  }));
  await parts.events.append(tx, {
    shopId: buyer.shopId,
    type: "order.placed",
    memberId: buyer.memberId,
    subjectId: orderId,
    at,
    data: { totalCents: price.totalCents, currency, origin, lines },
  });
}

async function loadBasket(parts: OrderParts, shopId: string, lines: readonly BasketLine[]) {
  const wanted = new Map<string, number>();
  for (const line of lines) wanted.set(line.variantId, (wanted.get(line.variantId) ?? 0) + line.quantity);
  const found = await parts.catalogue.saleVariants(shopId, [...wanted.keys()]);
  const byId = new Map(found.map((variant) => [variant.id, variant]));
  const basket: { variant: SaleVariant; quantity: number }[] = [];
  for (const [variantId, quantity] of wanted) {
    const variant = byId.get(variantId);
    if (!variant)
      throw new RefrainError("not_found", "This article is not on sale.", { what: "variant", id: variantId });
    basket.push({ variant, quantity });
  }
  return basket;
}

function sameRequest(earlier: { id: string; requestHash: string }, requestHash: string): string {
  if (earlier.requestHash !== requestHash) throw new RefrainError("idempotency_key_reused");
  return earlier.id;
}

function hashOf(request: OrderRequest): string {
  const { lines, couponId, address, origin } = request;
  return (
    createHash("sha256")
      // JSON writes undefined as null; no coupon (null) and the best coupon (undefined) are different wishes.
      .update(JSON.stringify([lines, couponId === undefined ? "best" : couponId, address, origin]))
      .digest("base64url")
  );
}
