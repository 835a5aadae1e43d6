import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mayDo, roles, type StaffRight, type StaffRole, staffRights } from "../contract/rights.ts";
import type { Route } from "../contract/route.ts";
import { type AllRoutes, allRoutes } from "../contract/routes.ts";
import { sessionCookies } from "../contract/session-cookies.ts";
import { signMediaToken } from "../server/live/media/media-tokens.ts";
import { sql } from "../server/platform/database/index.ts";
import { anyParams, foreignFilters, foreignIds } from "./security/foreign-ids.ts";
import { furnish, type Things } from "./security/things.ts";
import {
  type Answer,
  type Call,
  openSmallHouse,
  type Shopper,
  type SmallHouse,
  type StaffCall,
  type TestShop,
} from "./small-house.ts";

/** Nobody sees or changes what is another shop's, nor what her role does not allow. */

const mark = "SECRET-OF-A";
type Key = keyof AllRoutes;
const routes = Object.entries<Route>(allRoutes) as [Key, Route][];

let small: SmallHouse;
let shopA: TestShop;
let shopB: TestShop;
let a: Things;
let shopperB: Shopper;
const staffB = new Map<StaffRole, StaffCall>();

beforeAll(async () => {
  small = await openSmallHouse({ reports: true });
  shopA = await small.openShop("shop-a");
  shopB = await small.openShop("shop-b");
  a = await furnish(small, shopA, mark);
  shopperB = await small.member(shopB);
  for (const role of Object.keys(roles) as StaffRole[]) {
    staffB.set(role, role === "owner" ? shopB.owner : await shopB.hire(role));
  }
});
afterAll(() => small.close());

const isFront = (route: Route) => route.access === "shopper" || route.access === "member";
const isStaffs = (route: Route) => typeof route.access === "object";

