import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "../../platform/database/index.ts";
import { createTestWorld, type TestWorld } from "../testing-shop.ts";
import type { ItemView } from "./plan-views.ts";

let world: TestWorld;
let shopId: string;
let otherShopId: string;
let tea: { id: string; variantId: string };
const members: string[] = [];
const strangers: string[] = [];
const silent: string[] = [];

/** Sixty members who allow the inbox, four who allow nothing; thirty buy tea every fortnight. */
beforeAll(async () => {
  world = await createTestWorld();
  shopId = await world.openShop("tea");
  otherShopId = await world.openShop("other");
  tea = await world.addProduct(shopId, "龙井", "Longjing");
  await world.addProduct(shopId, "茶杯", "Cup");
  for (let i = 0; i < 60; i += 1) members.push(await world.addMember(shopId));
  for (let i = 0; i < 4; i += 1) silent.push(await world.addMember(shopId, []));
  for (let i = 0; i < 5; i += 1) strangers.push(await world.addMember(otherShopId));
  for (let fortnight = 0; fortnight < 6; fortnight += 1) {
    for (const member of members.slice(0, 30)) await world.buy(shopId, member, tea.variantId);
    world.passDays(14);
  }
  await world.events.idle();
  await world.engage.runDue();
  world.passDays(-4);
  for (const title of ["水温", "茶具", "春茶", "存茶"]) await addTip(title);
  await world.repurchase.forecasts.refit(shopId);
});
afterAll(() => world.close());

function addTip(title: string) {
  const text = { zh: `${title}的小知识`, en: `About ${title}` };
  return world.engage.content.add(shopId, { title: text, body: text, kind: "tip", category: "茶" }, "a test");
}

async function itemsOf(planId: string): Promise<ItemView[]> {
  return world.repurchase.plans.items(shopId, planId, { limit: 1000 });
}

const touchesOf = (items: readonly ItemView[]) => items.filter((item) => item.choice !== "nothing");

/** Lives through a week, hour by hour while anybody may be written to, letting the gate decide what is due. */
async function liveAWeek() {
  for (let hour = 0; hour < 7 * 24; hour += 1) {
    world.clock.advance(3_600_000);
    const shanghai = (world.clock.now().getUTCHours() + 8) % 24;
    if (shanghai >= 9 && shanghai < 21) await world.engage.runDue();
  }
  await world.events.idle();
}

/** Members read what they got; without that, attention is seen to fall and the plan grows quiet. */
async function readEverything(planId: string) {
  for (const touch of await world.engage.touches.list(shopId, { limit: 1000, source: `plan:${planId}` })) {
    await world.engage.touches.noteSeen(shopId, touch.id, "opened");
  }
  await world.events.idle();
}

async function decisionsFor(planId: string) {
  const facts = await world.factsOf(shopId, "touch.decided");
  return facts.filter((fact) => fact.type === "touch.decided" && fact.data.source === `plan:${planId}`);
}

test("every member of the shop gets one item with a reason in both languages, and no other shop's members", async () => {
  const plan = await world.repurchase.plans.make(shopId, "an operator");
  const items = await itemsOf(plan.id);
  expect(items.map((item) => item.memberId).toSorted()).toEqual([...members, ...silent].toSorted());
  expect(items.filter((item) => strangers.includes(item.memberId))).toEqual([]);
  for (const item of items) {
    expect(item.reason.zh && item.reason.en).toBeTruthy();
    expect(item.choice === "nothing").toBe(item.leftAlone !== null);
  }
  expect(plan).toMatchObject({ status: "proposed", members: 64, progress: 1 });
  const all = Object.values(plan.counts).reduce((sum, count) => sum + count, 0);
  expect(all).toBe(64);
  expect(plan.counts["content"]).toBeGreaterThan(40);
  expect(await world.repurchase.plans.list(otherShopId)).toEqual([]);
});

test("a member of the control group is never planned a touch, nor one who allowed no channel", async () => {
  const policy = await world.engage.trust.policy(shopId);
  const half = { ...policy, controlShare: 0.5 };
  await world.engage.trust.changePolicy(shopId, half, "to have a large control group", "a test");
  const plan = await world.repurchase.plans.make(shopId, "an operator");
  const items = await itemsOf(plan.id);
  const control = items.filter((item) => world.engage.trust.inControlGroup(shopId, item.memberId, 0.5));
  expect(control.length).toBeGreaterThan(10);
  for (const item of control) expect(item).toMatchObject({ choice: "nothing", leftAlone: "control_group" });
  for (const item of items.filter((one) => silent.includes(one.memberId))) {
    expect(item.choice).toBe("nothing");
    expect(["no_consent", "control_group"]).toContain(item.leftAlone);
  }
  await world.engage.trust.changePolicy(shopId, policy, "back to the usual", "a test");
});

