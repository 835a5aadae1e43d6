/** A small real shop for tests of this chapter, made through the use cases of the chapters before it. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { EventName } from "../../contract/events.ts";
import { createEngage } from "../engage/index.ts";
import { createFrozenClock } from "../platform/clock/index.ts";
import { type TestDatabase, createTestDatabase } from "../platform/database/testing.ts";
import { createEvents } from "../platform/events/index.ts";
import { createShop } from "../shop/index.ts";
import { createRepurchase } from "./index.ts";

export type TestWorld = Awaited<ReturnType<typeof createTestWorld>>;

const dayMs = 86_400_000;

export async function createTestWorld(startsAt = "2026-03-02T04:00:00Z") {
  const db: TestDatabase = await createTestDatabase();
  const log = pino({ level: "silent" });
  const clock = createFrozenClock(startsAt);
  const events = createEvents({ db, log, clock });
  const deliverCode = async () => undefined;
  const uploadsFolder = join(tmpdir(), "refrain-uploads");
  const shop = createShop({
    db,
    clock,
    events,
    log,
    uploadsFolder,
    sessionDays: 365,
    unpaidMinutes: 30,
    deliverCode,
  });
  const engageParts = {
    db,
    clock,
    events,
    log,
    shop,
    sendMail: async () => ({ outcome: "sent" as const }),
    publicUrl: "https://shop.example",
    linkKey: "a key of the tests",
    notifyInbox: () => undefined,
  };
  const engage = createEngage(engageParts);
  const upcoming: { id: string; startsAt: Date; title: { zh: string; en: string } }[] = [];
  const steps: { work: string; fraction: number; done: boolean }[] = [];
  const repurchase = createRepurchase({
    db,
    clock,
    events,
    log,
    shop,
    engage,
    upcomingShows: async () => upcoming,
    progress: (step) => void steps.push(step),
  });
  /** Session secrets by member, for requests over HTTP. */
  const secrets = new Map<string, string>();
  let serial = 0;

  async function openShop(slug: string) {
    const { id } = await shop.storefront.addShop({
      slug,
      name: "茶铺",
      nameEn: "Tea House",
      currency: "CNY",
      timeZone: "Asia/Shanghai",
      language: "zh-CN",
      demo: false,
    });
    return id;
  }

  async function addProduct(
    shopId: string,
    zh: string,
    en: string,
    more: { useUpDays?: number; category?: string } = {},
  ) {
    serial += 1;
    const { category = "茶", ...rest } = more;
    const product = await shop.catalogue.addProduct(
      shopId,
      {
        title: { zh, en },
        category,
        role: "profit",
        variants: [{ sku: `SKU-${serial}`, priceCents: 5000, stock: 100_000 }],
        ...rest,
      },
      "a test",
    );
    return { id: product.id, variantId: product.variants[0]!.id };
  }

  /** A member who joined now and allowed these channels. */
  async function addMember(shopId: string, consents: readonly string[] = ["inbox"]) {
    serial += 1;
    const visitor = await shop.identity.beginGuest({
      shopId,
      language: "zh-CN",
      timeZone: "Asia/Shanghai",
      origin: {},
      name: `会员${serial}`,
    });
    const value = `member${serial}@example.com`;
    await db.transaction((tx) =>
      shop.identity.adoptIdentity(tx, { shopId, ...visitor }, { kind: "email", value }, {}, consents),
    );
    secrets.set(visitor.memberId, visitor.secret);
    return visitor.memberId;
  }

  async function buy(shopId: string, memberId: string, variantId: string, quantity = 1) {
    serial += 1;
    const buyer = { shopId, memberId, joined: true };
    const order = await shop.orders.place(buyer, { lines: [{ variantId, quantity }] }, `order-${serial}`);
    await shop.orders.pay(buyer, order.id, { method: "test", outcome: "approve" }, `pay-${serial}`);
    return order.id;
  }

  const factsOf = (shopId: string, type: EventName) => events.read({ shopId, types: [type], limit: 1000 });

  return {
    db,
    clock,
    events,
    shop,
    engage,
    repurchase,
    upcoming,
    steps,
    secrets,
    openShop,
    addProduct,
    addMember,
    buy,
    factsOf,
    passDays: (days: number) => clock.advance(days * dayMs),
    close: async () => {
      await repurchase.idle();
      await events.stop();
      await db.drop();
    },
  };
}