/** Everything the database holds of a shop, table by table, as one line each. */
async function everythingOf(shopId: string): Promise<Record<string, string>> {
  const tables = await small.db.rows<{ name: string }>(sql`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'shop_id' order by 1`);
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await small.db.pool.query<{ print: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print
       from "${name}" t where shop_id = $1`,
      [shopId],
    );
    found[name] = rows[0]!.print;
  }
  return found;
}

describe("another shop's ids", () => {
  const withIds = routes.filter(([, route]) => isFront(route) || isStaffs(route));

  test("every route of the contract is served and has an entry in the table", () => {
    const served = small.house.http.listServedRoutes().map(({ key }) => key);
    const media = (key: string) => /\/wh[ie]p\//u.test(key);
    expect(routes.map(([key]) => key).filter((key) => !media(key) && !served.includes(key))).toEqual([]);
    expect(Object.keys(foreignIds).toSorted()).toEqual(Object.keys(allRoutes).toSorted());
  });

  test("a route with an id in its path has a foreign id in the table", () => {
    const forgotten = withIds
      .filter(([key]) => /\{(?:id|memberId|messageId|itemId|code)\}/u.test(key))
      .filter(([key]) => foreignIds[key](a).length === 0);
    expect(forgotten.map(([key]) => key)).toEqual([]);
  });

  test("give 404 on every route, leak nothing and change nothing", async () => {
    await small.house.events.idle();
    const before = await everythingOf(shopA.id);
    for (const [key, route] of withIds) {
      const callers: Call[] = isFront(route) ? [shopperB] : [shopB.owner];
      for (const call of callers) {
        for (const ask of foreignIds[key](a)) {
          const answer = await call(key, ask);
          expect(answer.status, `${key} ${answer.text}`).toBe(404);
          expect(answer.text, key).not.toContain(mark);
        }
      }
    }
    await small.house.events.idle();
    expect(await everythingOf(shopA.id)).toEqual(before);
  });

  test("as a filter find nothing of that shop", async () => {
    for (const [key, query] of foreignFilters) {
      const call: Call = isFront(allRoutes[key]) ? shopperB : shopB.owner;
      const answer = await call(key, { query: query(a) });
      expect(answer.status, `${key} ${answer.text}`).toBe(200);
      expect(answer.text, key).not.toContain(mark);
    }
  });

  test("no list, report or export of one shop holds anything of the other", async () => {
    const exports = ["orders.csv", "members.csv", "touches.csv", "facts.csv"];
    for (const [key, route] of withIds) {
      if (!key.startsWith("GET ") || foreignIds[key](a).length > 0) continue;
      const call: Call = isFront(route) ? shopperB : shopB.owner;
      for (const name of key.includes("{name}") ? exports : [""]) {
        const answer = await call(key, { params: { name } });
        expect(answer.status, `${key} ${answer.text}`).toBe(200);
        expect(answer.text, key).not.toContain(mark);
      }
    }
  });

  test("of one's own shop are found: the table names things that exist", async () => {
    const missing: string[] = [];
    // What takes things away comes last.
    const isDelete = ([key]: (typeof withIds)[number]) => key.startsWith("DELETE ");
    for (const [key, route] of [...withIds.filter((one) => !isDelete(one)), ...withIds.filter(isDelete)]) {
      const call: Call = isFront(route) ? a.shopper : shopA.owner;
      for (const ask of foreignIds[key](a)) {
        const { body, text } = await call(key, ask);
        const isLost = ["not_found", "not_signed_in", "not_allowed", "internal"].includes(body?.error?.code);
        if (isLost) missing.push(`${key} ${text}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

describe("the wrong person", () => {
  test("nobody signed in: 401 on every route that is not public", async () => {
    for (const [key, route] of routes) {
      if (!isFront(route) && !isStaffs(route)) continue;
      const answer = await small.caller()(key, { params: anyParams });
      expect(answer.status, key).toBe(401);
    }
  });

  test("a session of the other kind: a shopper is no staff, staff is no shopper", async () => {
    for (const [key, route] of routes) {
      if (!isFront(route) && !isStaffs(route)) continue;
      const call: Call = isFront(route) ? shopB.owner : shopperB;
      const answer = await call(key, { params: anyParams });
      expect(answer.status, key).toBe(401);
    }
  });

  test("every role: 403 on every route it has no right for", async () => {
    let refused = 0;
    for (const [key, route] of routes) {
      if (typeof route.access !== "object") continue;
      for (const [role, call] of staffB) {
        if (mayDo(role, route.access.right)) continue;
        const answer = await call(key, { params: anyParams });
        expect(answer.status, `${role} ${key}`).toBe(403);
        expect(answer.body.error.details).toEqual({ right: route.access.right });
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });

  test("an API key does what its scopes say and nothing else, and nothing once revoked", async () => {
    const rights: StaffRight[] = ["shows.read"];
    const made = await shopB.owner("POST /api/v1/api-keys", { body: { name: "narrow", rights } });
    const call = small.caller({ authorization: `Bearer ${made.body.secret as string}` });
    expect((await call("GET /api/v1/shows")).status).toBe(200);
    for (const [key, route] of routes) {
      if (typeof route.access !== "object" || rights.includes(route.access.right)) continue;
      expect((await call(key, { params: anyParams })).status, key).toBe(403);
    }
    await shopB.owner("DELETE /api/v1/api-keys/{id}", { params: { id: made.body.key.id } });
    expect((await call("GET /api/v1/shows")).status).toBe(401);
  });

  test("a guest is kept from what only members may do", async () => {
    const guest = await small.guest(shopB);
    for (const [key, route] of routes) {
      if (route.access !== "member") continue;
      expect((await guest(key, { params: anyParams })).status, key).toBe(403);
    }
  });

  test("every right is asked for by some route", () => {
    const asked = new Set(routes.map(([, { access }]) => (typeof access === "object" ? access.right : "")));
    expect(Object.keys(staffRights).filter((right) => !asked.has(right as StaffRight))).toEqual([]);
  });
});

test("a write from another site's page is refused on every route, whatever cookies come along", async () => {
  const owner = await small.house.shop.staff.signIn("owner@shop-b.example", "a long password");
  const cookie = `${sessionCookies.staff}=${owner.secret}; ${sessionCookies.shopper}=${shopperB.secret}`;
  const call = small.caller({ cookie });
  const before = await everythingOf(shopB.id);
  for (const [key] of routes) {
    if (key.startsWith("GET ")) continue;
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    const answer = await call(key, { params: anyParams, headers });
    expect(answer.body?.error?.code, key).toBe("forbidden_origin");
  }
  expect(await everythingOf(shopB.id)).toEqual(before);
});

describe("tickets to play and publish", () => {
  const offer = (key: string, showId: string, token: string): Promise<Answer> =>
    small.caller()(key, {
      params: { id: showId },
      headers: { authorization: `Bearer ${token}`, "content-type": "application/sdp" },
      body: "v=0",
    });
  const sign = (more: Partial<Parameters<typeof signMediaToken>[0]>, secret = small.secretKey): string =>
    signMediaToken(
      {
        shopId: shopA.id,
        showId: a.showId,
        may: "play",
        expiresAt: new Date(small.clock.now().getTime() + 60_000),
        ...more,
      },
      Buffer.from(secret),
    );
  const whep = "POST /api/v1/whep/{id}";

  test("a good one plays", async () => {
    expect((await offer(whep, a.showId, sign({}))).status).toBe(201);
  });

  const bad: readonly (readonly [what: string, token: () => string])[] = [
    ["forged", () => sign({}, "a key that somebody else has made")],
    ["cut short", () => sign({}).slice(0, -2)],
    ["expired", () => sign({ expiresAt: new Date(small.clock.now().getTime() - 1) })],
    ["of another show", () => sign({ showId: a.plannedShowId })],
    ["to publish", () => sign({ may: "publish" })],
    ["empty", () => ""],
  ];
  test.each(bad)("one that is %s: 401", async (_what, token) => {
    const answer = await offer(whep, a.showId, token());
    expect(answer.status).toBe(401);
    expect(answer.body.error.code).toBe("media_token_invalid");
  });

  test("one that names another shop than the show's finds no show", async () => {
    expect((await offer(whep, a.showId, sign({ shopId: shopB.id }))).status).toBe(404);
  });

  test("to play does not let one publish", async () => {
    expect((await offer("POST /api/v1/whip/{id}", a.showId, sign({}))).status).toBe(401);
  });
});

describe("what nobody should send", () => {
  const junk = [
    "x",
    "'; drop table member; --",
    "00000000-0000-0000-0000-000000000000",
    "\u0000",
    "9".repeat(60),
  ];

  test("a page mark that is none is a bad request or an empty page, never a failure of ours", async () => {
    for (const [key, route] of routes) {
      if (!key.startsWith("GET ") || !(isFront(route) || isStaffs(route)) || key.includes("{")) continue;
      for (const after of junk) {
        const call: Call = isFront(route) ? shopperB : shopB.owner;
        const answer = await call(key, { query: { after } });
        expect([200, 400], `${key} after=${after}: ${answer.text}`).toContain(answer.status);
      }
    }
  });

  test("text with a null character is a bad request, never a failure of ours", async () => {
    const nul = "a\u0000b";
    const asks = [
      await shopB.owner("GET /api/v1/products", { query: { search: nul } }),
      await shopB.owner("GET /api/v1/members", { query: { search: nul } }),
      await shopB.owner("PATCH /api/v1/shop", { body: { name: nul } }),
      await shopperB("PATCH /api/v1/front/me", { body: { name: nul } }),
      await shopB.owner("POST /api/v1/content", {
        body: { title: { en: nul }, body: { en: nul }, kind: "tip" },
      }),
    ];
    expect(asks.map((answer) => answer.status)).toEqual([400, 400, 400, 400, 400]);
  });

  test("a time zone that is none is refused", async () => {
    for (const timeZone of ["Middle/Earth", "+08:00", "UTC; drop table"]) {
      const answer = await shopperB("PATCH /api/v1/front/me", { body: { timeZone } });
      expect(answer.body.error.code, timeZone).toBe("invalid_input");
    }
  });
});
