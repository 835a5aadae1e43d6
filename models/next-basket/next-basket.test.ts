import { beforeAll, describe, expect, test, vi } from "vitest";
import { seededRandom } from "../random/index.ts";
import * as next from "./index.ts";

// Seeded simulations: long on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ITEMS = 60;

/** Users of two tastes (items 0–29 and 30–59), each with five staples bought in two of three baskets. */
function shop(seed: number, users: number): { past: number[][][]; future: number[][] } {
  const random = seededRandom(seed);
  const past: number[][][] = [];
  const future: number[][] = [];
  for (let u = 0; u < users; u++) {
    const from = u % 2 === 0 ? 0 : 30;
    const any = (): number => from + Math.floor(30 * random() ** 2);
    const staples = Array.from({ length: 5 }, any);
    const basket = (): number[] => [...staples.filter(() => random() < 0.66), any()];
    past.push(Array.from({ length: 4 + (u % 4) }, basket));
    future.push(basket());
  }
  return { past, future };
}

const { past, future } = shop(3, 600);
const history = next.basketHistory(past, ITEMS);
const tested = Array.from({ length: 100 }, (_, k) => 500 + k);

describe("a shop with staples and tastes", () => {
  let model: next.NextBasketModel;
  beforeAll(() => {
    model = next.fitNextBasket(history, {
      learnFrom: Array.from({ length: 500 }, (_, u) => u),
      target: (u) => future[u]!,
      trees: 20,
    });
  });
  const list = (u: number, options: next.RecommendOptions = {}): next.Recommendation[] =>
    next.recommend(model, next.userItems(history, u), u, { count: 5, ...options });

  test("it finds more of the next basket than popularity and personal frequency", () => {
    const popular = Array.from(next.popularItems(history));
    let ours = 0;
    let personal = 0;
    let common = 0;
    for (const u of tested) {
      const bought = new Set(future[u]);
      ours += next.scoreBasket(
        list(u).map((r) => r.item),
        bought,
        5,
      ).recall;
      personal += next.scoreBasket(next.personalItems(next.userItems(history, u)), bought, 5).recall;
      common += next.scoreBasket(popular, bought, 5).recall;
    }
    expect(ours).toBeGreaterThanOrEqual(personal * 0.99);
    expect(ours).toBeGreaterThan(common * 1.5);
  });

  test("chances are honest: expected hits are near the actual ones", () => {
    let expected = 0;
    let actual = 0;
    for (const u of tested) {
      for (const r of list(u)) {
        expected += r.chance;
        if (future[u]!.includes(r.item)) actual += 1;
      }
    }
    expect(expected / actual).toBeGreaterThan(0.85);
    expect(expected / actual).toBeLessThan(1.15);
  });

  test("the asked-for mix is kept, and explore stays within the taste", () => {
    const mixed = list(500, { count: 10, repeatShare: 0.5 });
    expect(mixed.filter((r) => r.kind === "repeat")).toHaveLength(5);
    const known = new Set(past[500]!.flat());
    const explore = mixed.filter((r) => r.kind === "explore");
    expect(explore.every((r) => !known.has(r.item))).toBe(true);
    expect(explore.filter((r) => r.item < 30).length).toBeGreaterThanOrEqual(4);
  });

  test("merchant rules come after scoring", () => {
    const [first] = list(501);
    expect(list(501, { allowed: (i) => i !== first!.item }).map((r) => r.item)).not.toContain(first!.item);
    const last = list(501).at(-1)!;
    const lifted = list(501, { boost: (i) => (i === last.item ? 100 : 1) })[0]!;
    expect(lifted.item).toBe(last.item);
    expect(lifted.chance).toBe(last.chance);
  });

  test("a new order counts at once, without a new fit", () => {
    const before = list(502, { count: 40 }).find((r) => r.item === 29);
    const grown = next.basketHistory([[...past[502]!, [29], [29]]], ITEMS);
    const after = next
      .recommend(model, next.userItems(grown, 0), 502, { count: 40 })
      .find((r) => r.item === 29)!;
    expect(after.kind).toBe("repeat");
    expect(after.chance).toBeGreaterThan(before?.chance ?? 0);
  });

  test("without given next baskets the last basket of each user is held out to learn from", () => {
    const own = next.fitNextBasket(history, { trees: 5 });
    expect(next.recommend(own, next.userItems(history, 0), 0, { count: 3 })).toHaveLength(3);
  });
});

test("scores by hand: one of two bought items in second place", () => {
  const score = next.scoreBasket([7, 3, 9], new Set([3, 4]), 3);
  expect(score.recall).toBe(0.5);
  expect(score.hit).toBe(1);
  expect(score.ndcg).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
});

test("an item counts once per basket, its age runs from the last basket", () => {
  const h = next.basketHistory([[[1, 1, 2], [2], [3]]], 5);
  const user = next.userItems(h, 0);
  expect([...user.item]).toEqual([1, 2, 3]);
  expect([...user.count]).toEqual([1, 2, 1]);
  expect([...user.sinceLast]).toEqual([2, 1, 0]);
  expect(next.personalThenPopular(user, Int32Array.of(4, 3, 0), 4)).toEqual([2, 1, 3, 4]);
});
