import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSmallHouse, type Shopper, type SmallHouse, type TestShop } from "../../../test/small-house.ts";
import type { TouchWish } from "../touches/touch.ts";

let small: SmallHouse;
let shop: TestShop;
beforeAll(async () => {
  small = await openSmallHouse();
  shop = await small.openShop("own");
});
afterAll(() => small.close());

const passDays = (days: number) => small.passMinutes(days * 1440);
/** Minutes since midnight in Shanghai. */
const shanghaiMinute = () => Math.floor((small.clock.now().getTime() / 60_000 + 480) % 1440);

function wishFor(memberId: string): TouchWish {
  const text = { en: "How to store tea" };
  const label = { class: "marketing", purpose: "value", kind: "content", channel: "inbox" } as const;
  const words = { subject: text, body: text, why: text };
  return {
    shopId: shop.id,
    memberId,
    ...label,
    ...words,
    source: "a test",
    worth: 1,
    key: small.next("wish"),
  };
}

/** Asks for one touch, lets everything due happen, and tells what became of it. */
async function send(memberId: string) {
  const [id] = await small.house.engage.touches.requestMany([wishFor(memberId)]);
  await small.house.engage.runDue();
  const { touch, decisions } = await small.house.engage.touches.explain(shop.id, id!);
  const failed = decisions.at(-1)!.reasons.filter((reason) => !reason.passed);
  return { ...touch, failed: failed.map((reason) => reason.rule) };
}

/** A member whose welcome lies a week back. */
async function settledMember() {
  const member = await small.member(shop);
  await small.house.engage.runDue();
  passDays(7);
  return member;
}

describe("her own quiet hours", () => {
  test("take the place of the shop's, for her alone, until she takes the shop's again", async () => {
    const [member, other] = [await settledMember(), await settledMember()];
    const night = (23 * 60 - shanghaiMinute() + 1440) % 1440;
    small.passMinutes(night);
    const set = await member("PUT /api/v1/front/contact", {
      body: { quietHours: { quietFrom: "02:00", quietUntil: "08:30" } },
    });
    expect(set.body).toMatchObject({ quietFrom: "02:00", quietUntil: "08:30", quietHoursAreHers: true });
    expect((await send(member.memberId)).status).toBe("sent");
    expect((await send(other.memberId)).failed).toEqual(["quiet_hours"]);
    const theirs = await other("GET /api/v1/front/contact");
    expect(theirs.body).toMatchObject({ quietFrom: "21:00", quietHoursAreHers: false });
    const again = await member("PUT /api/v1/front/contact", { body: { quietHours: null } });
    expect(again.body).toMatchObject({ quietFrom: "21:00", quietHoursAreHers: false });
    const wrong = { quietHours: { quietFrom: "25:00", quietUntil: "08:30" } };
    expect((await member("PUT /api/v1/front/contact", { body: wrong })).status).toBe(400);
    small.passMinutes(1440 - night);
  });
});

describe("her own budget", () => {
  test("follows how she responds, is told to her, and can be switched off", async () => {
    const eager = await settledMember();
    const cold = await settledMember();
    for (let week = 0; week < 16; week += 1) {
      for (const { memberId } of [eager, cold]) {
        const touch = await send(memberId);
        if (memberId === eager.memberId)
          await small.house.engage.touches.noteSeen(shop.id, touch.id, "opened");
      }
      passDays(4);
    }
    await small.house.repurchase.plans.adaptDue();
    const budgetOf = async (who: Shopper) => (await who("GET /api/v1/front/contact")).body;
    expect((await budgetOf(eager)).weeklyBudget).toBeGreaterThan(2.5);
    expect((await budgetOf(cold)).weeklyBudget).toBeLessThan(2.5);
    expect((await budgetOf(cold)).budgetWhy.en).toContain("0 of 1");
    const told = await small.facts(shop, ["budget.adapted"]);
    expect(told.map((fact) => fact.memberId)).toEqual(
      expect.arrayContaining([eager.memberId, cold.memberId]),
    );
    passDays(5);
    const [id] = await small.house.engage.touches.requestMany([wishFor(cold.memberId)]);
    await small.house.engage.runDue();
    const { decisions } = await small.house.engage.touches.explain(shop.id, id!);
    const reason = decisions[0]!.reasons.find(({ rule }) => rule === "weekly_budget")!;
    expect(reason.why?.en).toContain("own budget");
    const operator = await shop.hire("operator");
    const policy = (await operator("GET /api/v1/trust/policy")).body;
    const change = (part: object) =>
      operator("PUT /api/v1/trust/policy", { body: { ...policy, ...part, reason: "a test" } });
    expect((await change({ budgetFloor: 3 })).status).toBe(400);
    expect((await change({ adapts: false })).status).toBe(200);
    expect((await budgetOf(eager)).weeklyBudget).toBe(2.5);
    expect((await budgetOf(eager)).budgetWhy).toBeUndefined();
    await change({});
  });
});
