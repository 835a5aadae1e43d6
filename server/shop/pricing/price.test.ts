import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SaleVariant } from "../catalogue/index.ts";
import type { CouponView } from "./index.ts";
import { couponObstacle, priceBasket } from "./price.ts";

const coupon: CouponView = {
  id: "c",
  memberId: "m",
  label: { en: "a gift" },
  offCents: 500,
  minimumCents: 1000,
  currency: "CNY",
  issuedFor: "x",
  validUntil: new Date("2026-03-02T00:00:00Z"),
  usedByOrder: null,
};

function article(priceCents: number, memberPriceCents: number | null = null): SaleVariant {
  const names = {
    id: "v",
    productId: "p",
    sku: "s",
    name: null,
    title: { en: "tea" },
    picture: "x",
    category: "tea",
  };
  return { ...names, priceCents, memberPriceCents, stock: 1 };
}

const basket = fc.array(
  fc.record({
    variant: fc
      .tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.option(fc.integer({ min: 0, max: 1_000_000 })))
      .map(([price, memberPrice]) => article(price, memberPrice)),
    quantity: fc.integer({ min: 1, max: 99 }),
  }),
  { minLength: 1, maxLength: 20 },
);

test("sums, discounts and lines agree to the cent, and no line falls below nothing (property)", () => {
  fc.assert(
    fc.property(
      basket,
      fc.boolean(),
      fc.option(fc.integer({ min: 1, max: 10_000_000 })),
      (lines, joined, off) => {
        const price = priceBasket(lines, joined, off === null ? undefined : { ...coupon, offCents: off });
        const sum = (of: (line: (typeof price.lines)[number]) => number) =>
          price.lines.reduce((total, line) => total + of(line), 0);
        expect(price.totalCents).toBe(price.itemsCents - price.discountCents);
        expect(sum((line) => line.totalCents)).toBe(price.totalCents);
        expect(sum((line) => line.discountCents)).toBe(price.discountCents);
        expect(price.discountCents).toBe(off === null ? 0 : Math.min(off, price.itemsCents));
        for (const line of price.lines) {
          expect(line.totalCents).toBeGreaterThanOrEqual(0);
          expect(line.totalCents).toBe(line.unitPriceCents * line.quantity - line.discountCents);
          expect(line.unitPriceCents).toBeLessThanOrEqual(line.listPriceCents);
        }
      },
    ),
  );
});

describe("which price", () => {
  test("a member pays the member price where it is lower, and the line says so", () => {
    const [line] = priceBasket([{ variant: article(100, 80), quantity: 2 }], true, undefined).lines;
    expect(line).toMatchObject({
      unitPriceCents: 80,
      totalCents: 160,
      priceRules: [{ kind: "member_price" }],
    });
    const [dearer] = priceBasket([{ variant: article(100, 120), quantity: 1 }], true, undefined).lines;
    expect(dearer).toMatchObject({ unitPriceCents: 100, priceRules: [{ kind: "list" }] });
  });

  test("a guest pays the list price", () => {
    expect(priceBasket([{ variant: article(100, 80), quantity: 1 }], false, undefined).totalCents).toBe(100);
  });

  test("the coupon that was used stays on every line", () => {
    const { lines } = priceBasket([{ variant: article(2000), quantity: 1 }], false, coupon);
    expect(lines[0]!.priceRules).toEqual([
      { kind: "list" },
      { kind: "coupon", couponId: "c", label: { en: "a gift" } },
    ]);
  });
});

test.each([
  [{}, 1000, undefined],
  [{ usedByOrder: "o" }, 1000, "used"],
  [{ validUntil: new Date("2026-03-01T00:00:00Z") }, 1000, "expired"],
  [{ currency: "USD" }, 1000, "other_currency"],
  [{}, 999, "below_minimum"],
] as const)("a coupon %j on %i cents: %s", (more, itemsCents, obstacle) => {
  const now = new Date("2026-03-01T00:00:00Z");
  expect(couponObstacle({ ...coupon, ...more }, itemsCents, "CNY", now)).toBe(obstacle);
});
