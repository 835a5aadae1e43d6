import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NewFact } from "../../platform/events/index.ts";
import { newId } from "../../platform/ids/index.ts";
import { copyFacts } from "../behaviour/copy-facts.ts";
import { openTestHouse, type TestHouse } from "../testing-insight.ts";

/**
 * A small shop whose every figure was counted by hand. Times are UTC; the shop's clock is eight hours ahead.
 *
 * Ann bought before the show, Cat only joined, Fay joined and never bought. In the show of 1 May 12:00–13:00: Ann buys A;
 * Bob comes as a guest, joins and buys A; Cat watches as a guest first and buys two B just before the end, paid after it;
 * Dan looks; Eve opens A and likes. Then Ann buys on 3 May, Eve joins on 4 May, a second show on 11 May brings Bob (who
 * buys B) and Eve back, Eve buys on 13 May. Half of one B is refunded to Cat on 2 May.
 */
let house: TestHouse;
let shopId: string;
let showId: string;
let a: { productId: string; variantId: string };
let b: { productId: string; variantId: string };
let refund: () => Promise<unknown>;
const seen: Record<string, unknown> = {};

beforeAll(async () => {
  house = await openTestHouse("2026-03-31T17:00:00Z");
  const { clock, live, shop, engage, insight } = house;
  await insight.open();
  const at = (time: string) => clock.set(new Date(`2026-${time}:00Z`));
  const ours = await house.openShop("ours");
  ({ shopId } = ours);
  a = await ours.product("A", 5000);
  b = await ours.product("B", 3000);
  const ann = await ours.member("13800000001");
  await ours.member("13800000006"); // Fay
  const cat = await ours.member("13800000003");
  await engage.trust.changeContact(shopId, ann.memberId, [{ channel: "email", granted: true }]);
  await ours.buy(ann, a.variantId, 2);

  at("05-01T11:50");
  const products = [{ productId: a.productId }, { productId: b.productId }];
  const show = await live.shows.plan(
    shopId,
    { title: { zh: "五一专场" }, startsAt: clock.now().toISOString(), products },
    "Host",
  );
  showId = show.id;
  const enter = (who: { memberId: string }, id = showId) => live.presence.enter(shopId, id, who.memberId);
  const report = (
    who: { memberId: string },
    seconds: number,
    seenIds: string[] = [],
    opened: string[] = [],
  ) => live.presence.report(shopId, showId, who.memberId, { seconds, seen: seenIds, opened });

  at("05-01T12:00");
  await live.shows.step(shopId, showId, "on_air", "Host");
  await live.presence.noteMinute(shopId, showId, 2);
  await enter(ann);
  const bob = await ours.guest();
  await enter(bob);
  const catAsGuest = await ours.guest();
  await enter(catAsGuest);
  await report(catAsGuest, 60, [a.productId]);
  await live.chat.say(shopId, showId, catAsGuest.memberId, "有赠品吗", crypto.randomUUID());
  at("05-01T12:01");
  await live.presence.noteMinute(shopId, showId, 4);
  await live.shows.spotlight(shopId, showId, a.productId);
  const dan = await ours.guest();
  const eve = await ours.guest();
  for (const who of [dan, eve, eve]) await enter(who);
  await report(dan, 0, [a.productId]);
  await report(eve, 300, [a.productId], [a.productId]);
  await live.presence.like(shopId, showId, eve.memberId, 5);
  await report(ann, 600, [a.productId]);
  at("05-01T12:30");
  await live.presence.noteMinute(shopId, showId, 3);
  await live.shows.spotlight(shopId, showId, b.productId);
  await report(bob, 1200, [a.productId], [a.productId]);
  await live.chat.say(shopId, showId, bob.memberId, "好喝", crypto.randomUUID());
  await ours.signIn(bob, "13800000002", showId);
  await ours.buy(bob, a.variantId, 1, showId);
  await ours.buy(ann, a.variantId, 1, showId);
  await engage.trust.changeContact(shopId, ann.memberId, [{ channel: "email", granted: false }]);
  const catAgain = await ours.signIn(catAsGuest, "13800000003", showId);
  if (catAgain.memberId !== cat.memberId) throw new Error("The guest should have become Cat.");
  await enter(catAgain);
  await report(catAgain, 540, [a.productId, b.productId], [b.productId]);
  at("05-01T12:59");
  const late = await ours.place(catAgain, b.variantId, 2, showId);
  at("05-01T13:00");
  await live.shows.step(shopId, showId, "ended", "Host");
  at("05-01T13:02");
  await ours.pay(catAgain, late);

  // Another shop lives through the same evening.
  const theirs = await house.openShop("theirs");
  const thing = await theirs.product("A", 99_000);
  const stranger = await theirs.member("13800000001");
  await theirs.buy(stranger, thing.variantId, 3);

  at("05-03T12:00");
  await ours.buy(ann, a.variantId);
  at("05-04T12:00");
  await ours.signIn(eve, "13800000005");
  at("05-11T12:00");
  const second = await live.shows.plan(
    shopId,
    { title: { zh: "第二场" }, startsAt: clock.now().toISOString(), products },
    "Host",
  );
  await live.shows.step(shopId, second.id, "on_air", "Host");
  await enter(bob, second.id);
  await enter(eve, second.id);
  await ours.buy(bob, b.variantId, 1, second.id);
  await live.shows.step(shopId, second.id, "ended", "Host");
  at("05-13T12:00");
  await ours.buy(eve, a.variantId);
  await insight.idle();
  seen["overview"] = await insight.overview(shopId);
  at("05-20T12:00");
  seen["partly"] = (await insight.showReport(shopId, showId)).after;
  at("06-10T12:00");
  seen["before refund"] = await figures();
  refund = () =>
    shop.orders.refund(shopId, late, { cents: 1500, restock: false, reason: "泡袋破了" }, "refund", "Staff");
});
afterAll(() => house.close());

