import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestClickhouse, type TestClickhouse } from "../../platform/clickhouse/index.ts";
import { createEvents } from "../../platform/events/index.ts";
import { createInsight } from "../index.ts";
import { openTestHouse, type TestHouse } from "../testing-insight.ts";

let house: TestHouse;
let shopId: string;
let buyOne: () => Promise<unknown>;
const later: TestClickhouse[] = [];

beforeAll(async () => {
  house = await openTestHouse("2026-05-01T12:00:00Z");
  await house.insight.open();
  const shop = await house.openShop("tea");
  ({ shopId } = shop);
  const { variantId } = await shop.product("A", 5000);
  buyOne = async () => shop.buy(await shop.guest(), variantId);
  await buyOne();
  await house.insight.idle();
});
afterAll(async () => {
  await house.close();
  for (const store of later) await store.drop();
});

test("a store that was lost and begins anew is filled again from the first fact", async () => {
  const store = await startTestClickhouse();
  later.push(store);
  const events = createEvents({ db: house.db, log: house.log, clock: house.clock });
  const insight = createInsight({ ...house.options, events, clickhouse: store.clickhouse });
  await expect(insight.repurchaseReport(shopId)).rejects.toMatchObject({ code: "unavailable" });
  await insight.open();
  await insight.idle();
  expect((await insight.repurchaseReport(shopId)).buyers).toBe(1);
  // Opened once more, as after a restart, it goes on where it was.
  const again = createEvents({ db: house.db, log: house.log, clock: house.clock });
  const restarted = createInsight({ ...house.options, events: again, clickhouse: store.clickhouse });
  await restarted.open();
  await buyOne();
  await restarted.idle();
  expect((await restarted.repurchaseReport(shopId)).buyers).toBe(2);
  await insight.close();
  await restarted.close();
});

test("while the store is away reports answer unavailable", async () => {
  const store = await startTestClickhouse();
  later.push(store);
  const events = createEvents({ db: house.db, log: house.log, clock: house.clock });
  const insight = createInsight({ ...house.options, events, clickhouse: store.clickhouse });
  await insight.open();
  await store.embedded.stop();
  const unavailable = { code: "unavailable" };
  await expect(insight.overview(shopId)).rejects.toMatchObject(unavailable);
  await expect(insight.lift(shopId)).rejects.toMatchObject(unavailable);
  await insight.close();
});

test("what happened while the store was away is not missing afterwards", async () => {
  await house.insight.idle();
  const { buyers } = await house.insight.repurchaseReport(shopId);
  process.kill(house.store.embedded.pid()!, "SIGKILL");
  await buyOne();
  await house.insight.idle();
  expect((await house.insight.repurchaseReport(shopId)).buyers).toBe(buyers + 1);
});
