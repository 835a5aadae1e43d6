import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StaffRole } from "../../contract/rights.ts";
import { sql } from "../platform/database/index.ts";
import { createTestHttp, type TestHttp } from "../platform/http/testing.ts";
import { serveInsight } from "./index.ts";
import { openTestHouse, type TestHouse } from "./testing-insight.ts";

let house: TestHouse;
let http: TestHttp;
let shop: Awaited<ReturnType<TestHouse["openShop"]>>;
let other: Awaited<ReturnType<TestHouse["openShop"]>>;
let member: { memberId: string };
let guestId: string;
let showId: string;

beforeAll(async () => {
  house = await openTestHouse("2026-05-01T12:00:00Z");
  http = await createTestHttp({
    clock: house.clock,
    authenticate: async ({ authorization = "" }) => {
      const [role, shopId] = authorization.split(" ") as [StaffRole, string];
      return { staff: { kind: "staff", shopId, staffId: "s", role, name: "王姐", sessionId: "s" } };
    },
  });
  serveInsight(http, house.options, house.insight);
  await house.insight.open();
  await live();
  await house.insight.idle();
});
afterAll(async () => {
  await http.close();
  await house.close();
});

/** Li Na watches as a guest, asks, joins, buys, is sent a tip at night, and gets some money back. */
async function live() {
  const { clock, live, engage } = house;
  shop = await house.openShop("tea");
  other = await house.openShop("other");
  const { productId, variantId } = await shop.product("A", 12_800);
  await engage.trust.changePolicy(
    shop.shopId,
    { ...(await engage.trust.policy(shop.shopId)), controlShare: 0 },
    "a test",
    "王姐",
  );
  const known = await shop.member("13800000001");
  const products = [{ productId }];
  const show = await live.shows.plan(
    shop.shopId,
    { title: { zh: "春茶" }, startsAt: clock.now().toISOString(), products },
    "Host",
  );
  showId = show.id;
  await live.shows.step(shop.shopId, showId, "on_air", "Host");
  clock.advance(60_000);
  const guest = await shop.guest();
  guestId = guest.memberId;
  await live.presence.enter(shop.shopId, showId, guestId);
  await live.chat.say(shop.shopId, showId, guestId, "=1+1 有赠品吗", crypto.randomUUID());
  clock.advance(60_000);
  member = await shop.signIn(guest, "13800000001", showId);
  if (member.memberId !== known.memberId) throw new Error("The guest should have become Li Na.");
  const orderId = await shop.buy(member, variantId, 1, showId);
  await house.shop.identity.changeMember(shop.shopId, member.memberId, { name: "=HYPERLINK(1)" });
  clock.advance(60_000);
  await house.shop.orders.refund(
    shop.shopId,
    orderId,
    { cents: 300, restock: false, reason: "晚到" },
    "r",
    "王姐",
  );
  await live.shows.step(shop.shopId, showId, "ended", "Host");
  await house.engage.trust.changeContact(shop.shopId, member.memberId, [{ channel: "inbox", granted: true }]);
  clock.set(new Date("2026-05-01T14:00:00Z"));
  const title = { zh: "怎样泡茶", en: "How to steep tea" };
  const piece = await engage.content.add(shop.shopId, { title, body: title, kind: "tip" }, "王姐");
  const ask = { memberId: member.memberId, channel: "inbox" as const, contentId: piece.id };
  await engage.sendContent(shop.shopId, ask, "tip", "王姐");
}

async function get(path: string, role: StaffRole = "owner", shopId = shop.shopId) {
  const answer = await http.app.inject({
    url: `/api/v1${path}`,
    headers: { authorization: `${role} ${shopId}` },
  });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, json: () => answer.json() };
}

describe("reports over HTTP", () => {
  test.each(["/overview", "/reports/repurchase", "/lift", "/lift?from=2026-04-01&until=2026-04-30"])(
    "%s keeps the contract",
    async (path) => {
      expect((await get(path)).status).toBe(200);
      expect((await get(path, "moderator")).status).toBe(403);
    },
  );

  test("a show's report is its shop's own", async () => {
    const report = await get(`/reports/shows/${showId}`);
    expect(report.json()).toMatchObject({ inShow: { viewers: 1, orders: 1, gmvCents: 12_800 } });
    expect((await get(`/reports/shows/${showId}`, "owner", other.shopId)).status).toBe(404);
  });

  test.each(["?from=2026-05-02&until=2026-05-01", "?from=2020-01-01&until=2026-05-01", "?from=yesterday"])(
    "a window of days that makes no sense is refused: %s",
    async (query) => expect((await get(`/lift${query}`)).status).toBe(400),
  );
});

