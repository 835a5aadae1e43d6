import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSmallHouse, type SmallHouse, type TestShop } from "../../../test/small-house.ts";
import { sql } from "../../platform/database/index.ts";
import { createStaffDesk } from "./index.ts";

let small: SmallHouse;
let shop: TestShop;
beforeAll(async () => {
  small = await openSmallHouse();
  shop = await small.openShop("staff");
});
afterAll(() => small.close());

const signIn = (email: string, password: string) =>
  small.caller()("POST /api/v1/staff/session", { body: { email, password } });
const change = (id: string, body: object) => shop.owner("PATCH /api/v1/staff/{id}", { params: { id }, body });

describe("signing in", () => {
  test("with the right password, in any spelling of the address", async () => {
    const answer = await signIn("OWNER@staff.example", "a long password");
    expect(answer.status).toBe(200);
    expect(answer.body.staff.role).toBe("owner");
    expect(String(answer.headers["set-cookie"])).toMatch(/HttpOnly/u);
  });

  test("a wrong password and an unknown address are refused in the same words", async () => {
    const [wrong, unknown] = [
      await signIn("owner@staff.example", "another password"),
      await signIn("nobody@staff.example", "a long password"),
    ];
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body.error.message).toBe(unknown.body.error.message);
  });

  test("staff stay signed in while they work, and are signed out after their hours away", async () => {
    const desk = createStaffDesk({ db: small.db, clock: small.clock, sessionHours: 24 });
    const { secret } = await desk.signIn("owner@staff.example", "a long password");
    for (let hours = 0; hours < 100; hours += 20) {
      small.passMinutes(20 * 60);
      expect(await desk.staffBySession(secret)).toMatchObject({ role: "owner" });
    }
    small.passMinutes(24 * 60);
    expect(await desk.staffBySession(secret)).toBeUndefined();
  });

  test("neither passwords nor session secrets are stored as they are", async () => {
    const { secret } = await small.house.shop.staff.signIn("owner@staff.example", "a long password");
    const rows = await small.db.rows<{ line: string }>(sql`
      select t::text as line from staff t union all select t::text from staff_session t`);
    const all = rows.map((row) => row.line).join("\n");
    expect(all).not.toContain("a long password");
    expect(all).not.toContain(secret);
  });
});

describe("changing staff", () => {
  test("taking access away ends every session at once", async () => {
    const host = await shop.hire("host");
    expect((await host("GET /api/v1/shows")).status).toBe(200);
    await change(host.staffId, { active: false });
    expect((await host("GET /api/v1/shows")).status).toBe(401);
    expect((await signIn("host@staff.example", "a long password")).status).toBe(401);
  });

  test("another role means other rights from the next request on", async () => {
    const moderator = await shop.hire("moderator");
    expect((await moderator("GET /api/v1/orders")).status).toBe(403);
    await change(moderator.staffId, { role: "service" });
    expect((await moderator("GET /api/v1/orders")).status).toBe(200);
  });

  test("a shop always keeps an active owner, also when both go at once", async () => {
    const home = await small.openShop("two-owners");
    const second = await home.owner("POST /api/v1/staff", {
      body: { email: "second@two.example", name: "Second", role: "owner", password: "a long password" },
    });
    const demote = (id: string) =>
      home.owner("PATCH /api/v1/staff/{id}", { params: { id }, body: { role: "operator" } });
    const answers = await Promise.all([demote(home.owner.staffId), demote(second.body.id)]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)[0]).toBe(200);
    const owners = await small.db.rows(sql`
      select id from staff where shop_id = ${home.id} and role = 'owner' and active`);
    expect(owners).toHaveLength(1);
  });

  test("an address has one account, in any spelling", async () => {
    const body = { email: "Owner@Staff.example", name: "x", role: "host", password: "a long password" };
    expect((await shop.owner("POST /api/v1/staff", { body })).status).toBe(409);
  });

  test("every deed is in the audit log with its actor", async () => {
    await shop.owner("PATCH /api/v1/shop", { body: { name: "新茶铺" } });
    const { items } = (await shop.owner("GET /api/v1/audit")).body;
    expect(items.find((deed: { action: string }) => deed.action === "shop.change")).toMatchObject({
      actor: "owner",
      details: { name: "新茶铺" },
    });
  });
});
