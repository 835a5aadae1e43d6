import { afterAll, beforeAll, expect, test } from "vitest";
import type { repurchaseRoutes } from "../../contract/repurchase/repurchase.ts";
import type { ResponseOf } from "../../contract/route.ts";
import { sessionCookies } from "../../contract/session-cookies.ts";
import { createTestHttp, type TestHttp } from "../platform/http/testing.ts";
import { serveRepurchase } from "./index.ts";
import { createTestWorld, type TestWorld } from "./testing-shop.ts";

/** The routes of this chapter over HTTP, on a real database; every answer is checked against the contract. */

let world: TestWorld;
let http: TestHttp;
let shopId: string;
let teaId: string;
const members: string[] = [];
const keys: Record<"ours" | "theirs" | "reader", string> = { ours: "", theirs: "", reader: "" };

beforeAll(async () => {
  world = await createTestWorld();
  const { shop, clock, repurchase } = world;
  shopId = await world.openShop("tea");
  const otherShopId = await world.openShop("other");
  const tea = await world.addProduct(shopId, "龙井", "Longjing");
  teaId = tea.id;
  for (let i = 0; i < 12; i += 1) members.push(await world.addMember(shopId));
  for (let fortnight = 0; fortnight < 5; fortnight += 1) {
    for (const member of members.slice(0, 9)) await world.buy(shopId, member, tea.variantId);
    world.passDays(14);
  }
  const text = { zh: "水温的小知识", en: "About water" };
  await world.engage.content.add(shopId, { title: text, body: text, kind: "tip" }, "a test");
  await world.events.idle();
  const makeKey = async (id: string, rights: ("plan.read" | "plan.write")[]) =>
    (await shop.staff.makeApiKey(id, "a key", rights, "a test")).secret;
  keys.ours = await makeKey(shopId, ["plan.read", "plan.write"]);
  keys.theirs = await makeKey(otherShopId, ["plan.read", "plan.write"]);
  keys.reader = await makeKey(shopId, ["plan.read"]);
  http = await createTestHttp({ authenticate: shop.authenticate, clock });
  serveRepurchase(http, repurchase, { shop, clock });
});
afterAll(async () => {
  await http.close();
  await world.close();
});

type Method = "GET" | "POST" | "DELETE";
type Answer<Key extends keyof typeof repurchaseRoutes> = ResponseOf<(typeof repurchaseRoutes)[Key]>;
type Forecasts = Answer<"GET /api/v1/forecasts">;
type Needs = Answer<"GET /api/v1/needs">;
type Plan = Answer<"GET /api/v1/plans/{id}">;
type Plans = Answer<"GET /api/v1/plans">;
type Items = Answer<"GET /api/v1/plans/{id}/items">;

async function call<Body>(method: Method, url: string, key = keys.ours) {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await http.app.inject({ method, url, headers });
  return { status: answer.statusCode, body: answer.json<Body>() };
}

test("a fit is begun by request, and its forecasts come in pages that neither skip nor repeat", async () => {
  expect((await call("GET", "/api/v1/forecasts")).body).toMatchObject({ items: [] });
  expect(await call("POST", "/api/v1/forecasts/fit")).toMatchObject({ status: 200, body: { started: true } });
  await world.repurchase.idle();
  const seen: string[] = [];
  for (let next = ""; ;) {
    const { body } = await call<Forecasts>(
      "GET",
      `/api/v1/forecasts?limit=4&sort=at_risk${next && `&after=${next}`}`,
    );
    expect(body.fit).toMatchObject({ model: "MBG/NBD", customers: 9, converged: true });
    seen.push(...body.items.map((item) => item.memberId));
    if (!body.next) break;
    next = body.next;
  }
  expect(seen.toSorted()).toEqual(members.slice(0, 9).toSorted());
});

test("needs falling due come soonest first, in pages", async () => {
  const first = await call<Needs>("GET", "/api/v1/needs?withinDays=60&limit=5");
  const rest = await call<Needs>("GET", `/api/v1/needs?withinDays=60&limit=50&after=${first.body.next}`);
  const all = [...first.body.items, ...rest.body.items];
  expect(all).toHaveLength(9);
  expect(new Set(all.map((need) => need.memberId)).size).toBe(9);
  expect(all.map((need) => need.dueAt)).toEqual(all.map((need) => need.dueAt).toSorted());
  expect((await call("GET", "/api/v1/needs?after=nonsense")).status).toBe(400);
});

test("a member sees her own needs and nobody else's", async () => {
  const ask = (member: string) =>
    http.app.inject({
      url: "/api/v1/front/needs",
      cookies: { [sessionCookies.shopper]: world.secrets.get(member)! },
    });
  const buyer = (await ask(members[0]!)).json<Answer<"GET /api/v1/front/needs">>();
  expect(buyer.items).toMatchObject([{ productId: teaId, timesBought: 5 }]);
  expect((await ask(members[11]!)).json()).toEqual({ items: [] });
  expect((await http.app.inject({ url: "/api/v1/front/needs" })).statusCode).toBe(401);
});

test("a plan is made, read, edited and approved; a reader may only read", async () => {
  expect((await call("POST", "/api/v1/plans", keys.reader)).status).toBe(403);
  const made = await call<Plan>("POST", "/api/v1/plans");
  expect(made.body.status).toBe("making");
  await world.repurchase.idle();
  const url = `/api/v1/plans/${made.body.id}`;
  const plan = (await call<Plan>("GET", url, keys.reader)).body;
  expect(plan).toMatchObject({ status: "proposed", members: 12 });
  const items = (await call<Items>("GET", `${url}/items?choice=content`)).body.items;
  expect(items.length).toBe(plan.counts["content"]);
  expect(items[0]).toMatchObject({ kind: "content", purpose: "value", channel: "inbox", status: "proposed" });
  expect((await call("DELETE", `${url}/items/${items[0]!.id}`)).status).toBe(200);
  const approved = await call("POST", `${url}/approve`);
  expect(approved.body).toMatchObject({
    status: "approved",
    counts: { content: plan.counts["content"]! - 1 },
  });
  expect((await call("DELETE", `${url}/items/${items[1]!.id}`)).status).toBe(409);
  const member = `${url}/items?memberId=${items[1]!.memberId}`;
  expect((await call<Items>("GET", member)).body.items).toMatchObject([
    { status: "queued", touchId: expect.any(String) },
  ]);
});

test("another shop's key finds nothing of ours", async () => {
  const { id } = (await call<Plans>("GET", "/api/v1/plans")).body.items[0]!;
  const item = (await call<Items>("GET", `/api/v1/plans/${id}/items`)).body.items[0]!;
  const theirs = (method: Method, url: string) => call(method, url, keys.theirs);
  expect((await theirs("GET", "/api/v1/plans")).body).toEqual({ items: [] });
  expect((await theirs("GET", "/api/v1/needs")).body).toEqual({ items: [] });
  for (const [method, url] of [
    ["GET", `/api/v1/plans/${id}`],
    ["GET", `/api/v1/plans/${id}/items`],
    ["DELETE", `/api/v1/plans/${id}/items/${item.id}`],
    ["POST", `/api/v1/plans/${id}/approve`],
    ["GET", `/api/v1/members/${members[0]}/forecast`],
  ] as const) {
    expect((await theirs(method, url)).status).toBe(404);
  }
});

test("the week over, an approved plan is done", async () => {
  world.passDays(8);
  const [plan] = (await call<Plans>("GET", "/api/v1/plans")).body.items;
  expect(plan?.status).toBe("done");
});