test("an older plan cannot be approved beside a newer one, nor another shop's", async () => {
  const older = await world.repurchase.plans.make(shopId, "an operator");
  world.clock.advance(1000);
  await world.repurchase.plans.make(shopId, "an operator");
  const approving = world.repurchase.plans.approve(shopId, older.id, "an operator");
  await expect(approving).rejects.toMatchObject({ code: "conflict" });
  const foreign = world.repurchase.plans.approve(otherShopId, older.id, "an operator");
  await expect(foreign).rejects.toMatchObject({ code: "not_found" });
});

test("approving twice sends once, and the removed member is left alone", async () => {
  world.clock.advance(1000);
  const { plans } = world.repurchase;
  const plan = await plans.make(shopId, "an operator");
  const planned = touchesOf(await itemsOf(plan.id));
  await plans.removeItem(shopId, plan.id, planned[0]!.id, "an operator");
  await plans.approve(shopId, plan.id, "an operator");
  await plans.approve(shopId, plan.id, "an operator");
  const wished = await world.engage.touches.list(shopId, { limit: 1000, source: `plan:${plan.id}` });
  expect(wished).toHaveLength(planned.length - 1);
  expect(wished.map((touch) => touch.memberId)).not.toContain(planned[0]!.memberId);
  expect(await world.factsOf(shopId, "plan.approved")).toHaveLength(1);
  const removing = plans.removeItem(shopId, plan.id, planned[1]!.id, "an operator");
  await expect(removing).rejects.toMatchObject({ code: "conflict" });
  const next = await plans.make(shopId, "an operator");
  expect(next.leftAlone["already_planned"]).toBe(planned.length - 1);
});

test("what a crash left between approval and the gate is taken up again, and nothing is wished twice", async () => {
  const { plans } = world.repurchase;
  const approved = (await plans.list(shopId)).find((plan) => plan.status === "approved")!;
  const filter = { limit: 1000, source: `plan:${approved.id}` };
  const before = await world.engage.touches.list(shopId, filter);
  await world.db.run(sql`update plan_item set status = 'approved', touch_id = null where status = 'queued'`);
  expect(await plans.resume()).toBe(1);
  expect(await world.engage.touches.list(shopId, filter)).toEqual(before);
  const items = touchesOf(await itemsOf(approved.id)).filter((item) => item.status === "queued");
  expect(items.map((item) => item.touchId ?? "").toSorted()).toEqual(
    before.map((touch) => touch.id).toSorted(),
  );
  expect(await plans.resume()).toBe(0);
});

test("what was planned goes out in its week, and the items say so", async () => {
  const approved = (await world.repurchase.plans.list(shopId)).find((plan) => plan.status === "approved")!;
  await liveAWeek();
  const items = touchesOf(await itemsOf(approved.id)).filter((item) => item.status !== "removed");
  expect(new Set(items.map((item) => item.status))).toEqual(new Set(["sent"]));
  for (const fact of await decisionsFor(approved.id)) expect(fact.data).toMatchObject({ outcome: "send" });
});

test("week after week: value first, then sales, never more than a fifth, and the gate has nothing to object to", async () => {
  const { plans, forecasts } = world.repurchase;
  let sold = 0;
  for (let week = 0; week < 6; week += 1) {
    await addTip(`第 ${week} 周`);
    for (const member of members.slice(0, 30))
      if (week % 2 === 0) await world.buy(shopId, member, tea.variantId);
    await world.events.idle();
    await forecasts.refit(shopId);
    const plan = await plans.make(shopId, "an operator");
    expect(plan.salesShare).toBeLessThanOrEqual(0.2 + 1e-9);
    expect(plan.solution!.gap).toBeGreaterThanOrEqual(-1e-9);
    expect(plan.solution!.gap).toBeLessThanOrEqual(plan.solution!.multiplier + 1e-9);
    await plans.approve(shopId, plan.id, "an operator");
    await liveAWeek();
    await readEverything(plan.id);
    const objections = (await decisionsFor(plan.id)).filter(
      (fact) => fact.type === "touch.decided" && fact.data.outcome !== "send",
    );
    expect(objections).toEqual([]);
    sold += touchesOf(await itemsOf(plan.id)).filter((item) => item.purpose === "sales").length;
  }
  expect(sold).toBeGreaterThan(0);
}, 120_000);

test("when the operator takes value out, the sales worth least go with it", async () => {
  const { plans, forecasts } = world.repurchase;
  await addTip("最后一周");
  await forecasts.refit(shopId);
  const plan = await plans.make(shopId, "an operator");
  const items = touchesOf(await itemsOf(plan.id));
  const value = items.filter((item) => item.purpose === "value");
  expect(items.length).toBeGreaterThan(value.length);
  for (const item of value.slice(0, value.length - 4)) {
    await plans.removeItem(shopId, plan.id, item.id, "an operator");
  }
  const approved = await plans.approve(shopId, plan.id, "an operator");
  expect(approved.salesShare).toBeLessThanOrEqual(0.2 + 1e-9);
  expect(approved.counts["content"]).toBe(4);
});
