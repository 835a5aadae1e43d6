/**
 * One market that lives through the real use cases: sign-up, orders, payments, coupons, consents, forecasts, plan and
 * gate on a PostgreSQL of its own, by a clock that is moved.
 */
import { pino } from "pino";
import { type EngageChapter, createEngage } from "../server/engage/index.ts";
import { createFrozenClock } from "../server/platform/clock/index.ts";
import { connectDatabase } from "../server/platform/database/index.ts";
import { createEvents } from "../server/platform/events/index.ts";
import { createRepurchase } from "../server/repurchase/index.ts";
import { createShop } from "../server/shop/index.ts";
import { truth } from "./truth.ts";

export type World = ReturnType<typeof openWorld>;

/** The shop as it was opened: kept over a copy of its database. */
export type Premises = {
  readonly shopId: string;
  readonly products: readonly { readonly id: string; readonly variantId: string }[];
  readonly memberIds: readonly string[];
};

const label = { zh: "限时优惠", en: "Offer" };

export function openWorld(url: string, at: Date) {
  const db = connectDatabase({ url, onError: () => undefined });
  const log = pino({ level: "error" });
  const clock = createFrozenClock(at);
  const events = createEvents({ db, log, clock });
  const ignore = () => undefined;
  const shop = createShop({
    db,
    clock,
    events,
    log,
    uploadsFolder: "/nonexistent",
    sessionDays: 365,
    unpaidMinutes: 30,
    deliverCode: () => Promise.resolve(),
  });
  const engage: EngageChapter = createEngage({
    db,
    clock,
    events,
    log,
    shop,
    sendMail: () => Promise.resolve({ outcome: "sent" }),
    publicUrl: "https://shop.example",
    linkKey: "the referee's",
    notifyInbox: ignore,
  });
  const upcomingShows = () => Promise.resolve([]);
  const repurchase = createRepurchase({
    db,
    clock,
    events,
    log,
    shop,
    engage,
    upcomingShows,
    progress: ignore,
  });

  async function openShop(): Promise<Omit<Premises, "memberIds">> {
    const view = await shop.storefront.addShop({
      slug: "market",
      name: "市集",
      nameEn: "Market",
      currency: "CNY",
      timeZone: "Asia/Shanghai",
      language: "zh-CN",
      demo: false,
    });
    const products: Premises["products"][number][] = [];
    for (const [i, priceCents] of truth.priceCents.entries()) {
      const title = { zh: `用品 ${i + 1}`, en: `Product ${i + 1}` };
      const variants = [{ sku: `P${i}`, priceCents, stock: 1_000_000 }];
      const product = await shop.catalogue.addProduct(
        view.id,
        { title, category: `品类 ${i % 3}`, role: "profit", variants },
        "referee",
      );
      products.push({ id: product.id, variantId: product.variants[0]!.id });
    }
    return { shopId: view.id, products };
  }

  /** What the operator writes: know-how per product, and one offer. */
  async function writeContent({ shopId, products }: Premises): Promise<void> {
    for (const [i, { id }] of products.entries()) {
      const title = { zh: `怎样用好用品 ${i + 1}`, en: `Making the most of product ${i + 1}` };
      const body = { zh: "放在阴凉处，按量使用。", en: "Keep it cool and use the right amount." };
      await engage.content.add(shopId, { title, body, kind: "tip", productId: id }, "referee");
    }
    await engage.content.add(
      shopId,
      { title: label, body: { zh: "本周九折。", en: "A tenth off this week." }, kind: "sale" },
      "referee",
    );
  }

  async function addMember(shopId: string, no: number): Promise<string> {
    const about = {
      shopId,
      language: "zh-CN",
      timeZone: "Asia/Shanghai",
      origin: {},
      name: `会员${no}`,
    } as const;
    const visitor = await shop.identity.beginGuest(about);
    const identity = { kind: "email", value: `member${no}@example.com` } as const;
    await db.transaction((tx) =>
      shop.identity.adoptIdentity(tx, { shopId, ...visitor }, identity, {}, ["inbox"]),
    );
    return visitor.memberId;
  }

  /** Orders one of each and pays; with an offer in hand its coupon is issued and used. Returns what was paid and its list price. */
  async function buy(
    { shopId, products, memberIds }: Premises,
    no: number,
    bought: readonly number[],
    key: string,
    offerKey?: string,
  ) {
    const memberId = memberIds[no]!;
    const lines = bought.map((product) => ({ variantId: products[product]!.variantId, quantity: 1 }));
    const listCents = bought.reduce((sum, product) => sum + truth.priceCents[product]!, 0);
    if (offerKey !== undefined) {
      const offCents = Math.round(listCents * truth.offerShare);
      const validUntil = new Date(clock.now().getTime() + 86_400_000);
      const grant = {
        shopId,
        memberId,
        label,
        offCents,
        minimumCents: 0,
        currency: "CNY",
        issuedFor: offerKey,
        validUntil,
      };
      await db.transaction((tx) => shop.pricing.issueCoupon(tx, grant));
    }
    const buyer = { shopId, memberId, joined: true };
    const order = await shop.orders.place(buyer, { lines }, `order ${key}`);
    await shop.orders.pay(buyer, order.id, { method: "test", outcome: "approve" }, `pay ${key}`);
    return { paidCents: order.totalCents, listCents };
  }

  return {
    db,
    clock,
    events,
    shop,
    engage,
    repurchase,
    openShop,
    writeContent,
    addMember,
    buy,
    close: async () => {
      await repurchase.idle();
      await events.stop();
      await db.close();
    },
  };
}
