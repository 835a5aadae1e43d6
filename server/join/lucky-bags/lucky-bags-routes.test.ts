import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  keyOf,
  openSmallHouse,
  type Shopper,
  type SmallHouse,
  type TestShop,
} from "../../../test/small-house.ts";
import { sql } from "../../platform/database/index.ts";
import { commitmentOf, drawWinners } from "./draw.ts";

let small: SmallHouse;
let shop: TestShop;
let productId: string;
let showId: string;
let benefitId: string;
beforeAll(async () => {
  small = await openSmallHouse();
  shop = await small.openShop("bags");
  productId = (await small.addProduct(shop)).id;
});
beforeEach(async () => {
  showId = await small.show(shop, [productId]);
  const body = { label: { zh: "福袋券" }, kind: "coupon", offCents: 500, minimumCents: 0, validDays: 30 };
  const answer = await shop.owner("POST /api/v1/benefits", { body: { ...body, budget: 10 } });
  benefitId = answer.body.id;
});
afterAll(() => small.close());

const open = (more: { winners?: number; seconds?: number; key?: string } = {}) => {
  const { winners = 3, seconds = 60, key = small.next("bag") } = more;
  return shop.owner("POST /api/v1/shows/{id}/lucky-bags", {
    params: { id: showId },
    body: { benefitId, winners, seconds },
    headers: { "idempotency-key": keyOf(key) },
  });
};
const enter = (who: Shopper, id: string, ticket: string = randomUUID()) =>
  who("POST /api/v1/front/lucky-bags/{id}/enter", { params: { id }, body: { ticket } });
const seen = async (who: Shopper) =>
  (await who("GET /api/v1/front/shows/{id}/lucky-bag", { params: { id: showId } })).body;
const proof = (who: Shopper, id: string) =>
  who("GET /api/v1/front/lucky-bags/{id}/proof", { params: { id } });
const issued = async () =>
  (await shop.owner("GET /api/v1/benefits")).body.items.find((one: { id: string }) => one.id === benefitId)
    .issued as number;

async function crowd(count: number): Promise<Shopper[]> {
  const people: Shopper[] = [];
  for (let i = 0; i < count; i += 1) people.push(await small.member(shop));
  return people;
}

describe("a lucky bag", () => {
  test("is drawn once at its time, and what is published gives the same winners", async () => {
    const { id, commitment } = (await open()).body;
    const people = await crowd(6);
    await Promise.all(people.map((who) => enter(who, id)));
    small.passMinutes(1);
    await Promise.all([1, 2, 3].map(() => small.house.join.luckyBags.tick()));
    const told = (await proof(people[0]!, id)).body;
    expect(commitmentOf(told.seed)).toBe(commitment);
    expect(told.tickets).toHaveLength(6);
    const again = drawWinners({ bagId: id, seed: told.seed, winners: told.winners }, told.tickets);
    expect(told.winning.toSorted()).toEqual(again.toSorted());
    const standings = await Promise.all(people.map(seen));
    expect(standings.filter((one) => one.won)).toHaveLength(3);
    for (const one of standings) expect(Boolean(one.coupon)).toBe(one.won);
    const facts = await small.facts(shop, ["bag.won", "bag.drawn"]);
    expect(
      facts
        .filter((fact) => fact.subjectId === id)
        .map((fact) => fact.type)
        .toSorted(),
    ).toEqual(["bag.drawn", "bag.won", "bag.won", "bag.won"]);
  });

  test("tells its seed to nobody before it is drawn", async () => {
    const opened = await open();
    const { id } = opened.body;
    const who = await small.member(shop);
    const { seed } = (await small.db.row<{ seed: string }>(
      sql`select seed from lucky_bag where id = ${id}`,
    ))!;
    expect((await proof(who, id)).status).toBe(409);
    const list = await shop.owner("GET /api/v1/shows/{id}/lucky-bags", { params: { id: showId } });
    for (const text of [opened.text, list.text, JSON.stringify(await seen(who))])
      expect(text).not.toContain(seed);
  });

  test("each person takes part once, with the first ticket, however often she taps", async () => {
    const { id } = (await open()).body;
    const who = await small.member(shop);
    const answers = await Promise.all([1, 2, 3, 4].map(() => enter(who, id)));
    expect(new Set(answers.map((answer) => answer.body.ticket)).size).toBe(1);
    expect((await seen(who)).bag.entries).toBe(1);
  });

  test("nobody takes another's ticket, and a guest joins first", async () => {
    const { id } = (await open()).body;
    const ticket = randomUUID();
    expect((await enter(await small.member(shop), id, ticket)).status).toBe(200);
    expect((await enter(await small.member(shop), id, ticket)).status).toBe(409);
    expect((await enter(await small.guest(shop), id)).status).toBe(403);
  });

  test("who comes when the time is over is refused, and does not change the draw", async () => {
    const { id } = (await open()).body;
    small.passMinutes(1);
    expect((await enter(await small.member(shop), id)).body.error.code).toBe("conflict");
    await small.house.join.luckyBags.tick();
    expect((await enter(await small.member(shop), id)).body.error.code).toBe("conflict");
  });

  test("sets its prizes aside, gives back what nobody won, and never promises more than there is", async () => {
    expect((await open({ winners: 11 })).body.error.code).toBe("conflict");
    const { id } = (await open({ winners: 8 })).body;
    expect(await issued()).toBe(8);
    await enter(await small.member(shop), id);
    small.passMinutes(1);
    await small.house.join.luckyBags.tick();
    expect(await issued()).toBe(1);
  });

  test("can be taken back: nobody wins, everything returns to the budget", async () => {
    const { id } = (await open()).body;
    const who = await small.member(shop);
    await enter(who, id);
    const cancel = () => shop.owner("POST /api/v1/lucky-bags/{id}/cancel", { params: { id } });
    const answers = await Promise.all([cancel(), cancel()]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    small.passMinutes(1);
    await small.house.join.luckyBags.tick();
    expect(await issued()).toBe(0);
    expect((await seen(who)).bag).toBeUndefined();
  });

  test("is one at a time in a room, only on air, and a retry opens no second one", async () => {
    const key = small.next("retried");
    const [first, again] = [await open({ key }), await open({ key })];
    expect(again.body.id).toBe(first.body.id);
    expect((await open({ key, winners: 1 })).body.error.code).toBe("idempotency_key_reused");
    expect((await open()).body.error.code).toBe("conflict");
    showId = await small.show(shop, [productId], false);
    expect((await open()).body.error.code).toBe("conflict");
    expect(await issued()).toBe(3);
  });

  test("two who turn out to be one person have one ticket", async () => {
    const { id } = (await open()).body;
    const member = await small.member(shop);
    await enter(member, id);
    const other = await small.member(shop);
    await enter(other, id);
    await small.db.transaction((tx) =>
      small.house.events.append(tx, [
        {
          shopId: shop.id,
          type: "member.merged",
          memberId: member.memberId,
          at: small.clock.now(),
          data: { mergedMemberId: other.memberId, reason: "a test" },
        },
      ]),
    );
    await small.house.events.idle();
    expect((await seen(member)).bag.entries).toBe(1);
  });
});