describe("the timeline", () => {
  test("tells everything of one member in one line, what she did as a guest included", async () => {
    const { items } = (await get(`/members/${member.memberId}/timeline`)).json();
    const told = items.map(({ title }: { title: { zh: string } }) => title.zh);
    const asGuest = ["第一次来访", "进入直播间《春茶》", "在直播间说：=1+1 有赠品吗", "访客记录并入该会员"];
    expect(
      told
        .toReversed()
        .filter((title: string) => asGuest.includes(title))
        .slice(-4),
    ).toEqual(asGuest);
    expect(told).toContain("用手机号加入会员");
    expect(told.some((title: string) => /^支付订单 R26\w+，¥128\.00$/u.test(title))).toBe(true);
    expect(told.some((title: string) => /^订单 R26\w+ 部分退款 ¥3\.00$/u.test(title))).toBe(true);
    const held = items.find(({ type }: { type: string }) => type === "touch.decided");
    expect(held.title.en).toBe(
      "The gate held back a touch until 05-02 09:00: quiet hours (How to steep tea)",
    );
    const times = items.map(({ at }: { at: string }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test("comes in pages that neither skip nor repeat", async () => {
    const path = `/members/${member.memberId}/timeline`;
    const whole = (await get(path)).json().items;
    const parts = [];
    for (let after = ""; ;) {
      const page = (await get(`${path}?limit=2${after}`)).json();
      parts.push(...page.items);
      if (!page.next) break;
      after = `&after=${page.next}`;
    }
    expect(parts).toEqual(whole);
    expect((await get(`${path}?after=nonsense`)).status).toBe(400);
  });

  test("is its shop's own", async () => {
    expect((await get(`/members/${member.memberId}/timeline`, "owner", other.shopId)).status).toBe(404);
  });
});

describe("the stream of facts", () => {
  test("is shown newest first, by type and by member, to who may see it", async () => {
    const said = (await get("/facts?type=chat.said")).json();
    expect(said.items).toMatchObject([
      { type: "chat.said", memberId: guestId, data: { text: "=1+1 有赠品吗" } },
    ]);
    const first = (await get("/facts?limit=3")).json();
    const second = (await get(`/facts?limit=3&after=${first.next}`)).json();
    expect(Number(second.items[0].id)).toBeLessThan(Number(first.items[2].id));
    expect((await get(`/facts?memberId=${guestId}`)).json().items.length).toBeGreaterThan(1);
    expect((await get("/facts?type=no.such")).status).toBe(400);
    expect((await get("/facts?after=x")).status).toBe(400);
    expect((await get("/facts", "analyst")).status).toBe(403);
    expect((await get("/facts?type=chat.said", "owner", other.shopId)).json().items).toEqual([]);
  });
});

describe("an export", () => {
  async function download(name: string) {
    const file = await get(`/exports/${name}`, "analyst");
    expect(file.status).toBe(200);
    expect(file.text.startsWith("\u{FEFF}")).toBe(true);
    return parse<Record<string, string>>(file.text, { bom: true, columns: true, record_delimiter: "\r\n" });
  }

  test("gives orders with their lines, in the shop's time and decimals", async () => {
    expect(await download("orders.csv")).toMatchObject([
      {
        status: "paid",
        paid_at: "2026-05-01 20:02:00",
        member_name: "'=HYPERLINK(1)",
        order_total: "128.00",
        order_refunded: "3.00",
        show_id: showId,
        sku: "A",
        quantity: "1",
        line_total: "128.00",
      },
    ]);
  });

  test("gives members, touches and facts", async () => {
    expect(await download("members.csv")).toMatchObject([{ member_id: member.memberId, orders: "1" }]);
    expect(await download("touches.csv")).toMatchObject([
      { member_id: member.memberId, status: "deferred" },
      {},
    ]);
    const facts = await download("facts.csv");
    const { items } = (await get("/facts?limit=200")).json();
    expect(facts.map(({ id }) => id)).toEqual(items.map(({ id }: { id: string }) => id).toReversed());
  });

  test("is in the audit log, and only for who may download", async () => {
    const file = await get("/exports/orders.csv", "analyst");
    expect(file.headers["content-disposition"]).toContain("tea-orders.csv");
    const deeds = await house.db.rows<{ actor: string; subject: string }>(
      sql`select actor, subject from audit_entry where action = 'export' and subject = 'orders.csv'`,
    );
    expect(deeds[0]).toEqual({ actor: "王姐", subject: "orders.csv" });
    expect((await get("/exports/orders.csv", "operator")).status).toBe(200);
    expect((await get("/exports/orders.csv", "host")).status).toBe(403);
    expect((await get("/exports/secrets.csv")).status).toBe(400);
  });
});
