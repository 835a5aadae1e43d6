import type { Fact } from "../platform/events/index.ts";
import type { Tx } from "../platform/database/index.ts";
import { maskName } from "./chat/index.ts";
import { consoleTopic, type LiveParts, memberTopic, roomTopic } from "./parts.ts";
import { moveVisits } from "./presence/visit-store.ts";
import type { SalesDesk } from "./sales/index.ts";
import { countUp, showsOnAirWith } from "./shows/show-store.ts";

/** Says that a studio has new figures; it is told within a second. */
type Changed = (shopId: string, showId: string) => void;

/** Facts of the shop that this chapter keeps in its own tables. */
export async function keepFacts(batch: readonly Fact[], tx: Tx, changed: Changed): Promise<void> {
  for (const fact of batch) {
    if (fact.type === "member.merged")
      await moveVisits(tx, fact.shopId, fact.data.mergedMemberId, fact.memberId!);
    if (fact.type === "member.joined" && fact.data.origin.showId) {
      await countUp(tx, fact.shopId, fact.data.origin.showId, "new_members", 1);
      changed(fact.shopId, fact.data.origin.showId);
    }
  }
}

/** Facts that flash sales follow. */
export async function keepSales(sales: SalesDesk, batch: readonly Fact[], tx: Tx): Promise<void> {
  for (const [shopId, facts] of Map.groupBy(batch, (fact) => fact.shopId)) {
    const orders = (type: Fact["type"]) =>
      facts.filter((fact) => fact.type === type).map((fact) => fact.subjectId!);
    await sales.followOrders(tx, shopId, orders("order.cancelled"), orders("order.paid"));
    for (const fact of facts) {
      if (fact.type === "show.ended") await sales.endOfShow(tx, shopId, fact.subjectId!);
      if (fact.type === "member.merged")
        await sales.moveClaims(tx, shopId, fact.data.mergedMemberId, fact.memberId!);
    }
  }
}

/** Facts of the shop that open pages are told of. */
export async function tellFacts(parts: LiveParts, batch: readonly Fact[], changed: Changed): Promise<void> {
  for (const fact of batch) {
    if (fact.type === "stock.changed") await tellStock(parts, fact);
    if (fact.type === "order.paid") await tellSale(parts, fact, changed);
    if (fact.type === "order.paid" || fact.type === "order.cancelled" || fact.type === "order.shipped") {
      const status = { "order.paid": "paid", "order.cancelled": "cancelled", "order.shipped": "shipped" }[
        fact.type
      ];
      if (!fact.memberId) continue;
      const data = { orderId: fact.subjectId!, status };
      parts.publish(memberTopic(fact.memberId), { type: "order.changed", data });
    }
  }
}

async function tellStock(parts: LiveParts, fact: Fact<"stock.changed">): Promise<void> {
  const { productId, stock } = fact.data;
  const rooms = await showsOnAirWith(parts.db, fact.shopId, [productId]);
  if (rooms.length === 0) return;
  const product = await parts.shop.catalogue.product(fact.shopId, productId);
  const variant = product.variants.find((one) => one.id === fact.subjectId);
  if (!variant) return;
  const data = { productId, variantId: variant.id, stock, priceCents: variant.priceCents };
  for (const { showId } of rooms)
    parts.publish(roomTopic(showId), { type: "stock.changed", key: variant.id, data });
}

async function tellSale(parts: LiveParts, fact: Fact<"order.paid">, changed: Changed): Promise<void> {
  const { shopId } = fact;
  const { origin, totalCents, lines } = fact.data;
  const showId = origin.showId ?? null;
  const sale = { orderId: fact.subjectId!, totalCents, showId };
  parts.publish(consoleTopic(shopId), { type: "console.sale", data: sale, key: sale.orderId });
  if (!showId || !fact.memberId) return;
  changed(shopId, showId);
  const [member, [product]] = await Promise.all([
    parts.shop.identity.member(shopId, fact.memberId),
    parts.shop.catalogue.products(
      shopId,
      lines.slice(0, 1).map((line) => line.productId),
    ),
  ]);
  if (!product) return;
  const data = { name: maskName(member.name), title: product.title, quantity: lines[0]!.quantity };
  parts.publish(roomTopic(showId), { type: "purchase.ticker", data, key: sale.orderId });
}
