import { afterAll, beforeAll, expect, test } from "vitest";
import { demoRoutes } from "../../contract/insight/insight.ts";
import { openSmallHouse, type SmallHouse, type TestShop } from "../../test/small-house.ts";
import { createMovableClock } from "../platform/clock/index.ts";
import { createTestHttp } from "../platform/http/testing.ts";
import { keepMessage, restoreClock, serveDemo } from "./index.ts";

let small: SmallHouse;
let shop: TestShop;
beforeAll(async () => {
  small = await openSmallHouse();
  shop = await small.openShop("demo");
});
afterAll(() => small.close());

test("what falls due while the clock is put forward is done at its time, not at the end", async () => {
  const member = await small.member(shop);
  const startsAt = small.clock.now().getTime();
  const answer = await small.caller()("POST /api/v1/demo/clock", { body: { advanceSeconds: 3 * 86_400 } });
  expect(new Date(answer.body.now).getTime()).toBe(startsAt + 3 * 86_400_000);
  const inbox = await member("GET /api/v1/front/inbox");
  const [welcome] = inbox.body.items;
  expect(welcome.kind).toBe("welcome");
  expect(new Date(welcome.sentAt).getTime() - startsAt).toBeLessThanOrEqual(6 * 3_600_000);
});

test("who is signed in stays so over any time that is skipped", async () => {
  await small.caller()("POST /api/v1/demo/clock", { body: { advanceSeconds: 31 * 86_400 } });
  expect((await shop.owner("GET /api/v1/shop")).status).toBe(200);
  small.passMinutes(91 * 1440);
  expect((await shop.owner("GET /api/v1/shop")).status).toBe(401);
});

test("a clock that was put forward stays so over a restart", async () => {
  await small.caller()("POST /api/v1/demo/clock", { body: { advanceSeconds: 3600 } });
  const restarted = createMovableClock();
  await restoreClock(small.db, restarted);
  expect(restarted.offset()).toBe(small.clock.offset());
});

test("the outbox shows the newest first, of one address when asked, and can be emptied", async () => {
  const call = small.caller();
  await call("DELETE /api/v1/demo/outbox");
  for (const [i, to] of ["a@mail.example", "b@mail.example", "a@mail.example"].entries()) {
    const at = new Date(Date.UTC(2026, 0, 1, 0, i));
    const words = { subject: `mail ${i}`, text: "x", html: null, headers: { "x-one": "1" } };
    await keepMessage(small.db, { at, channel: "email", to, ...words });
  }
  const subjects = async (query?: Record<string, string>) =>
    (await call("GET /api/v1/demo/outbox", query ? { query } : {})).body.items.map(
      (item: { subject: string }) => item.subject,
    );
  expect(await subjects()).toEqual(["mail 2", "mail 1", "mail 0"]);
  expect(await subjects({ to: "a@mail.example" })).toEqual(["mail 2", "mail 0"]);
  await call("DELETE /api/v1/demo/outbox");
  expect(await subjects()).toEqual([]);
});

test("where the demo is off there is no clock to move, no outbox to read and no password to see", async () => {
  const http = await createTestHttp({ env: { DEMO: "false" } });
  const catchUp = () => Promise.reject(new Error("nothing may run"));
  const signIns = [{ email: "owner@demo.example", password: "secret", role: "owner" }];
  const never = { catchUp, runTicks: catchUp, prolongSessions: catchUp };
  serveDemo(http, { db: small.db, clock: small.clock, on: false, signIns, ...never });
  const before = small.clock.now();
  for (const key of Object.keys(demoRoutes).filter((one) => one !== "GET /api/v1/demo")) {
    const [method, url] = key.split(" ") as ["GET", string];
    const payload = method === "GET" ? {} : { payload: { advanceSeconds: 60 } };
    const answer = await http.app.inject({ method, url, headers: http.ownPage, ...payload });
    expect(answer.statusCode, key).toBe(404);
  }
  const told = await http.app.inject({ method: "GET", url: "/api/v1/demo" });
  expect(told.json()).toMatchObject({ on: false, signIns: [] });
  expect(small.clock.now()).toEqual(before);
  await http.close();
});
