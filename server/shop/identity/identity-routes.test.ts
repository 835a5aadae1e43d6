import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Shopper, openSmallHouse, type SmallHouse, type TestShop } from "../../../test/small-house.ts";
import { sql } from "../../platform/database/index.ts";

let small: SmallHouse;
let shop: TestShop;
beforeAll(async () => {
  small = await openSmallHouse();
  shop = await small.openShop("people");
});
afterAll(() => small.close());

const address = () => `${small.next("person")}@mail.example`;
const tryCode = (who: Shopper, email: string, code: string) =>
  who("POST /api/v1/front/sign-in", { body: { email, code } });
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("codes", () => {
  test("a right code signs in, once", async () => {
    const [guest, email] = [await small.guest(shop), address()];
    const code = await small.codeFor(guest, { email });
    const answers = await Promise.all([1, 2, 3].map(() => tryCode(guest, email, code)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect((await tryCode(guest, email, code)).body.error.code).toBe("code_wrong");
  });

  test("five wrong codes and the code is dead, also when they are tried at once", async () => {
    const [guest, email] = [await small.guest(shop), address()];
    const code = await small.codeFor(guest, { email });
    await Promise.all(Array.from({ length: 5 }, () => tryCode(guest, email, wrong(code))));
    expect((await tryCode(guest, email, code)).body.error.code).toBe("code_wrong");
    const fresh = await small.codeFor(guest, { email });
    expect((await tryCode(guest, email, fresh)).status).toBe(200);
  });

  test("guessing in parallel does not help: of many guesses five are looked at", async () => {
    const [guest, email] = [await small.guest(shop), address()];
    const code = await small.codeFor(guest, { email });
    const guesses = [...Array.from({ length: 30 }, () => wrong(code)), code];
    const answers = await Promise.all(guesses.map((guess) => tryCode(guest, email, guess)));
    const attempts = await small.db.row<{ attempts: number }>(sql`
      select attempts from sign_in_code where value = ${email}`);
    expect(attempts?.attempts ?? 0).toBeLessThanOrEqual(5);
    // Whether the right one was among the first five is chance; that a sixth is looked at is not.
    expect(answers.filter((answer) => answer.status === 200).length).toBeLessThanOrEqual(1);
  });

  test("a code is for one address, one shop and ten minutes", async () => {
    const [guest, email] = [await small.guest(shop), address()];
    const code = await small.codeFor(guest, { email });
    expect((await tryCode(guest, address(), code)).status).toBe(400);
    const stranger = await small.guest(await small.openShop(small.next("elsewhere")));
    expect((await tryCode(stranger, email, code)).status).toBe(400);
    small.passMinutes(10);
    expect((await tryCode(guest, email, code)).status).toBe(400);
  });

  test("a phone is the same phone however it is written", async () => {
    const guest = await small.guest(shop);
    const code = await small.codeFor(guest, { phone: "138 0013 8000" });
    const answer = await guest("POST /api/v1/front/sign-in", { body: { phone: "+86 138-0013-8000", code } });
    expect(answer.body.shopper.phone).toBe("+8613800138000");
  });
});

describe("one person", () => {
  test("a guest's history follows her when she signs in", async () => {
    const product = await small.addProduct(shop);
    const showId = await small.show(shop, [product.id]);
    const member = await small.member(shop);
    const guest = await small.guest(shop);
    const orderId = await small.buy(guest, product.variantId);
    await small.house.live.presence.enter(shop.id, showId, guest.memberId);
    const clientId = "019cacb3-f200-7000-8000-000000000001";
    await guest("POST /api/v1/front/shows/{id}/chat", {
      params: { id: showId },
      body: { text: "你好", clientId },
    });
    const { merged, newMember, shopper } = await small.signIn(guest, { email: member.email });
    await small.house.events.idle();
    expect({ merged, newMember, id: shopper.id }).toEqual({
      merged: true,
      newMember: false,
      id: member.memberId,
    });
    const orders = await member("GET /api/v1/front/orders");
    expect(orders.body.items.map((order: { id: string }) => order.id)).toEqual([orderId]);
    const summary = await shop.owner("GET /api/v1/members/{id}", { params: { id: member.memberId } });
    expect(summary.body).toMatchObject({ orders: 1, spentCents: 5000 });
    const room = await member("GET /api/v1/front/shows/{id}", { params: { id: showId } });
    expect(room.body.recentChat[0].memberId).toBe(member.memberId);
    expect((await guest("GET /api/v1/front/me")).body.id).toBe(member.memberId);
  });

  test("the guest she was is no member of the list any more", async () => {
    const member = await small.member(shop);
    const guest = await small.guest(shop);
    await small.signIn(guest, { email: member.email });
    const { items } = (await shop.owner("GET /api/v1/members", { query: { limit: "200" } })).body;
    const ids = items.map((one: { id: string }) => one.id);
    expect(ids).toContain(member.memberId);
    expect(ids).not.toContain(guest.memberId);
  });

  test("twenty guests who prove the same new address at once become one member", async () => {
    const email = address();
    const guests = await Promise.all(Array.from({ length: 20 }, () => small.guest(shop)));
    const outcomes = await Promise.all(
      guests.map(async (guest) => {
        const session = (await small.house.shop.identity.session(guest.secret))!;
        const visitor = { shopId: shop.id, memberId: guest.memberId, sessionId: session.id };
        return small.db.transaction((tx) =>
          small.house.shop.identity.adoptIdentity(tx, visitor, { kind: "email", value: email }, {}, []),
        );
      }),
    );
    expect(new Set(outcomes.map((outcome) => outcome.memberId)).size).toBe(1);
    expect(outcomes.filter((outcome) => outcome.newMember)).toHaveLength(1);
    const joined = await small.facts(shop, ["member.joined"]);
    expect(joined.filter((fact) => fact.memberId === outcomes[0]!.memberId)).toHaveLength(1);
  });
});

describe("two members who claim one address", () => {
  async function conflict() {
    const product = await small.addProduct(shop);
    const [one, two] = [await small.member(shop), await small.member(shop)];
    await small.buy(one, product.variantId);
    await small.buy(two, product.variantId);
    const outcome = await small.signIn(two, { email: one.email });
    const list = (await shop.owner("GET /api/v1/identity-conflicts")).body.items;
    const found = list.find((item: { memberId: string }) => item.memberId === one.memberId);
    return { one, two, outcome, found };
  }
  const decide = (id: string, decision: "merge" | "keep_apart") =>
    shop.owner("POST /api/v1/identity-conflicts/{id}", { params: { id }, body: { decision } });
  const ordersOf = async (id: string) =>
    (await shop.owner("GET /api/v1/members/{id}", { params: { id } })).body.orders as number;

  test("are never merged silently: the pair waits on the review list, and she goes on as whom she proved to be", async () => {
    const { one, two, outcome, found } = await conflict();
    expect(outcome.merged).toBe(false);
    expect(found).toMatchObject({ otherMemberId: two.memberId, status: "open" });
    expect(found.valueMasked).not.toBe(one.email);
    expect((await two("GET /api/v1/front/me")).body.id).toBe(one.memberId);
    expect([await ordersOf(one.memberId), await ordersOf(two.memberId)]).toEqual([1, 1]);
  });

  test("are merged when a person decides so, with all that is theirs, once", async () => {
    const { one, found } = await conflict();
    const answers = await Promise.all([1, 2, 3].map(() => decide(found.id, "merge")));
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(await ordersOf(one.memberId)).toBe(2);
    const merged = await small.facts(shop, ["member.merged"]);
    expect(merged.filter((fact) => fact.memberId === one.memberId)).toHaveLength(1);
  });

  test("are kept apart when a person decides so, and not asked about again", async () => {
    const { one, two, found } = await conflict();
    await decide(found.id, "keep_apart");
    expect((await decide(found.id, "merge")).status).toBe(409);
    expect([await ordersOf(one.memberId), await ordersOf(two.memberId)]).toEqual([1, 1]);
  });
});

describe("sessions", () => {
  test("signing out ends it; so does time", async () => {
    const guest = await small.guest(shop);
    expect((await guest("GET /api/v1/front/me")).status).toBe(200);
    await guest("DELETE /api/v1/front/session");
    expect((await guest("GET /api/v1/front/me")).status).toBe(401);
    const other = await small.guest(shop);
    small.passMinutes(181 * 1440);
    expect((await other("GET /api/v1/front/me")).status).toBe(401);
  });

  test("whoever comes at least now and then stays signed in", async () => {
    const guest = await small.guest(shop);
    for (let visit = 0; visit < 4; visit += 1) {
      small.passMinutes(100 * 1440);
      expect((await guest("GET /api/v1/front/me")).status).toBe(200);
    }
  });
});
