import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSmallHouse, type Shopper, type SmallHouse, type TestShop } from "../../test/small-house.ts";
import { sql } from "../platform/database/index.ts";

let small: SmallHouse;
let shop: TestShop;
beforeAll(async () => {
  small = await openSmallHouse();
  shop = await small.openShop("joining");
});
afterAll(() => small.close());

async function benefit(budget: number): Promise<string> {
  const answer = await shop.owner("POST /api/v1/benefits", {
    body: { label: { zh: "入会券" }, kind: "coupon", offCents: 500, minimumCents: 0, validDays: 30, budget },
  });
  return answer.body.id as string;
}

async function code(more: object = {}): Promise<{ id: string; code: string }> {
  const body = { label: "door", channel: "poster", ...more };
  return (await shop.owner("POST /api/v1/join-codes", { body })).body;
}

const consents = { inbox: true, email: true };
const join = (who: Shopper, { code: word }: { code: string }, more: object = {}) =>
  who("POST /api/v1/front/join/{code}", { params: { code: word }, body: { consents, ...more } });
const scan = (who: Shopper, { code: word }: { code: string }) =>
  who("GET /api/v1/front/join/{code}", { params: { code: word } });

async function joinByMail(
  who: Shopper,
  at: { code: string },
  email = `${small.next("new")}@mail.example`,
  more = {},
) {
  const verification = await small.codeFor(who, { email });
  return join(who, at, { email, verification, ...more });
}

const issued = async (id: string) =>
  (await shop.owner("GET /api/v1/benefits")).body.items.find((one: { id: string }) => one.id === id)
    .issued as number;
const couponsOf = async (who: Shopper) =>
  (await who("GET /api/v1/front/coupons")).body.items as { id: string }[];
const funnel = async (id: string) =>
  (await shop.owner("GET /api/v1/join-codes")).body.items.find((one: { id: string }) => one.id === id).funnel;

