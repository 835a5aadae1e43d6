import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngage } from "../engage/index.ts";
import { createLive } from "../live/index.ts";
import { startTestClickhouse } from "../platform/clickhouse/index.ts";
import { createFrozenClock } from "../platform/clock/index.ts";
import { createTestDatabase } from "../platform/database/testing.ts";
import { createEvents } from "../platform/events/index.ts";
import { createLog } from "../platform/log/index.ts";
import { createShop } from "../shop/index.ts";
import { createInsight } from "./index.ts";

export type TestHouse = Awaited<ReturnType<typeof openTestHouse>>;

/** Shop, live, engage and insight on a database and a behaviour store of their own, by a clock that stands still. */
export async function openTestHouse(startsAt: string) {
  const [db, store] = await Promise.all([createTestDatabase(), startTestClickhouse()]);
  const clock = createFrozenClock(startsAt);
  const log = createLog({ logLevel: "silent" });
  const events = createEvents({ db, log, clock, firstRetryMs: 5 });
  const codes: string[] = [];
  const shop = createShop({
    db,
    clock,
    events,
    log,
    uploadsFolder: join(tmpdir(), "refrain-uploads"),
    sessionDays: 90,
    unpaidMinutes: 15,
    deliverCode: async ({ code }) => void codes.push(code),
  });
  const silence = {
    publish: () => undefined,
    present: () => 0,
    isPresent: () => false,
    joinCodeOf: async () => undefined,
  };
  const media = {
    publish: () => Promise.reject(new Error("no video here")),
    play: () => Promise.reject(new Error("no video here")),
    end: async () => undefined,
    kick: async () => undefined,
    stats: async () => ({ streams: [], sessions: 0 }),
    on: () => () => undefined,
    close: async () => undefined,
  };
  const live = createLive({ db, clock, events, log, shop, ...silence, media, tokenKey: Buffer.alloc(32) });
  const engage = createEngage({
    db,
    clock,
    events,
    log,
    shop,
    sendMail: async () => ({ outcome: "sent" }),
    publicUrl: "https://shop.test",
    linkKey: "test",
    notifyInbox: () => undefined,
  });
  const { clickhouse } = store;
  const options = { db, clock, events, clickhouse, log, shop, live, engage };
  const insight = createInsight(options);

  return {
    ...options,
    options,
    insight,
    store,
    async openShop(slug: string) {
      const { id: shopId } = await shop.storefront.addShop({
        slug,
        name: slug,
        currency: "CNY",
        timeZone: "Asia/Shanghai",
        language: "zh-CN",
        demo: false,
      });
      return { shopId, ...people(shopId), ...goods(shopId) };
    },
    async close() {
      await insight.close();
      await events.stop();
      await store.drop();
      await db.drop();
    },
  };

  function people(shopId: string) {
    const guest = async () => {
      const begun = await shop.identity.beginGuest({
        shopId,
        language: "zh-CN",
        timeZone: "Asia/Shanghai",
        origin: {},
      });
      return { memberId: begun.memberId, sessionId: begun.sessionId };
    };
    /** Returns whom she is from now on. */
    const signIn = async (who: { memberId: string; sessionId: string }, phone: string, showId?: string) => {
      await shop.identity.sendCode(shopId, { phone });
      const origin = showId ? { showId } : {};
      const signedIn = await shop.identity.signIn({ shopId, ...who }, { phone }, codes.at(-1)!, origin);
      return { ...who, memberId: signedIn.memberId };
    };
    return { guest, signIn, member: async (phone: string) => signIn(await guest(), phone) };
  }

  function goods(shopId: string) {
    let orders = 0;
    const product = async (sku: string, priceCents: number) => {
      const variants = [{ sku, priceCents, stock: 1000 }];
      const input = {
        title: { zh: `商品${sku}`, en: `Thing ${sku}` },
        category: "tea",
        role: "profit" as const,
        variants,
      };
      const { id, variants: [variant] } = await shop.catalogue.addProduct(shopId, input, "test"); // prettier-ignore
      return { productId: id, variantId: variant!.id };
    };
    const place = async (who: { memberId: string }, variantId: string, quantity = 1, showId?: string) => {
      orders += 1;
      const buyer = { shopId, memberId: who.memberId, joined: true };
      const request = { lines: [{ variantId, quantity }], origin: showId ? { showId } : {} };
      return (await shop.orders.place(buyer, request, `order-${orders}`)).id;
    };
    const pay = (who: { memberId: string }, orderId: string) =>
      shop.orders.pay(
        { shopId, memberId: who.memberId },
        orderId,
        { method: "test", outcome: "approve" },
        `pay-${orderId}`,
      );
    const buy = async (who: { memberId: string }, variantId: string, quantity = 1, showId?: string) => {
      const orderId = await place(who, variantId, quantity, showId);
      await pay(who, orderId);
      return orderId;
    };
    return { product, place, pay, buy };
  }
}
