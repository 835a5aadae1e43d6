import { inParallel } from "./chance.ts";
import { buy, type Shopper, type ShopFloor } from "./shop-floor.ts";

/** A day without a show: parcels leave, somebody sends one back, touches arrive, and what is used up is bought again. */
export async function ordinaryDay(floor: ShopFloor): Promise<void> {
  await floor.house.catchUp();
  await sendParcels(floor);
  await inParallel(
    floor.shoppers.filter((one) => one.joined),
    6,
    (one) => herDay(floor, one),
  );
}

async function sendParcels(floor: ShopFloor): Promise<void> {
  const { orders } = floor.house.shop;
  const paid = await orders.list(floor.shopId, { limit: 60, status: "paid" });
  await inParallel(paid, 4, async (order) => {
    await orders.ship(
      floor.shopId,
      order.id,
      { carrier: "顺丰", tracking: `SF${order.number.slice(1)}` },
      "小满",
    );
    if (!floor.chance.yes(0.03)) return;
    const refund = {
      restock: true,
      reason: floor.chance.pick(["包装破损", "买多了", "Not what I expected"]),
    };
    await orders.refund(floor.shopId, order.id, refund, `demo-refund-${order.number}`, "小满");
  });
}

async function herDay(floor: ShopFloor, one: Shopper): Promise<void> {
  const { house, chance, shopId, clock } = floor;
  const now = clock.now().getTime();
  // She does not look every day.
  if (now > one.leavesAt || !chance.yes(0.4)) return;
  const touchId = await readInbox(floor, one);
  for (const [sku, wantedAt] of one.nextWant) {
    const isDue = now > wantedAt;
    if (!isDue || !chance.yes(touchId ? 0.75 : 0.5)) continue;
    const article = floor.articles.find((candidate) => candidate.good.sku === sku)!;
    const lines = [{ variantId: article.variantId, quantity: 1 }];
    await buy(floor, one, lines, touchId ? { touchId, channel: "inbox" } : { channel: "h5" });
    return;
  }
  if (chance.yes(0.005))
    await house.engage.trust.changeContact(
      shopId,
      one.visitor.memberId,
      [{ channel: "inbox", granted: false }],
      undefined,
    );
}

/** Opens what arrived, now and then; the touch she followed, if she followed one. */
async function readInbox(floor: ShopFloor, one: Shopper): Promise<string | undefined> {
  const { house, chance, shopId } = floor;
  const { memberId } = one.visitor;
  const { items } = await house.engage.touches.inbox(shopId, memberId, 3);
  const unread = items.find((touch) => !touch.openedAt && touch.class === "marketing");
  if (!unread || !chance.yes(0.35 + one.warmth * 0.3)) return undefined;
  const follows = chance.yes(0.4);
  await house.engage.touches.noteSeen(shopId, unread.id, follows ? "clicked" : "opened", memberId);
  return follows ? unread.id : undefined;
}
