import { describe, expect, test } from "vitest";
import { drawNormal, seededRandom } from "../random/index.ts";
import { fitReplenishment, nextNeed, pairPurchases, type Purchases } from "./index.ts";

const truth = {
  shop: Math.log(40),
  product: 0.4,
  member: 0.3,
  pair: 0.25,
  noise: 0.35,
  slope: 0.6,
  leaving: 0.15,
};
const MEMBERS = 400;
const PRODUCTS = 12;
const END = 500;

interface World {
  readonly seen: Purchases;
  /** True ln(days) mean per product. */
  readonly productMean: readonly number[];
  /** First purchase after END per open pair that goes on, by "member/product". */
  readonly next: ReadonlyMap<string, number>;
}

function simulate(seed: number): World {
  const random = seededRandom(seed);
  const productMean = Array.from({ length: PRODUCTS }, () => truth.shop + truth.product * drawNormal(random));
  const rows: [number, number, number, number][] = [];
  const next = new Map<string, number>();
  for (let member = 0; member < MEMBERS; member++) {
    const pace = truth.member * drawNormal(random);
    for (let product = 0; product < PRODUCTS; product++) {
      if (random() < 0.6) continue;
      const own = productMean[product]! + pace + truth.pair * drawNormal(random);
      // The shop has been open for long: what lies before day 0 is not seen.
      let day = Math.floor(random() * 700) - 400;
      for (;;) {
        const quantity = random() < 0.7 ? 1 : 2 + Math.floor(random() * 3);
        if (day > END) {
          next.set(`${member}/${product}`, day);
          break;
        }
        if (day >= 0) rows.push([member, product, day, quantity]);
        if (random() < truth.leaving) break;
        day += Math.max(
          1,
          Math.round(Math.exp(own + truth.slope * Math.log(quantity) + truth.noise * drawNormal(random))),
        );
      }
    }
  }
  const seen = {
    member: Int32Array.from(rows, (row) => row[0]),
    product: Int32Array.from(rows, (row) => row[1]),
    day: Float64Array.from(rows, (row) => row[2]),
    quantity: Float64Array.from(rows, (row) => row[3]),
  };
  return { seen, productMean, next };
}

describe("a simulated shop", () => {
  const world = simulate(11);
  const model = fitReplenishment(world.seen, { endDay: END });

  test("its parameters come back", () => {
    expect(model.converged).toBe(true);
    expect(model.shopNoise).toBeCloseTo(truth.noise ** 2, 1);
    expect(Math.sqrt(model.pairSpread)).toBeGreaterThan(0.15);
    expect(Math.sqrt(model.pairSpread)).toBeLessThan(0.35);
    expect(Math.sqrt(model.memberSpread)).toBeGreaterThan(0.2);
    expect(Math.sqrt(model.memberSpread)).toBeLessThan(0.4);
    expect(Math.abs(model.quantitySlope - truth.slope)).toBeLessThan(0.06);
    expect(Math.abs(model.shopLeaving - truth.leaving)).toBeLessThan(0.04);
    let worst = 0;
    world.productMean.forEach((mean, p) => {
      worst = Math.max(worst, Math.abs(mean - model.productMean[p]!) / Math.sqrt(model.productVariance[p]!));
    });
    expect(worst).toBeLessThan(4);
  });

  test("80 % intervals hold the next purchase in 75 to 85 % of the cases", () => {
    const pairs = pairPurchases(world.seen, END);
    let inside = 0;
    let all = 0;
    let expectedSoon = 0;
    let soon = 0;
    for (let i = 0; i < pairs.size; i++) {
      const member = pairs.member[i]!;
      const product = pairs.product[i]!;
      const range = [pairs.start[i]!, pairs.start[i + 1]!] as const;
      const history = {
        member,
        product,
        day: pairs.day.slice(...range),
        quantity: pairs.quantity.slice(...range),
      };
      const need = nextNeed(model, history, END);
      const actual = world.next.get(`${member}/${product}`);
      expectedSoon += need.chanceToReorderWithin(30);
      if (actual === undefined) continue;
      if (actual <= END + 30) soon += 1;
      all += 1;
      if (actual >= Math.floor(need.lowDay) && actual <= need.highDay) inside += 1;
    }
    expect(inside / all).toBeGreaterThan(0.75);
    expect(inside / all).toBeLessThan(0.85);
    // Two standard errors of about two hundred returns.
    expect(Math.abs(expectedSoon / soon - 1)).toBeLessThan(0.14);
  });

  test("two bottles last longer than one", () => {
    const need = (quantity: number): number =>
      nextNeed(model, { product: 0, day: [480], quantity: [quantity] }, END).medianDay;
    expect(need(2)).toBeGreaterThan(need(1));
  });

  test("own history moves the forecast from the product's to the member's, and says so", () => {
    const product = 0;
    const usual = nextNeed(model, { product, day: [450] }, 450);
    expect(usual.basis).toBe("product");
    const weekly = nextNeed(model, { product, day: [415, 422, 429, 436, 443, 450] }, 450);
    expect(weekly.basis).toBe("member");
    expect(weekly.daysBetween).toBeLessThan(usual.daysBetween);
    expect(weekly.daysBetween).toBeLessThan(12);
    expect(weekly.neverAgainChance).toBeLessThan(usual.neverAgainChance);
  });

  test("silence moves the date on, never into the past, and raises the chance of never again", () => {
    const history = { product: 3, day: [100, 130, 162] };
    let before = 0;
    for (const now of [162, 200, 260, 400, 2000]) {
      const need = nextNeed(model, history, now);
      expect(need.lowDay).toBeGreaterThanOrEqual(now);
      expect(need.medianDay).toBeGreaterThan(need.lowDay);
      expect(need.highDay).toBeGreaterThan(need.medianDay);
      expect(need.neverAgainChance).toBeGreaterThan(before);
      before = need.neverAgainChance;
    }
    const need = nextNeed(model, history, 170);
    expect(need.chanceToReorderWithin(0)).toBe(0);
    expect(need.chanceToReorderWithin(20)).toBeLessThan(need.chanceToReorderWithin(40));
    expect(need.chanceToReorderWithin(1e6)).toBeCloseTo(1 - need.neverAgainChance, 6);
  });

  test("a product the fit has not seen is forecast from the shop", () => {
    const need = nextNeed(model, { product: 999, day: [480] }, 490);
    expect(need.basis).toBe("shop");
    expect(need.medianDay).toBeGreaterThan(490);
  });
});

test("a shop with a single purchase still gives a finite forecast", () => {
  const model = fitReplenishment({
    member: Int32Array.of(0),
    product: Int32Array.of(0),
    day: Float64Array.of(3),
    quantity: Float64Array.of(1),
  });
  const need = nextNeed(model, { member: 0, product: 0, day: [3] }, 10);
  expect(need.medianDay).toBeGreaterThan(10);
  expect(Number.isFinite(need.highDay)).toBe(true);
  expect(need.neverAgainChance).toBeGreaterThan(0);
  expect(need.neverAgainChance).toBeLessThan(1);
});