async function figures() {
  const { insight } = house;
  return {
    show: await insight.showReport(shopId, showId),
    repurchase: await insight.repurchaseReport(shopId),
  };
}

describe("a show's report", () => {
  test("counts what happened in the room while it was on air", async () => {
    const { show } = seen["before refund"] as Awaited<ReturnType<typeof figures>>;
    expect(show.inShow).toEqual({
      viewers: 5,
      peakConcurrent: 4,
      averageConcurrent: 3,
      averageWatchSeconds: 2700 / 5,
      interactionRate: 3 / 5,
      productClickRate: 4 / 5,
      clickConversion: 3 / 4,
      viewConversion: 3 / 5,
      gmvCents: 16_000,
      gpmCents: (16_000 * 1000) / 7,
      uvValueCents: 3200,
      gmvPerHourCents: 16_000,
      orders: 3,
      buyers: 3,
      newMembers: 1,
      joinRate: 1 / 3,
      returningShare: 5000 / 16_000,
      refundRate: 0,
      negativeFeedbackRate: 1 / 5,
    });
    expect(show).toMatchObject({
      title: { zh: "五一专场" },
      currency: "CNY",
      endedAt: "2026-05-01T13:00:00.000Z",
    });
  });

  test("follows its viewers for 7 and 30 days", async () => {
    const { show } = seen["before refund"] as Awaited<ReturnType<typeof figures>>;
    expect(show.after).toEqual([
      { days: 7, complete: true, joined: 1, cameBack: 1, boughtAgain: 1, gmvCents: 5000 },
      { days: 30, complete: true, joined: 1, cameBack: 3, boughtAgain: 2, gmvCents: 13_000 },
    ]);
  });

  test("says that 30 days are not over while they run", () => {
    expect(seen["partly"]).toMatchObject([
      { days: 7, complete: true },
      { days: 30, complete: false, gmvCents: 13_000 },
    ]);
  });

  test("draws each minute, and puts what was paid after the end into the last one", async () => {
    const { show } = seen["before refund"] as Awaited<ReturnType<typeof figures>>;
    expect(show.minutes).toHaveLength(60);
    const none = { messages: 0, likes: 0, orders: 0, gmvCents: 0 };
    expect(show.minutes[0]).toEqual({ ...none, at: "2026-05-01T12:00:00.000Z", concurrent: 2, messages: 1 });
    expect(show.minutes[1]).toEqual({ ...none, at: "2026-05-01T12:01:00.000Z", concurrent: 4, likes: 5 });
    expect(show.minutes[29]).toMatchObject({ ...none, concurrent: 4 });
    expect(show.minutes[30]).toMatchObject({ concurrent: 3, messages: 1, orders: 2, gmvCents: 10_000 });
    expect(show.minutes[59]).toMatchObject({ concurrent: 3, orders: 1, gmvCents: 6000 });
  });

  test("shows which product was in the light, and each product's way from seen to bought", async () => {
    const { show } = seen["before refund"] as Awaited<ReturnType<typeof figures>>;
    const [titleA, titleB] = [
      { zh: "商品A", en: "Thing A" },
      { zh: "商品B", en: "Thing B" },
    ];
    expect(show.spotlights).toEqual([
      {
        productId: a.productId,
        title: titleA,
        from: "2026-05-01T12:01:00.000Z",
        until: "2026-05-01T12:30:00.000Z",
      },
      {
        productId: b.productId,
        title: titleB,
        from: "2026-05-01T12:30:00.000Z",
        until: "2026-05-01T13:00:00.000Z",
      },
    ]);
    expect(show.funnel).toEqual([
      // Ann bought without her page having told that she opened it.
      { productId: a.productId, title: titleA, seen: 5, clicked: 3, buyers: 2, units: 2, gmvCents: 10_000 },
      { productId: b.productId, title: titleB, seen: 1, clicked: 1, buyers: 1, units: 2, gmvCents: 6000 },
    ]);
  });

  test("is not there for a show that never went on air, nor for another shop", async () => {
    const planned = await house.live.shows.plan(
      shopId,
      { title: { zh: "以后" }, startsAt: "2026-07-01T12:00:00Z", products: [] },
      "Host",
    );
    await expect(house.insight.showReport(shopId, planned.id)).rejects.toMatchObject({ code: "not_found" });
    const other = await house.openShop("other");
    await expect(house.insight.showReport(other.shopId, showId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the repurchase report", () => {
  test("counts only customers whose window is over", async () => {
    const { repurchase } = seen["before refund"] as Awaited<ReturnType<typeof figures>>;
    expect(repurchase.buyers).toBe(4);
    expect(repurchase.rates).toEqual([
      // Ann came after 30 days and 19 hours, Bob after 10; Eve's 30 days are not over.
      { days: 30, buyers: 3, repeated: 1, rate: 1 / 3 },
      { days: 60, buyers: 1, repeated: 1, rate: 1 },
      { days: 90, buyers: 0, repeated: 0, rate: 0 },
      { days: 180, buyers: 0, repeated: 0, rate: 0 },
      { days: 365, buyers: 0, repeated: 0, rate: 0 },
    ]);
  });

  test("puts customers into the shop's month of their first order", async () => {
    const { repurchase } = seen["before refund"] as Awaited<ReturnType<typeof figures>>;
    // Ann's first order was in April on the shop's clock, on 31 March in UTC.
    expect(repurchase.cohorts).toEqual([
      { month: "2026-04", size: 1, active: [1, 1, 0], revenueCents: [10_000, 10_000, 0] },
      { month: "2026-05", size: 3, active: [3, 0], revenueCents: [19_000, 0] },
    ]);
    expect(repurchase.byMonth).toEqual([
      { month: "2026-04", newCents: 10_000, repeatCents: 0, unknownCents: 0 },
      { month: "2026-05", newCents: 16_000, repeatCents: 13_000, unknownCents: 0 },
    ]);
    expect(repurchase.gapDays.filter((bin) => bin.pairs > 0)).toEqual([
      { from: 1, to: 7, pairs: 1 },
      { from: 7, to: 14, pairs: 1 },
      { from: 30, to: 45, pairs: 1 },
    ]);
  });
});

test("the overview counts the shop's last 28 days, today included", () => {
  const overview = seen["overview"] as Awaited<ReturnType<TestHouse["insight"]["overview"]>>;
  expect(overview).toMatchObject({
    currency: "CNY",
    members: 5,
    today: { gmvCents: 5000, orders: 1, newMembers: 0, viewers: 0 },
    last28Days: {
      gmvCents: 29_000,
      orders: 6,
      buyers: 4,
      repeatShare: 13 / 29,
      newMembers: 2,
      unsubscribes: 1,
    },
  });
  expect(overview.byDay).toHaveLength(28);
  expect(overview.byDay[0]!.day).toBe("2026-04-16");
  expect(overview.byDay.filter((day) => day.orders + day.newMembers > 0)).toEqual([
    { day: "2026-05-01", gmvCents: 16_000, repeatCents: 5000, orders: 3, newMembers: 1 },
    { day: "2026-05-03", gmvCents: 5000, repeatCents: 5000, orders: 1, newMembers: 0 },
    { day: "2026-05-04", gmvCents: 0, repeatCents: 0, orders: 0, newMembers: 1 },
    { day: "2026-05-11", gmvCents: 3000, repeatCents: 3000, orders: 1, newMembers: 0 },
    { day: "2026-05-13", gmvCents: 5000, repeatCents: 0, orders: 1, newMembers: 0 },
  ]);
  expect(overview.rfm).toHaveLength(11);
  expect(overview.rfm.reduce((sum, { members }) => sum + members, 0)).toBe(5);
  expect(overview.rfm).toContainEqual({ group: "PROSPECTS", members: 1 });
});

describe("whatever comes again or late", () => {
  test("facts that are delivered twice count once", async () => {
    const facts = await house.events.read({ shopId, after: 0, limit: 1000 });
    expect(facts.length).toBeGreaterThan(50);
    await copyFacts(house.clickhouse, facts);
    await copyFacts(house.clickhouse, facts.slice(7, 40));
    expect(await figures()).toEqual(seen["before refund"]);
  });

  test("a refund lowers revenue in the month of its order, and never GMV or the count of orders", async () => {
    await refund();
    await house.insight.idle();
    const { show, repurchase } = await figures();
    expect(show.inShow).toMatchObject({ gmvCents: 16_000, orders: 3, refundRate: 1500 / 16_000 });
    expect(repurchase.cohorts[1]!.revenueCents).toEqual([17_500, 0]);
    expect(repurchase.byMonth[1]).toEqual({
      month: "2026-05",
      newCents: 14_500,
      repeatCents: 13_000,
      unknownCents: 0,
    });
    const gross = await house.insight.repurchaseReport(shopId, "before refunds");
    expect(gross.byMonth[1]).toEqual({
      month: "2026-05",
      newCents: 16_000,
      repeatCents: 13_000,
      unknownCents: 0,
    });
  });

  test("the lift compares all who were members before, with what each of them did in the window", async () => {
    const items = await house.insight.lift(shopId, { from: "2026-05-01", until: "2026-06-10" });
    const sums = items.map(({ metric, treated, control }) => {
      const sum = treated.members * treated.mean + control.members * control.mean;
      return [metric, treated.members + control.members, Math.round(sum)];
    });
    // Ann, Cat and Fay: two repeat orders and an unsubscription of Ann's, a first order and a refund of Cat's.
    expect(sums).toEqual([
      ["repeat_orders", 3, 2],
      ["revenue", 3, 14_500],
      ["unsubscribes", 3, 1],
      ["refunds", 3, 1],
    ]);
    expect(items.every((item) => item.verdict === "not_yet_known")).toBe(true);
  });

  test("a chain of merges ends at the member who is left, in whichever order it is told", async () => {
    const people = await house.openShop("chain");
    const thing = await people.product("C", 1000);
    const one = await people.guest();
    const two = await people.member("13900000001");
    const three = await people.member("13900000002");
    for (const who of [one, two, three]) await people.buy(who, thing.variantId);
    // The guest turns out to be the second, the second turns out to be the third.
    await people.signIn(one, "13900000001");
    await people.signIn(two, "13900000002");
    const [conflict] = await house.shop.identity.conflicts(people.shopId, 1);
    await house.shop.identity.decideConflict(people.shopId, conflict!.id, "merge", "Staff");
    await house.insight.idle();
    const told = await house.insight.repurchaseReport(people.shopId);
    expect(told).toMatchObject({ buyers: 1, cohorts: [{ size: 1, active: [1] }] });
    expect(told.byMonth).toEqual([{ month: "2026-06", newCents: 1000, repeatCents: 2000, unknownCents: 0 }]);
    const merges = await house.events.read({ shopId: people.shopId, types: ["member.merged"], limit: 10 });
    expect(merges).toHaveLength(2);
    for (const merge of merges) await copyFacts(house.clickhouse, [merge]);
    expect(await house.insight.repurchaseReport(people.shopId)).toEqual(told);
  });

  test("a sale whose buyer nobody knows is turnover and nobody's order, until its buyer is known", async () => {
    const { shopId: old } = await house.openShop("old-books");
    const at = new Date(house.clock.now().getTime() - 86_400_000);
    const orderId = newId(at);
    const sum = (totalCents: number, refundedCents: number) => ({
      source: "plain",
      number: "1",
      totalCents,
      refundedCents,
      currency: "CNY",
      lines: 1,
    });
    const about = { shopId: old, subjectId: orderId, at };
    const write = async (...facts: NewFact[]) => {
      await house.db.transaction((tx) => house.events.append(tx, facts));
      await house.insight.idle();
      const [month] = (await house.insight.repurchaseReport(old)).byMonth;
      return { month, overview: (await house.insight.overview(old)).last28Days };
    };
    const unknown = await write(
      { ...about, type: "anonymous_order.imported", data: sum(4000, 0) },
      { ...about, type: "anonymous_order.imported", data: sum(1000, 500) },
    );
    expect(unknown.month).toMatchObject({ newCents: 0, repeatCents: 0, unknownCents: 4500 });
    expect(unknown.overview).toMatchObject({ gmvCents: 5000, orders: 1, buyers: 0, repeatShare: 0 });
    const memberId = newId(at);
    const known = await write({ ...about, memberId, type: "order.imported", data: sum(5000, 500) });
    expect(known.month).toMatchObject({ newCents: 4500, repeatCents: 0, unknownCents: 0 });
    expect(known.overview).toMatchObject({ gmvCents: 5000, orders: 1, buyers: 1 });
  });

  test("a shop without facts has reports of zeros", async () => {
    const empty = await house.openShop("empty");
    expect(await house.insight.repurchaseReport(empty.shopId)).toMatchObject({
      buyers: 0,
      cohorts: [],
      byMonth: [],
    });
    const overview = await house.insight.overview(empty.shopId);
    expect(overview.last28Days).toMatchObject({ gmvCents: 0, repeatShare: 0, buyers: 0 });
    expect(overview.rfm.every(({ members }) => members === 0)).toBe(true);
  });
});
