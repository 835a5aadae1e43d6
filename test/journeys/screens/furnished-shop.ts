import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { arrive, type Person } from "../loop/person.ts";
import type { Product } from "../product.ts";

type Cookies = Parameters<ReturnType<Person["page"]["context"]>["addCookies"]>[0];

/** The demo shop with a member who has bought, a show on air that is talked in, and the addresses of all its pages. */
export type FurnishedShop = {
  /** Sessions to put into a fresh visitor. */
  readonly shopper: Cookies;
  readonly owner: Cookies;
  readonly shopperPages: readonly string[];
  readonly consolePages: readonly string[];
};

export async function furnishShop(browser: Browser, { origin }: Product): Promise<FurnishedShop> {
  const owner = await arrive(browser, { origin, screen: "desk" });
  const shopper = await arrive(browser, { origin, screen: "phone" });
  await owner.api.call("POST /api/v1/staff/session", {
    body: { email: "owner@demo.refrain", password: "refrain-demo" },
  });
  await signIn(shopper);
  const { productId, orderId } = await buy(shopper);
  const showId = await goOnAir(owner, shopper, productId);
  const [{ items: ended }, { items: codes }, { items: members }] = await Promise.all([
    owner.api.call("GET /api/v1/shows", { query: { status: "ended", limit: 1 } }),
    owner.api.call("GET /api/v1/join-codes", { query: { limit: 1 } }),
    owner.api.call("GET /api/v1/members", { query: { joined: "yes", sort: "orders", limit: 1 } }),
  ]);
  const pages = { showId, productId, orderId, endedId: ended[0]!.id, code: codes[0]!.code };
  const furnished = {
    shopper: await shopper.page.context().cookies(),
    owner: await owner.page.context().cookies(),
    shopperPages: shopperPages(pages),
    consolePages: consolePages({ ...pages, memberId: members[0]!.id }),
  };
  await owner.leave();
  await shopper.leave();
  return furnished;
}

async function signIn({ api }: Person): Promise<void> {
  await api.call("POST /api/v1/front/session", { body: {} });
  const email = `${randomUUID()}@example.com`;
  await api.call("POST /api/v1/front/codes", { body: { email } });
  const { items } = await api.call("GET /api/v1/demo/outbox", { query: { to: email, limit: 1 } });
  const code = /\d{6}/u.exec(items[0]!.text)![0];
  await api.call("POST /api/v1/front/sign-in", { body: { email, code } });
}

async function buy({ api }: Person): Promise<{ productId: string; orderId: string }> {
  const { items } = await api.call("GET /api/v1/front/products");
  const product = items.find(({ variants }) => variants.some(({ stock }) => stock > 0))!;
  const { id: variantId } = product.variants.find(({ stock }) => stock > 0)!;
  const order = await api.call("POST /api/v1/front/orders", {
    idempotencyKey: randomUUID(),
    body: { lines: [{ variantId, quantity: 1 }] },
  });
  await api.call("POST /api/v1/front/orders/{id}/pay", {
    params: { id: order.id },
    idempotencyKey: randomUUID(),
    body: {},
  });
  return { productId: product.id, orderId: order.id };
}

async function goOnAir(owner: Person, shopper: Person, productId: string): Promise<string> {
  const { now } = await owner.api.call("GET /api/v1/demo");
  const { id } = await owner.api.call("POST /api/v1/shows", {
    body: {
      title: { zh: "今晚喝滇红", en: "Black tea tonight" },
      startsAt: new Date(new Date(now).getTime() + 60_000).toISOString(),
      products: [{ productId }],
    },
  });
  const params = { id };
  await owner.api.call("POST /api/v1/shows/{id}/open", { params });
  await owner.api.call("POST /api/v1/shows/{id}/spotlight", { params, body: { productId } });
  for (const text of ["这款苦吗？", "Does it ship abroad?"])
    await shopper.api.call("POST /api/v1/front/shows/{id}/chat", {
      params,
      body: { text, clientId: randomUUID() },
    });
  await owner.api.call("POST /api/v1/shows/{id}/chat", { params, body: { text: "不苦，回甘很快。" } });
  return id;
}

type ShopperPages = Record<"showId" | "endedId" | "productId" | "orderId" | "code", string>;

function shopperPages({ showId, endedId, productId, orderId, code }: ShopperPages): string[] {
  return [
    "/",
    `/live/${showId}`,
    `/live/${endedId}`,
    `/p/${productId}`,
    "/cart",
    "/orders",
    `/orders/${orderId}`,
    "/inbox",
    "/me",
    "/me/data",
    `/j/${code}`,
    "/u/no-such-link",
    "/no-such-page",
  ];
}

function consolePages({ showId, endedId, memberId }: Record<"showId" | "endedId" | "memberId", string>) {
  const names = [
    "",
    "products",
    "orders",
    "members",
    `members/${memberId}`,
    "imports",
    "shows",
    "join-codes",
    "touches",
    "content",
    "plan",
    "forecasts",
    "reports/shows",
    `reports/shows/${endedId}`,
    "reports/repurchase",
    "experiments",
    "outbox",
    "facts",
    "audit",
    "settings",
    `studio/${showId}`,
    "sign-in",
  ];
  return names.map((name) => `/console/${name}`);
}
