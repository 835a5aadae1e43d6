import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "../../platform/database/index.ts";
import { createTestWorld, type TestWorld } from "../testing-shop.ts";

let world: TestWorld;
let shopId: string;
let otherShopId: string;
const products: { id: string; variantId: string }[] = [];
const members: string[] = [];

/** Twelve members over sixteen weeks: the first six buy tea every 14 days, the others once. */
beforeAll(async () => {
  world = await createTestWorld();
  shopId = await world.openShop("tea");
  otherShopId = await world.openShop("other");
  products.push(await world.addProduct(shopId, "龙井", "Longjing", {}));
  products.push(await world.addProduct(shopId, "茶杯", "Tea cup", {}));
  products.push(await world.addProduct(shopId, "茶粉", "Matcha", { useUpDays: 30 }));
  const foreign = await world.addProduct(otherShopId, "杂物", "Things");
  for (let i = 0; i < 12; i += 1) members.push(await world.addMember(shopId));
  const stranger = await world.addMember(otherShopId);
  for (let fortnight = 0; fortnight < 8; fortnight += 1) {
    for (const [i, member] of members.entries()) {
      if (i < 6) await world.buy(shopId, member, products[0]!.variantId);
      else if (fortnight === 7) await world.buy(shopId, member, products[i % 3]!.variantId);
    }
    await world.buy(otherShopId, stranger, foreign.variantId);
    world.passDays(14);
  }
  world.passDays(-7);
});
afterAll(() => world.close());

test("every buyer is forecast from the shop's own orders, and nobody else", async () => {
  const summary = await world.repurchase.forecasts.refit(shopId);
  expect(summary).toMatchObject({ customers: 12, converged: true });
  const found = await world.repurchase.forecasts.list(shopId, { limit: 100, sort: "expected" });
  expect(found.map((row) => row.memberId).toSorted()).toEqual(members.toSorted());
  expect(found[0]).toMatchObject({ repeats: 7, recencyWeeks: 14 });
  expect(found[0]!.expectedOrders90).toBeGreaterThan(found.at(-1)!.expectedOrders90);
  expect(found[0]!.expectedSpend90Cents / found[0]!.expectedOrders90).toBeCloseTo(5000, -3);
  expect(await world.repurchase.forecasts.list(otherShopId, { limit: 10, sort: "alive" })).toEqual([]);
  const fit = await world.repurchase.forecasts.fit(shopId);
  expect(fit?.calibration.reduce((sum, row) => sum + row.observed, 0)).toBe(12);
  expect(await world.factsOf(shopId, "models.fitted")).toHaveLength(1);
  expect(world.steps.at(-1)).toMatchObject({ work: "fit", fraction: 1, done: true });
});

test("a steady rhythm gives the next need about one rhythm after the last purchase", async () => {
  const [need] = await world.repurchase.forecasts.needsOf(shopId, [members[0]!]);
  expect(need).toMatchObject({ productId: products[0]!.id, timesBought: 8 });
  const days = (need!.dueAt.getTime() - need!.lastBoughtAt.getTime()) / 86_400_000;
  expect(days).toBeGreaterThan(10);
  expect(days).toBeLessThan(20);
  expect(need!.earliestAt < need!.dueAt && need!.dueAt < need!.latestAt).toBe(true);
});

test("a product bought once is a need only when its use-up time is known or others come back for it", async () => {
  const needs = await world.repurchase.forecasts.needsOf(shopId, members.slice(6));
  expect(new Set(needs.map((need) => need.productId))).toEqual(new Set([products[0]!.id, products[2]!.id]));
  const matcha = needs.find((need) => need.productId === products[2]!.id)!;
  expect(matcha.basis).not.toBe("member");
});

test("a new fit replaces the forecasts whole; old rows are gone", async () => {
  const before = await world.repurchase.forecasts.fit(shopId);
  world.passDays(1);
  await world.buy(shopId, members[7]!, products[1]!.variantId);
  await world.repurchase.forecasts.refit(shopId);
  const after = await world.repurchase.forecasts.fit(shopId);
  expect(after!.id).not.toBe(before!.id);
  const fits = await world.db.rows(sql`select distinct fit_id as id from member_forecast`);
  expect(fits).toEqual([{ id: after!.id }]);
});

test("an import asks for a fit and a day makes one due, once; so does a shop's first order", async () => {
  const { forecasts } = world.repurchase;
  expect(await forecasts.refitDue()).toBe(1);
  expect(await forecasts.fit(otherShopId)).toBeDefined();
  expect(await forecasts.refitDue()).toBe(0);
  const data = { format: "plain", lines: 1, orders: 1, members: 1, rejected: 0 };
  const fact = { shopId, type: "import.finished" as const, subjectId: shopId, at: world.clock.now(), data };
  await world.db.transaction((tx) => world.events.append(tx, fact));
  await world.events.idle();
  expect(await forecasts.refitDue()).toBe(1);
  expect(await forecasts.refitDue()).toBe(0);
  world.passDays(1.1);
  expect(await forecasts.refitDue()).toBe(2);
});

test("when the whole record ended long ago, forecasts are made as of its end", async () => {
  world.passDays(4000);
  await world.repurchase.forecasts.refit(shopId);
  const fit = await world.repurchase.forecasts.fit(shopId);
  expect(fit!.asOf.getTime()).toBeLessThan(world.clock.now().getTime() - 3900 * 86_400_000);
  expect(fit!.note).toContain("订单记录止于");
  const [best] = await world.repurchase.forecasts.list(shopId, { limit: 1, sort: "alive" });
  expect(best!.aliveChance).toBeGreaterThan(0.5);
  world.passDays(-4000);
});
