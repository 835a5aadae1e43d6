import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  keyOf,
  openSmallHouse,
  type Shopper,
  type SmallHouse,
  type TestShop,
} from "../../../test/small-house.ts";
import { type CheckedMember, findTrustViolations, type SentTouch } from "../../../test/trust-checker.ts";
import { sql } from "../../platform/database/index.ts";
import { type TouchWish, topicOf } from "./touch.ts";

let small: SmallHouse;
let shop: TestShop;
beforeAll(async () => {
  small = await openSmallHouse();
  shop = await small.openShop("touches");
});
afterAll(() => small.close());

const dayMs = 86_400_000;
const passDays = (days: number) => small.passMinutes(days * 1440);

function wishFor(memberId: string, more: Partial<TouchWish> = {}): TouchWish {
  return {
    shopId: shop.id,
    memberId,
    channel: "inbox",
    class: "marketing",
    purpose: "value",
    kind: "content",
    subject: { en: "How to store tea" },
    body: { en: "Cool, dry and dark." },
    why: { en: "You asked about it" },
    source: "a test",
    worth: 1,
    key: small.next("wish"),
    ...more,
  };
}

async function request(...wishes: TouchWish[]): Promise<string[]> {
  return small.house.engage.touches.requestMany(wishes);
}

/** Minutes since midnight in Shanghai. */
const shanghaiMinute = () => Math.floor((small.clock.now().getTime() / 60_000 + 480) % 1440);

/** Asks for one touch, lets everything due happen, and tells what became of it. */
async function send(memberId: string, more: Partial<TouchWish> = {}) {
  const [id] = await request(wishFor(memberId, more));
  await small.house.engage.runDue();
  return explain(id!);
}

async function explain(id: string) {
  const { touch, decisions } = await small.house.engage.touches.explain(shop.id, id);
  const failed = decisions.at(-1)?.reasons.filter((reason) => !reason.passed) ?? [];
  return { ...touch, decisions, failed: failed.map((reason) => reason.rule) };
}

async function contentPiece(kind = "tip"): Promise<string> {
  const answer = await shop.owner("POST /api/v1/content", {
    body: { title: { en: small.next("Storing tea") }, body: { en: "Cool, dry and dark." }, kind },
  });
  return answer.body.id as string;
}

/** A member whose welcome lies a week back. */
async function settledMember(more: Parameters<SmallHouse["member"]>[1] = {}) {
  const member = await small.member(shop, more);
  await small.house.engage.runDue();
  passDays(7);
  small.mails.length = 0;
  return member;
}

describe("many senders", () => {
  test("eight senders at once decide each touch once and never spend the same last touch twice", async () => {
    const crowd = await small.openShop("crowd");
    const members: Shopper[] = [];
    for (let i = 0; i < 12; i += 1) {
      members.push(await small.member(crowd, { timeZone: i % 2 ? "Europe/Berlin" : "Asia/Shanghai" }));
    }
    for (let round = 0; round < 8; round += 1) {
      const wishes = members.flatMap(({ memberId }, i) =>
        [0, 1, 2, 3].map((n) =>
          wishFor(memberId, {
            shopId: crowd.id,
            worth: (i * 7 + n * 3) % 11,
            ...(n === 3 && { purpose: "sales" as const, kind: "offer" as const }),
          }),
        ),
      );
      await request(...wishes);
      await Promise.all(Array.from({ length: 8 }, () => small.house.engage.runDue()));
      small.passMinutes(1560);
    }
    // Eight times 26 hours later it is night in Shanghai; the tests behind this one begin at noon again.
    small.passMinutes(480);
    const sent = await small.db.rows<
      SentTouch & { kind: TouchWish["kind"]; productId: null; contentId: null }
    >(sql`
      select member_id as "memberId", sent_at as "sentAt", class, purpose, channel, kind, product_id as "productId",
        content_id as "contentId" from touch where shop_id = ${crowd.id} and sent_at is not null`);
    const policy = await small.house.engage.trust.policy(crowd.id);
    const known = new Map<string, CheckedMember>(
      members.map(({ memberId }, i) => [
        memberId,
        {
          timeZone: i % 2 ? "Europe/Berlin" : "Asia/Shanghai",
          joined: true,
          inControlGroup: false,
          wishedPerWeek: null,
          channels: ["inbox", "email"],
        },
      ]),
    );
    const touches = sent.map((touch) => ({ ...touch, topic: topicOf(touch) }));
    expect(findTrustViolations(touches, ({ memberId }) => known.get(memberId)!, policy)).toEqual([]);
    expect(touches.length).toBeGreaterThanOrEqual(12 * 3);
    const twice = await small.db.rows(sql`
      select touch_id from touch_decision where shop_id = ${crowd.id} group by touch_id, at having count(*) > 1`);
    expect(twice).toEqual([]);
    const facts = await small.facts(crowd, ["touch.sent"]);
    expect(new Set(facts.map((fact) => fact.subjectId)).size).toBe(facts.length);
  });

  test("thirty people asking at once for a touch all get their answer", async () => {
    const contentId = await contentPiece();
    const members = await Promise.all(Array.from({ length: 30 }, () => small.member(shop, { consents: [] })));
    const answers = await Promise.all(
      members.map(({ memberId }) =>
        shop.owner("POST /api/v1/touches", {
          headers: { "idempotency-key": keyOf(memberId) },
          body: { memberId, channel: "inbox", contentId },
        }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => answer.body.touch.status))).toEqual(new Set(["refused"]));
  });
});