describe("the benefit", () => {
  test("is never issued beyond its budget under 50 parallel joins", async () => {
    const benefitId = await benefit(7);
    const door = await code({ benefitId });
    const guests: { who: Shopper; email: string; verification: string }[] = [];
    for (let i = 0; i < 50; i += 1) {
      const who = await small.guest(shop);
      const email = `${small.next("crowd")}@mail.example`;
      guests.push({ who, email, verification: await small.codeFor(who, { email }) });
    }
    const answers = await Promise.all(guests.map(({ who, ...proof }) => join(who, door, proof)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(answers.filter((answer) => answer.body.coupon)).toHaveLength(7);
    expect(await issued(benefitId)).toBe(7);
    const coupons = await small.db.row<{ count: number }>(sql`
      select count(*)::int as count from coupon where issued_for = ${`benefit:${benefitId}`}`);
    expect(coupons?.count).toBe(7);
    expect((await funnel(door.id)).joined).toBe(50);
  });

  test("is issued once to each person, over however many codes and attempts at once", async () => {
    const benefitId = await benefit(100);
    const doors = [await code({ benefitId }), await code({ benefitId }), await code({ benefitId })];
    const member = await small.member(shop);
    const answers = await Promise.all([...doors, ...doors, ...doors].map((door) => join(member, door)));
    expect(new Set(answers.map((answer) => answer.body.coupon.id)).size).toBe(1);
    expect(await couponsOf(member)).toHaveLength(1);
    expect(await issued(benefitId)).toBe(1);
    const told = await small.facts(shop, ["benefit.issued"]);
    expect(told.filter((fact) => fact.subjectId === benefitId)).toHaveLength(1);
  });

  test("a person who comes back as a guest and signs in gets no second one", async () => {
    const benefitId = await benefit(100);
    const door = await code({ benefitId });
    const first = await small.guest(shop);
    const email = `${small.next("again")}@mail.example`;
    await joinByMail(first, door, email);
    const again = await small.guest(shop);
    const answer = await joinByMail(again, door, email);
    expect(answer.body.newMember).toBe(false);
    expect(await issued(benefitId)).toBe(1);
    expect((await funnel(door.id)).joined).toBe(1);
  });
});

describe("the funnel", () => {
  test("counts people once at each step, the order's money included", async () => {
    const { variantId } = await small.addProduct(shop, { priceCents: 1000 });
    const door = await code();
    const guest = await small.guest(shop);
    for (let i = 0; i < 3; i += 1) await scan(guest, door);
    await scan(await small.guest(shop), door);
    await joinByMail(guest, door);
    await join(guest, door);
    for (const text of ["你好", "还在吗"])
      await guest("POST /api/v1/front/join/{code}/reply", { params: { code: door.code }, body: { text } });
    await small.buy(guest, variantId);
    await small.buy(guest, variantId);
    expect(await funnel(door.id)).toEqual({
      scanned: 2,
      joined: 1,
      firstReply: 1,
      ordered: 1,
      gmvCents: 2000,
    });
  });

  test("an order counts for the code over which its buyer joined last", async () => {
    const { variantId } = await small.addProduct(shop, { priceCents: 1000 });
    const [early, late] = [await code(), await code()];
    const member = await small.member(shop);
    await join(member, early);
    small.passMinutes(1);
    await join(member, late);
    await small.buy(member, variantId);
    expect((await funnel(early.id)).gmvCents).toBe(0);
    expect((await funnel(late.id)).gmvCents).toBe(1000);
  });

  test("a guest's steps become the member's when she turns out to be one", async () => {
    const door = await code();
    const member = await small.member(shop);
    await scan(member, door);
    const guest = await small.guest(shop);
    await scan(guest, door);
    await small.signIn(guest, { email: member.email });
    await small.house.events.idle();
    expect((await funnel(door.id)).scanned).toBe(1);
  });
});

describe("joining", () => {
  test("without a verified identity nobody joins", async () => {
    const door = await code();
    const guest = await small.guest(shop);
    expect((await join(guest, door)).body.error.details).toEqual({ needs: "verification" });
    const wrong = await join(guest, door, { email: "x@mail.example", verification: "000000" });
    expect(wrong.body.error.code).toBe("code_wrong");
    expect((await guest("GET /api/v1/front/me")).body.joined).toBe(false);
  });

  test("channels she allows while joining are hers, also when she was a member already", async () => {
    const door = await code();
    const fresh = await small.guest(shop);
    await joinByMail(fresh, door, undefined, { consents: { inbox: true, email: false } });
    const known = await small.member(shop, { consents: [] });
    await join(known, door, { consents: { inbox: false, email: true } });
    await small.house.events.idle();
    const granted = async (who: Shopper) =>
      (await who("GET /api/v1/front/contact")).body.consents
        .filter((consent: { granted: boolean }) => consent.granted)
        .map((consent: { channel: string }) => consent.channel);
    expect(await granted(fresh)).toEqual(["inbox"]);
    expect(await granted(known)).toEqual(["email"]);
  });

  test("a code that is switched off, or of another shop, opens nothing", async () => {
    const door = await code();
    const stranger = await small.guest(await small.openShop("next-door"));
    expect((await scan(stranger, door)).status).toBe(404);
    await shop.owner("PATCH /api/v1/join-codes/{id}", { params: { id: door.id }, body: { active: false } });
    expect((await scan(await small.guest(shop), door)).status).toBe(404);
  });

  test("the code is read as people write it", async () => {
    const door = await code();
    const answer = await scan(await small.guest(shop), { code: ` ${door.code.toUpperCase()} ` });
    expect(answer.body.code).toBe(door.code);
  });

  test("the card is shown in the room of a show on air with a code", async () => {
    const { id: productId } = await small.addProduct(shop);
    const showId = await small.show(shop, [productId]);
    const card = () => shop.owner("POST /api/v1/shows/{id}/join-card", { params: { id: showId } });
    expect((await card()).status).toBe(409);
    const door = await code({ showId });
    expect((await card()).body.code).toBe(door.code);
    await shop.owner("POST /api/v1/shows/{id}/close", { params: { id: showId } });
    expect((await card()).status).toBe(409);
  });
});
