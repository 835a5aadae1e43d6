import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "../server/platform/database/index.ts";
import { createTestDatabase, type TestDatabase } from "../server/platform/database/testing.ts";
import { auditGate, findLost } from "../test/gate-ledger.ts";
import { dayMs, newcomers, opening, play } from "./play.ts";
import { policies } from "./policies.ts";
import { openWorld, type World } from "./world.ts";

let db: TestDatabase;
let world: World;
beforeAll(async () => {
  db = await createTestDatabase();
  world = openWorld(db.url, opening);
});
afterAll(async () => {
  await world.close();
  await db.drop();
});

test("Refrain's plan lives in the market through the gate alone; a blast passes no gate, as elsewhere", async () => {
  const frame = { seed: 1, shoppers: 40, warmUpDays: 28, fromDay: 0, untilDay: 28 };
  const start = newcomers(frame);
  const shop = await world.openShop();
  const memberIds: string[] = [];
  for (let no = 0; no < frame.shoppers; no += 1) memberIds.push(await world.addMember(shop.shopId, no));
  const premises = { ...shop, memberIds };
  const warm = await play(world, premises, { key: "warm-up", name: "", blasts: () => [] }, frame, start);
  expect(warm).toMatchObject({ messages: 0, unsubscribed: 0 });
  expect(warm.orders).toBeGreaterThan(20);
  await world.writeContent(premises);

  const window = { ...frame, fromDay: 28, untilDay: 42 };
  const plan = policies.find(({ key }) => key === "refrain")!;
  const planned = await play(world, premises, plan, window, start);
  const consented = new Map(memberIds.map((id) => [id, ["inbox"]]));
  const audit = await auditGate(db, shop.shopId, [], consented);
  expect(audit.violations).toEqual([]);
  expect(await findLost(db, shop.shopId, world.clock.now())).toEqual([]);
  expect(planned.messages).toBeGreaterThan(20);

  const sent = () =>
    db.row<{ count: number }>(sql`select count(*)::int as count from touch where class = 'marketing'`);
  const before = (await sent())!.count;
  const later = { ...frame, fromDay: 42, untilDay: 49 };
  world.clock.set(new Date(opening.getTime() + 42 * dayMs));
  const blast = policies.find(({ key }) => key === "thrice")!;
  const blasted = await play(world, premises, blast, later, { ...start });
  expect(blasted.messages).toBeGreaterThan(60);
  expect((await sent())!.count).toBe(before);
}, 240_000);