describe("asking", () => {
  test("a wish uttered twice is one touch", async () => {
    const { memberId } = await settledMember();
    const wish = wishFor(memberId, { key: "the same wish" });
    const [first, second] = [await request(wish), await request({ ...wish, subject: { en: "other" } })];
    expect(first).toEqual(second);
    await Promise.all([small.house.engage.runDue(), small.house.engage.runDue()]);
    const inbox = await small.house.engage.touches.inbox(shop.id, memberId, 10);
    expect(inbox.items.filter((touch) => touch.id === first[0])).toHaveLength(1);
  });

  test("a service message cannot sell", async () => {
    const { memberId } = await small.member(shop);
    const sells = { class: "service", purpose: "sales", kind: "order_update" } as const;
    await expect(request(wishFor(memberId, sells))).rejects.toMatchObject({ code: "invalid_input" });
    const offer = { class: "service", kind: "offer" } as const;
    await expect(request(wishFor(memberId, offer))).rejects.toMatchObject({ code: "invalid_input" });
    await expect(request(wishFor(memberId, { kind: "offer" }))).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  test("the same key with another touch is refused, the same touch is asked for once", async () => {
    const { memberId } = await settledMember();
    const [contentId, otherId] = [await contentPiece(), await contentPiece()];
    const ask = (id: string) =>
      shop.owner("POST /api/v1/touches", {
        headers: { "idempotency-key": keyOf("ask once") },
        body: { memberId, channel: "inbox", contentId: id },
      });
    const [first, again, other] = [await ask(contentId), await ask(contentId), await ask(otherId)];
    expect(first.body.touch.status).toBe("sent");
    expect(again.body.touch.id).toBe(first.body.touch.id);
    expect(other.body.error.code).toBe("idempotency_key_reused");
  });

  test("an operator reads why: every rule with its answer, in order", async () => {
    const { memberId } = await settledMember();
    await send(memberId);
    const second = await send(memberId);
    const answer = await shop.owner("GET /api/v1/touches/{id}", { params: { id: second.id } });
    expect(answer.body.touch.status).toBe("deferred");
    const [decision] = answer.body.decisions;
    expect(decision.reasons.map((reason: { rule: string }) => reason.rule).slice(0, 3)).toEqual([
      "expired",
      "not_a_member",
      "control_group",
    ]);
    expect(decision.reasons.find((reason: { rule: string }) => reason.rule === "minimum_gap")).toMatchObject({
      passed: false,
      limit: "20 h",
      actual: "0.0 h",
    });
  });

  test("the worthiest goes first when one is all that is left", async () => {
    const { memberId } = await settledMember();
    const [low, high] = await request(wishFor(memberId, { worth: 1 }), wishFor(memberId, { worth: 9 }));
    await small.house.engage.runDue();
    expect((await explain(high!)).status).toBe("sent");
    expect((await explain(low!)).status).toBe("deferred");
  });

  test("one odd time zone stops nobody else's post", async () => {
    const odd = await settledMember();
    const other = await settledMember();
    await small.db.run(sql`update member set time_zone = 'Middle/Earth' where id = ${odd.memberId}`);
    await request(wishFor(odd.memberId));
    expect((await send(other.memberId)).status).toBe("sent");
  });
});

describe("the control group and those who did not agree", () => {
  test("the control group is never touched, but hears of its own orders", async () => {
    const { id, variantId } = await small.addProduct(shop);
    expect(id).toBeDefined();
    const member = await small.member(shop, { control: true });
    expect((await send(member.memberId)).failed).toEqual(["control_group"]);
    await small.buy(member, variantId);
    await small.house.engage.runDue();
    const inbox = await member("GET /api/v1/front/inbox");
    expect(inbox.body.items.map((item: { kind: string }) => item.kind)).toEqual(["order_update"]);
  });

  test("without consent for the channel nothing goes", async () => {
    const member = await settledMember({ consents: ["inbox"] });
    expect((await send(member.memberId, { channel: "email" })).failed).toEqual(["no_consent"]);
    expect((await send(member.memberId)).status).toBe("sent");
  });

  test("a guest is never touched", async () => {
    const guest = await small.guest(shop);
    expect((await send(guest.memberId)).failed).toContain("not_a_member");
  });
});

describe("mail", () => {
  test("a mail server that is away loses nothing, and nothing is sent twice", async () => {
    const member = await settledMember();
    await small.stopMailServer();
    const touch = await send(member.memberId, { channel: "email" });
    expect(touch.status).toBe("sending");
    for (let attempt = 0; attempt < 3; attempt += 1) {
      small.passMinutes(10);
      await small.house.engage.runDue();
    }
    expect((await explain(touch.id)).status).toBe("sending");
    await small.startMailServer();
    small.passMinutes(130);
    await Promise.all([1, 2, 3, 4].map(() => small.house.engage.runDue()));
    expect((await explain(touch.id)).status).toBe("sent");
    expect(small.mails.filter((mail) => mail.messageId.includes(touch.id))).toHaveLength(1);
    const told = (await small.facts(shop, ["touch.sent"])).filter((fact) => fact.subjectId === touch.id);
    expect(told).toHaveLength(1);
  });

  test("a mail held up into the night waits for the morning", async () => {
    const member = await settledMember();
    await small.stopMailServer();
    const touch = await send(member.memberId, { channel: "email" });
    await small.startMailServer();
    small.passMinutes(23 * 60 - shanghaiMinute());
    await small.house.engage.runDue();
    expect((await explain(touch.id)).status).toBe("sending");
    expect(small.mails).toHaveLength(0);
    small.passMinutes(10 * 60);
    await small.house.engage.runDue();
    expect((await explain(touch.id)).status).toBe("sent");
    expect(small.mails).toHaveLength(1);
  });

  test("a mail that expired before its server came back is not sent", async () => {
    const member = await settledMember();
    await small.stopMailServer();
    const expiresAt = new Date(small.clock.now().getTime() + 30 * 60_000);
    const touch = await send(member.memberId, { channel: "email", expiresAt });
    await small.startMailServer();
    small.passMinutes(45);
    await small.house.engage.runDue();
    expect((await explain(touch.id)).status).toBe("failed");
    expect(small.mails).toHaveLength(0);
  });

  test("a refusal for good fails the touch and is told", async () => {
    const member = await settledMember();
    small.mailServer.refuse = 550;
    const touch = await send(member.memberId, { channel: "email" });
    small.mailServer.refuse = undefined;
    expect(touch.status).toBe("failed");
    const told = (await small.facts(shop, ["touch.failed"])).filter((fact) => fact.subjectId === touch.id);
    expect(told).toHaveLength(1);
    passDays(1);
    await small.house.engage.runDue();
    expect(small.mails).toHaveLength(0);
  });

  test("one click unsubscribes, closes the channel and is a fact", async () => {
    const member = await settledMember();
    await send(member.memberId, { channel: "email" });
    const [mail] = small.mails;
    expect(mail!.to).toEqual([member.email]);
    expect(mail!.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    const url = new URL(mail!.headers["list-unsubscribe"]!.replaceAll(/[<>]/gu, ""));
    const post = () =>
      small.house.http.app.inject({
        method: "POST",
        url: url.pathname,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        payload: "List-Unsubscribe=One-Click",
      });
    expect((await post()).statusCode).toBe(200);
    expect((await post()).statusCode).toBe(200);
    const facts = await small.facts(shop, ["member.unsubscribed"]);
    expect(facts.filter((fact) => fact.memberId === member.memberId)).toHaveLength(1);
    passDays(3);
    expect((await send(member.memberId, { channel: "email" })).failed).toEqual(["no_consent"]);
    expect((await send(member.memberId)).status).toBe("sent");
  });

  test("a mail that waits for its server stays here when the consent is taken back", async () => {
    const member = await settledMember();
    await small.stopMailServer();
    const touch = await send(member.memberId, { channel: "email" });
    await member("PUT /api/v1/front/contact", { body: { consents: [{ channel: "email", granted: false }] } });
    await small.startMailServer();
    passDays(1);
    await small.house.engage.runDue();
    expect((await explain(touch.id)).status).toBe("failed");
    expect(small.mails).toHaveLength(0);
  });

  test("a forged link does nothing", async () => {
    const member = await settledMember();
    await send(member.memberId, { channel: "email" });
    const path = new URL(small.mails[0]!.headers["list-unsubscribe"]!.replaceAll(/[<>]/gu, "")).pathname;
    const forged = `${path.slice(0, -1)}${path.endsWith("A") ? "B" : "A"}`;
    expect((await small.caller()(`POST ${forged}`)).status).toBe(404);
    const follow = path.replace("/unsubscribe/", "/t/");
    expect((await small.caller()(`GET ${follow}`)).status).toBe(404);
    const page = await member("GET /api/v1/front/contact");
    expect(page.body.consents.every((consent: { granted: boolean }) => consent.granted)).toBe(true);
  });
});

describe("what a touch brings", () => {
  test("an order after a followed link is credited to the touch, once", async () => {
    const { id: productId, variantId } = await small.addProduct(shop);
    const member = await settledMember();
    const touch = await send(member.memberId, { channel: "email", link: `/p/${productId}` });
    const path = /\/api\/v1\/t\/[\w.-]+/u.exec(small.mails[0]!.text)![0];
    const followed = await small.caller()(`GET ${path}`);
    expect(followed.status).toBe(302);
    expect(followed.headers["location"]).toBe(`/p/${productId}?touch=${touch.id}`);
    passDays(6);
    const orderId = await small.buy(member, variantId);
    await small.buy(member, variantId);
    expect((await explain(touch.id)).convertedOrderId).toBe(orderId);
    const told = (await small.facts(shop, ["touch.converted"])).filter((fact) => fact.subjectId === touch.id);
    expect(told).toHaveLength(1);
  });

  test("an order eight days after the click, or without one, is not credited", async () => {
    const { variantId } = await small.addProduct(shop);
    const member = await settledMember();
    const clicked = await send(member.memberId);
    await member("POST /api/v1/front/inbox/{id}/click", { params: { id: clicked.id } });
    passDays(8);
    const unopened = await send(member.memberId);
    await small.buy(member, variantId);
    expect((await explain(clicked.id)).convertedOrderId).toBeNull();
    expect((await explain(unopened.id)).convertedOrderId).toBeNull();
  });

  test("an order that names its touch is credited to it; another member's touch is not", async () => {
    const { variantId } = await small.addProduct(shop);
    const [member, stranger] = [await settledMember(), await settledMember()];
    const touch = await send(member.memberId);
    await small.buy(stranger, variantId, { origin: { touchId: touch.id } });
    expect((await explain(touch.id)).convertedOrderId).toBeNull();
    const orderId = await small.buy(member, variantId, { origin: { touchId: touch.id } });
    expect((await explain(touch.id)).convertedOrderId).toBe(orderId);
  });

  test("the list is narrowed by channel, class and purpose", async () => {
    const { memberId } = await settledMember();
    const gives = await send(memberId);
    const sells = await send(memberId, { purpose: "sales", kind: "offer" });
    const serves = await send(memberId, { class: "service", kind: "order_update" });
    const listed = async (query: {
      class?: "marketing" | "service";
      purpose?: "value" | "sales";
      channel?: "inbox" | "email";
    }) => {
      const { body } = await shop.owner("GET /api/v1/touches", {
        query: { memberId, source: "a test", ...query },
      });
      return new Set(body.items.map((item: { id: string }) => item.id));
    };
    expect(await listed({})).toEqual(new Set([gives.id, sells.id, serves.id]));
    expect(await listed({ class: "service" })).toEqual(new Set([serves.id]));
    expect(await listed({ class: "marketing", purpose: "value" })).toEqual(new Set([gives.id]));
    expect(await listed({ purpose: "sales" })).toEqual(new Set([sells.id]));
    expect(await listed({ channel: "inbox" })).toEqual(new Set([gives.id, sells.id, serves.id]));
    expect(await listed({ channel: "email" })).toEqual(new Set());
  });

  test("her inbox is hers: nobody else opens or follows its messages", async () => {
    const [member, stranger] = [await settledMember(), await small.member(shop)];
    const touch = await send(member.memberId);
    const open = (who: Shopper) => who("POST /api/v1/front/inbox/{id}/read", { params: { id: touch.id } });
    expect((await open(stranger)).status).toBe(404);
    expect((await explain(touch.id)).openedAt).toBeNull();
    expect((await open(member)).status).toBe(200);
    expect((await explain(touch.id)).openedAt).not.toBeNull();
  });
});

describe("two that are one", () => {
  test("a merged member's touches, consents and wish go with her; the later word on a channel counts", async () => {
    const kept = await settledMember();
    const gone = await settledMember();
    await send(gone.memberId);
    await kept("PUT /api/v1/front/contact", { body: { wishedPerWeek: 3 } });
    await gone("PUT /api/v1/front/contact", {
      body: { wishedPerWeek: 1, consents: [{ channel: "email", granted: false }] },
    });
    await small.db.transaction((tx) =>
      small.house.events.append(tx, {
        shopId: shop.id,
        type: "member.merged",
        memberId: kept.memberId,
        at: small.clock.now(),
        data: { mergedMemberId: gone.memberId, reason: "a test" },
      }),
    );
    await small.house.events.idle();
    const page = (await kept("GET /api/v1/front/contact")).body;
    expect(page.wishedPerWeek).toBe(1);
    expect(page.touchesThisWeek).toBe(1);
    const granted = Object.fromEntries(
      page.consents.map((consent: { channel: string; granted: boolean }) => [
        consent.channel,
        consent.granted,
      ]),
    );
    expect(granted).toEqual({ inbox: true, email: false });
    expect((await send(kept.memberId)).failed).toContain("weekly_budget");
  });

  test("a consent told late does not undo a later refusal", async () => {
    const member = await settledMember();
    await member("PUT /api/v1/front/contact", { body: { consents: [{ channel: "inbox", granted: false }] } });
    await small.db.transaction((tx) =>
      small.house.events.append(tx, {
        shopId: shop.id,
        type: "join.consented",
        memberId: member.memberId,
        subjectId: member.memberId,
        at: new Date(small.clock.now().getTime() - dayMs),
        data: { channels: ["inbox"] },
      }),
    );
    await small.house.events.idle();
    expect((await send(member.memberId)).failed).toEqual(["no_consent"]);
  });
});

test("a new member is welcomed once, and told what she can decide", async () => {
  const member = await small.member(shop, { consents: ["inbox"] });
  await small.house.engage.runDue();
  await small.house.events.idle();
  await small.house.engage.runDue();
  const inbox = await member("GET /api/v1/front/inbox");
  expect(inbox.body.items.map((item: { kind: string }) => item.kind)).toEqual(["welcome"]);
  expect(inbox.body.items[0].why.en).toContain("joined");
});
