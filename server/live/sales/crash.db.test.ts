import { spawn } from "node:child_process";
import { createSecretKey } from "node:crypto";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sessionCookies } from "../../../contract/session-cookies.ts";
import { keyOf, openSmallHouse, type SmallHouse, type TestShop } from "../../../test/small-house.ts";
import { sql } from "../../platform/database/index.ts";
import { newId } from "../../platform/ids/index.ts";
import { signAttemptToken } from "./attempt-token.ts";

let small: SmallHouse;
let shop: TestShop;
let product: { id: string; variantId: string };
let showId: string;
beforeAll(async () => {
  small = await openSmallHouse();
  shop = await small.openShop("crashes");
  product = await small.addProduct(shop, { stock: 1000 });
  showId = await small.show(shop, [product.id]);
});
afterAll(() => small.close());

async function openSale(units: number): Promise<string> {
  const { body } = await shop.owner("POST /api/v1/shows/{id}/sales", {
    params: { id: showId },
    headers: { "idempotency-key": keyOf(small.next("sale")) },
    body: { variantId: product.variantId, priceCents: 100, units, opensAt: small.clock.now().toISOString() },
  });
  return body.id as string;
}

const people = (count: number) => Array.from({ length: count }, () => newId(small.clock.now()));
const tokenKey = () => createSecretKey(Buffer.from(small.secretKey));

function claim(saleId: string, memberId: string) {
  const expiresAt = new Date(small.clock.now().getTime() + 60_000);
  const token = signAttemptToken({ shopId: shop.id, saleId, memberId, expiresAt }, tokenKey());
  const viewer = { shopId: shop.id, memberId, joined: true };
  return small.house.live.sales.claim(viewer, saleId, { token, quantity: 1 }, `only-${memberId}`);
}

/** As a page does: the same attempt again until an answer comes. */
const seen = { interrupted: 0 };
async function claimAtLast(saleId: string, memberId: string) {
  for (;;) {
    try {
      return await claim(saleId, memberId);
    } catch (error) {
      if ((error as { code?: string }).code !== "unavailable") throw error;
      seen.interrupted += 1;
    }
  }
}

const ordersOf = (saleId: string) =>
  small.db.rows<{ id: string; memberId: string }>(sql`
    select id, member_id as "memberId" from shop_order where shop_id = ${shop.id} and allotment_id = ${saleId}`);

/** Ends the sale, lets unpaid orders expire, and returns what the reconciliation says. */
async function countAtTheEnd(saleId: string) {
  await shop.owner("POST /api/v1/sales/{id}/steps", { params: { id: saleId }, body: { to: "ended" } });
  small.passMinutes(6);
  await small.house.shop.orders.expireUnpaid();
  await small.house.live.sales.tick();
  const { body } = await shop.owner("GET /api/v1/shows/{id}/sales", { params: { id: showId } });
  return body.items.find((item: { sale: { id: string } }) => item.sale.id === saleId).reconciliation;
}

test("every connection of the database is cut in the middle of a rush: exactly the units are sold, once each", async () => {
  const saleId = await openSale(60);
  const buyers = people(400);
  const answers = Promise.all(buyers.map((memberId) => claimAtLast(saleId, memberId)));
  for (let cut = 0; cut < 5 || (seen.interrupted === 0 && cut < 100); cut += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    await small.db.pool
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      )
      .catch(() => undefined);
  }
  expect(seen.interrupted).toBeGreaterThan(0);
  const won = (await answers).filter((answer) => answer.claim?.status === "won");
  const orders = await ordersOf(saleId);
  expect(won).toHaveLength(60);
  expect(new Set(orders.map((order) => order.id))).toEqual(
    new Set(won.map((answer) => answer.claim!.orderId)),
  );
  expect(new Set(orders.map((order) => order.memberId)).size).toBe(60);
  expect(await countAtTheEnd(saleId)).toMatchObject({ units: 60, sold: 0, returned: 60, problems: [] });
  expect(await small.stockOf(shop, product.id)).toBe(1000);
});

test("a server that is killed in the middle of a rush has kept what it acknowledged, and another goes on", async () => {
  const saleId = await openSale(60);
  const buyers = people(200);
  const task = { url: small.db.url, now: small.clock.now(), shopId: shop.id, saleId, members: buyers };
  const child = spawn(process.execPath, [
    new URL("testing-buyers-child.ts", import.meta.url).pathname,
    JSON.stringify(task),
  ]);
  const acknowledged = new Map<string, string>();
  let complaints = "";
  child.stderr.on("data", (data: Buffer) => (complaints += String(data)));
  for await (const line of createInterface({ input: child.stdout })) {
    const [memberId = "", , orderId = ""] = line.split(" ");
    acknowledged.set(memberId, orderId);
    if (acknowledged.size === 25) child.kill("SIGKILL");
  }
  expect(acknowledged.size, complaints).toBeGreaterThanOrEqual(25);
  expect(acknowledged.size).toBeLessThan(200);
  const answers = await Promise.all(buyers.map((memberId) => claimAtLast(saleId, memberId)));
  for (const [memberId, orderId] of acknowledged) {
    const again = answers[buyers.indexOf(memberId)]!;
    expect(again.claim?.orderId).toBe(orderId);
  }
  const orders = await ordersOf(saleId);
  expect(orders).toHaveLength(60);
  expect(new Set(orders.map((order) => order.memberId)).size).toBe(60);
  expect(await countAtTheEnd(saleId)).toMatchObject({ units: 60, problems: [] });
  expect(await small.stockOf(shop, product.id)).toBe(1000);
});

test("buyers whose line breaks before the answer find their claim when they ask again", async () => {
  const saleId = await openSale(5);
  const port = await small.house.http.listen();
  const viewers = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const viewer = await small.guest(shop);
      await small.house.live.presence.enter(shop.id, showId, viewer.memberId);
      const { body } = await viewer("POST /api/v1/front/sales/{id}/token", { params: { id: saleId } });
      return { viewer, token: body.token as string };
    }),
  );
  const hangUp = ({ viewer, token }: (typeof viewers)[number]) =>
    new Promise<void>((resolve) => {
      const asking = request({
        port,
        method: "POST",
        path: `/api/v1/front/sales/${saleId}/claims`,
        headers: {
          cookie: `${sessionCookies.shopper}=${viewer.secret}`,
          "content-type": "application/json",
          "sec-fetch-site": "same-origin",
          "idempotency-key": keyOf(viewer.memberId),
        },
      });
      asking.on("error", () => undefined);
      asking.on("close", resolve);
      asking.end(JSON.stringify({ token }), () => setImmediate(() => asking.destroy()));
    });
  await Promise.all(viewers.map(hangUp));
  const answers = await Promise.all(
    viewers.map(({ viewer, token }) =>
      viewer("POST /api/v1/front/sales/{id}/claims", {
        params: { id: saleId },
        headers: { "idempotency-key": keyOf(viewer.memberId) },
        body: { token },
      }),
    ),
  );
  expect(answers.filter((answer) => answer.body.claim?.status === "won")).toHaveLength(5);
  expect(await ordersOf(saleId)).toHaveLength(5);
  expect(await countAtTheEnd(saleId)).toMatchObject({ units: 5, problems: [] });
});
