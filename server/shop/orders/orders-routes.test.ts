import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "../../platform/database/index.ts";
import { keyOf, openSmallHouse, type SmallHouse, type TestShop } from "../../../test/small-house.ts";

let small: SmallHouse;
let shop: TestShop;
beforeAll(async () => {
  small = await openSmallHouse();
  shop = await small.openShop("orders");
});
afterAll(() => small.close());

const refund = (id: string, body: object, key = small.next("refund")) =>
  shop.owner("POST /api/v1/orders/{id}/refund", {
    params: { id },
    headers: { "idempotency-key": keyOf(key) },
    body: { reason: "asked", ...body },
  });

describe("placing", () => {
  test("200 buyers on 50 units: exactly 50 sold", async () => {
    const product = await small.addProduct(shop, { stock: 50 });
    const buyers = await Promise.all(Array.from({ length: 200 }, () => small.guest(shop)));
    const answers = await Promise.all(buyers.map((buyer) => small.order(buyer, product.variantId)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(50);
    const refused = answers.filter((answer) => answer.status !== 200);
    expect(new Set(refused.map((answer) => answer.body.error.code))).toEqual(new Set(["out_of_stock"]));
    expect(await small.stockOf(shop, product.id)).toBe(0);
    const sold = await small.db.row<{ units: number }>(sql`
      select sum(quantity)::int as units from order_line where variant_id = ${product.variantId}`);
    expect(sold?.units).toBe(50);
  });

  test("a retried order request returns the same order and takes stock once", async () => {
    const product = await small.addProduct(shop, { stock: 10 });
    const buyer = await small.guest(shop);
    const ask = () => small.order(buyer, product.variantId, { quantity: 3, key: "one attempt" });
    const answers = await Promise.all([ask(), ask(), ask(), ask(), ask()]);
    answers.push(await ask());
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(await small.stockOf(shop, product.id)).toBe(7);
  });

  test("the same key with another basket is refused", async () => {
    const product = await small.addProduct(shop);
    const buyer = await small.guest(shop);
    await small.order(buyer, product.variantId, { quantity: 1, key: "taken" });
    const other = await small.order(buyer, product.variantId, { quantity: 2, key: "taken" });
    expect(other.status).toBe(409);
    expect(other.body.error.code).toBe("idempotency_key_reused");
  });

  test("wishing no coupon is another basket than wishing the best one", async () => {
    const product = await small.addProduct(shop);
    const buyer = await small.guest(shop);
    await small.order(buyer, product.variantId, { key: "coupon or none" });
    const other = await small.order(buyer, product.variantId, { key: "coupon or none", couponId: null });
    expect(other.body.error.code).toBe("idempotency_key_reused");
  });

  test("the key belongs to its buyer: another's is another attempt", async () => {
    const product = await small.addProduct(shop);
    const [one, two] = [await small.guest(shop), await small.guest(shop)];
    const first = await small.order(one, product.variantId, { key: "shared" });
    const second = await small.order(two, product.variantId, { key: "shared" });
    expect(second.status).toBe(200);
    expect(second.body.id).not.toBe(first.body.id);
  });

  test("an order without a key is refused before anything happens", async () => {
    const product = await small.addProduct(shop, { stock: 5 });
    const buyer = await small.guest(shop);
    const answer = await buyer("POST /api/v1/front/orders", {
      body: { lines: [{ variantId: product.variantId, quantity: 1 }] },
    });
    expect(answer.body.error.code).toBe("idempotency_key_missing");
    expect(await small.stockOf(shop, product.id)).toBe(5);
  });

  test("baskets that share articles in other orders do not block each other", async () => {
    const [a, b] = [await small.addProduct(shop), await small.addProduct(shop)];
    const buyers = await Promise.all(Array.from({ length: 20 }, () => small.guest(shop)));
    const answers = await Promise.all(
      buyers.map((buyer, i) =>
        buyer("POST /api/v1/front/orders", {
          headers: { "idempotency-key": keyOf(`basket ${i}`) },
          body: {
            lines: (i % 2 ? [a, b] : [b, a]).map(({ variantId }) => ({ variantId, quantity: 1 })),
          },
        }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(await small.stockOf(shop, a.id)).toBe(80);
    expect(await small.stockOf(shop, b.id)).toBe(80);
  });
});

test("where an order goes can be said until it is shipped, by its buyer alone", async () => {
  const product = await small.addProduct(shop);
  const [buyer, other] = [await small.guest(shop), await small.guest(shop)];
  const id = await small.buy(buyer, product.variantId);
  const address = { name: "Li", phone: "13800000000", country: "CN", city: "杭州", street: "文三路 1" };
  const send = (who: typeof buyer) =>
    who("PUT /api/v1/front/orders/{id}/address", { params: { id }, body: address });
  expect((await send(other)).status).toBe(404);
  expect((await send(buyer)).body.address).toEqual(address);
  await shop.owner("POST /api/v1/orders/{id}/ship", { params: { id }, body: {} });
  expect((await send(buyer)).body.error.code).toBe("conflict");
});

describe("cancelling and time", () => {
  test("a cancelled order gives its stock back once", async () => {
    const product = await small.addProduct(shop, { stock: 10 });
    const buyer = await small.guest(shop);
    const placed = await small.order(buyer, product.variantId, { quantity: 4 });
    expect(await small.stockOf(shop, product.id)).toBe(6);
    const cancel = () => buyer("POST /api/v1/front/orders/{id}/cancel", { params: { id: placed.body.id } });
    const answers = await Promise.all([cancel(), cancel(), cancel()]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    expect(await small.stockOf(shop, product.id)).toBe(10);
  });

  test("an unpaid order is released after its time, and not before", async () => {
    const product = await small.addProduct(shop, { stock: 10 });
    const buyer = await small.guest(shop);
    const placed = await small.order(buyer, product.variantId, { quantity: 2 });
    small.passMinutes(14);
    expect(await small.house.shop.orders.expireUnpaid()).toBe(0);
    expect(await small.stockOf(shop, product.id)).toBe(8);
    small.passMinutes(1);
    const late = await small.pay(buyer, placed.body.id);
    expect(late.body.error.code).toBe("conflict");
    await Promise.all([small.house.shop.orders.expireUnpaid(), small.house.shop.orders.expireUnpaid()]);
    expect(await small.stockOf(shop, product.id)).toBe(10);
    const order = await shop.owner("GET /api/v1/orders/{id}", { params: { id: placed.body.id } });
    expect(order.body.status).toBe("cancelled");
  });

  test("a payment and a cancellation at once: one of them happens, and stock agrees with it", async () => {
    const product = await small.addProduct(shop, { stock: 30 });
    for (let round = 0; round < 6; round += 1) {
      const buyer = await small.guest(shop);
      const before = await small.stockOf(shop, product.id);
      const placed = await small.order(buyer, product.variantId);
      const params = { id: placed.body.id };
      const [paid, cancelled] = await Promise.all([
        small.pay(buyer, placed.body.id),
        buyer("POST /api/v1/front/orders/{id}/cancel", { params }),
      ]);
      expect([paid.status, cancelled.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
      expect(await small.stockOf(shop, product.id)).toBe(paid.status === 200 ? before - 1 : before);
    }
  });
});

describe("paying", () => {
  test("a retried payment pays once and is told once", async () => {
    const product = await small.addProduct(shop);
    const buyer = await small.guest(shop);
    const placed = await small.order(buyer, product.variantId);
    const pay = () => small.pay(buyer, placed.body.id, { key: "pay once" });
    const answers = await Promise.all([pay(), pay(), pay()]);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const told = (await small.facts(shop, ["order.paid"])).filter(
      (fact) => fact.subjectId === placed.body.id,
    );
    expect(told).toHaveLength(1);
    const member = await small.house.shop.identity.member(shop.id, buyer.memberId);
    expect(member).toMatchObject({ orderCount: 1, spentCents: 5000 });
  });

  test("a refused payment keeps the order, and another attempt may succeed", async () => {
    const product = await small.addProduct(shop);
    const buyer = await small.guest(shop);
    const placed = await small.order(buyer, product.variantId);
    const refused = await small.pay(buyer, placed.body.id, { outcome: "refuse" });
    expect(refused.status).toBe(402);
    expect((await small.pay(buyer, placed.body.id)).body.status).toBe("paid");
  });
});

describe("refunds", () => {
  test("refunds never exceed what was paid, and the lines' shares add up (property)", async () => {
    const [a, b] = [
      await small.addProduct(shop, { priceCents: 3333, stock: 100_000 }),
      await small.addProduct(shop, { priceCents: 1, stock: 100_000 }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 3 }),
        async (wishes, quantity) => {
          const buyer = await small.guest(shop);
          const placed = await buyer("POST /api/v1/front/orders", {
            headers: { "idempotency-key": keyOf(small.next("key")) },
            body: {
              lines: [
                { variantId: a.variantId, quantity },
                { variantId: b.variantId, quantity: 1 },
              ],
            },
          });
          await small.pay(buyer, placed.body.id);
          const answers = await Promise.all(wishes.map((cents) => refund(placed.body.id, { cents })));
          const order = (await shop.owner("GET /api/v1/orders/{id}", { params: { id: placed.body.id } }))
            .body;
          const granted = wishes.filter((_, i) => answers[i]!.status === 200);
          expect(order.refundedCents).toBe(granted.reduce((sum, cents) => sum + cents, 0));
          expect(order.refundedCents).toBeLessThanOrEqual(order.totalCents);
          const lines = order.lines as { refundedCents: number; totalCents: number }[];
          expect(lines.reduce((sum, line) => sum + line.refundedCents, 0)).toBe(order.refundedCents);
          for (const line of lines) expect(line.refundedCents).toBeLessThanOrEqual(line.totalCents);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("a retried refund pays back once", async () => {
    const product = await small.addProduct(shop);
    const buyer = await small.guest(shop);
    const id = await small.buy(buyer, product.variantId);
    const answers = await Promise.all([1, 2, 3].map(() => refund(id, { cents: 1000 }, "back once")));
    expect(answers.map((answer) => answer.body.refundedCents)).toEqual([1000, 1000, 1000]);
  });

  test("an unpaid order cannot be refunded", async () => {
    const product = await small.addProduct(shop);
    const placed = await small.order(await small.guest(shop), product.variantId);
    expect((await refund(placed.body.id, { cents: 1 })).body.error.code).toBe("conflict");
  });

  test("units go back into stock once, however many partial refunds ask for it", async () => {
    const product = await small.addProduct(shop, { stock: 10 });
    const id = await small.buy(await small.guest(shop), product.variantId, { quantity: 2 });
    await refund(id, { cents: 1000, restock: true });
    await refund(id, { cents: 1000, restock: true });
    await refund(id, { restock: true });
    expect(await small.stockOf(shop, product.id)).toBe(10);
  });
});

describe("coupons", () => {
  const grant = (memberId: string, offCents = 700) =>
    small.db.transaction((tx) =>
      small.house.shop.pricing.issueCoupon(tx, {
        shopId: shop.id,
        memberId,
        label: { zh: "券" },
        offCents,
        minimumCents: 0,
        currency: "CNY",
        issuedFor: small.next("reason"),
        validUntil: new Date(small.clock.now().getTime() + 86_400_000),
      }),
    );

  test("a coupon is used by one order", async () => {
    const product = await small.addProduct(shop);
    const buyer = await small.guest(shop);
    const { coupon } = await grant(buyer.memberId);
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => small.order(buyer, product.variantId, { couponId: coupon.id })),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    expect(answers.find((answer) => answer.status === 200)!.body).toMatchObject({
      discountCents: 700,
      totalCents: 4300,
    });
    expect(await small.stockOf(shop, product.id)).toBe(99);
  });

  test("a retry of an order with a coupon returns that order, though the coupon is used by now", async () => {
    const product = await small.addProduct(shop);
    const buyer = await small.guest(shop);
    const { coupon } = await grant(buyer.memberId);
    const ask = () => small.order(buyer, product.variantId, { couponId: coupon.id, key: "with coupon" });
    const answers = await Promise.all([ask(), ask(), ask(), ask(), ask(), ask()]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });

  test("a cancelled order gives its coupon back", async () => {
    const product = await small.addProduct(shop);
    const buyer = await small.guest(shop);
    const { coupon } = await grant(buyer.memberId);
    const placed = await small.order(buyer, product.variantId, { couponId: coupon.id });
    await buyer("POST /api/v1/front/orders/{id}/cancel", { params: { id: placed.body.id } });
    const again = await small.order(buyer, product.variantId, { couponId: coupon.id });
    expect(again.body.discountCents).toBe(700);
  });

  test("another member's coupon is not found", async () => {
    const product = await small.addProduct(shop);
    const { coupon } = await grant((await small.guest(shop)).memberId);
    const answer = await small.order(await small.guest(shop), product.variantId, { couponId: coupon.id });
    expect(answer.status).toBe(404);
  });
});
