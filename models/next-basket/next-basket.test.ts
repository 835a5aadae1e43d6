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
const learners = Array.from({ length: 500 }, (_, u) => u);
const tested = Array.from({ length: 100 }, (_, k) => 500 + k);

describe("a shop with staples and tastes", () => {
  let model: next.NextBasketModel;
  beforeAll(() => {
    model = next.fitNextBasket(history, { learnFrom: learners, target: (u) => future[u]! });
  });
  const list = (u: number, rules: next.MerchantRules = {}): next.Recommendation[] =>
    next.recommend(model, next.userItems(history, u), u, { count: 5, ...rules });
  const items = (u: number, rules: next.MerchantRules = {}): number[] => list(u, rules).map((r) => r.item);

  test("it finds more of the next basket than popularity and personal frequency", () => {
    const popular = Array.from(next.popularItems(history));
    let ours = 0;
    let personal = 0;
    let common = 0;
    for (const u of tested) {
      const bought = new Set(future[u]);
      ours += next.scoreBasket(items(u), bought, 5).recall;
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
    let inTaste = 0;
    for (const u of tested) {
      const mixed = list(u, { count: 8, repeatShare: 0.5 });
      const known = new Set(past[u]!.flat());
      expect(mixed.filter((r) => r.kind === "repeat")).toHaveLength(4);
      for (const { kind, item } of mixed) {
        expect(known.has(item)).toBe(kind === "repeat");
        if (kind === "explore" && item < 30 === (u % 2 === 0)) inTaste += 1;
      }
    }
    expect(inTaste / (4 * tested.length)).toBeGreaterThan(0.8);
  });

  test("when one kind runs out the other fills the list", () => {
    const bought = new Set(past[500]!.flat()).size;
    const all = list(500, { count: bought + 3, repeatShare: 1 });
    expect(all.filter((r) => r.kind === "explore")).toHaveLength(3);
  });

  test("every item has a reason with its figures", () => {
    for (const u of tested) {
      const user = next.userItems(history, u);
      for (const { item, kind, reason } of list(u, { count: 10, repeatShare: 0.5 })) {
        if (reason.code === "bought-often") {
          expect(reason.baskets).toBe(past[u]!.filter((b) => b.includes(item)).length);
          expect(reason.of).toBe(past[u]!.length);
        } else if (reason.code === "bought-after") {
          expect(user.last).toContain(reason.item);
          expect(reason.share).toBeGreaterThan(0);
        } else if (reason.code === "in-demand") {
          const share = learners.filter((l) => future[l]!.includes(item)).length / learners.length;
          expect(reason.share).toBeCloseTo(share, 12);
        }
        expect(["bought-after", "in-demand"].includes(reason.code)).toBe(kind === "explore");
      }
    }
  });

  test("what is out of stock or excluded is not shown, and the next best moves up", () => {
    const [first, second] = items(501);
    expect(items(501, { allowed: (i) => i !== first })[0]).toBe(second);
  });

  test("a lifted item moves up, and its chance stays as it is", () => {
    const last = list(501).at(-1)!;
    const lifted = list(501, { boost: (i) => (i === last.item ? 100 : 1) })[0]!;
    expect(lifted.item).toBe(last.item);
    expect(lifted.chance).toBe(last.chance);
  });

  test("pinned items come first in their order, unless they may not be shown", () => {
    expect(items(500, { pinned: [58, 57] }).slice(0, 2)).toEqual([58, 57]);
    expect(items(500, { pinned: [58, 57], allowed: (i) => i !== 58 })[0]).toBe(57);
    expect(items(500, { pinned: [58, 57] })).toHaveLength(5);
  });

  test("at most so many of one category, and the rest of the list stays in order", () => {
    const plain = items(502, { count: 40 });
    const of = (i: number): number => i % 3;
    const seen = [0, 0, 0];
    const wanted = plain.filter((i) => (seen[of(i)]! += 1) <= 2);
    expect(items(502, { count: 6, categories: { of, most: 2 } })).toEqual(wanted);
  });

  test("items with the same past are spread, and the mix of repeat and explore stays the same", () => {
    // Bought 0, 1, 2 together twice, then 20 twice: 0, 1 and 2 have one past.
    const h = next.basketHistory([[[0, 1, 2], [0, 1, 2], [20], [20]]], ITEMS);
    const user = next.userItems(h, 0);
    const listed = (spread: number): next.Recommendation[] =>
      next.recommend(model, user, -1, { count: 4, repeatShare: 1, spread });
    const alike = (r: next.Recommendation): boolean => r.item < 3;
    expect(new Set(listed(1).map((r) => r.item))).toEqual(new Set([0, 1, 2, 20]));
    // Lift the three so that all stand before 20; spread lets 20 in before the last of them.
    const lifted = (spread: number): next.Recommendation[] =>
      next.recommend(model, user, -1, {
        count: 4,
        repeatShare: 1,
        spread,
        boost: (i) =>
          i === 20 ? 1 / listed(0).find((r) => r.item === 20)!.chance : 2 / listed(0).find(alike)!.chance,
      });
    expect(lifted(0).findIndex((r) => !alike(r))).toBe(3);
    expect(lifted(1).findIndex((r) => !alike(r))).toBeLessThan(3);
  });

  test("a new order counts at once, without a new fit", () => {
    const user = next.userItems(history, 502);
    const before = next.recommend(model, user, 502, { count: 40 }).find((r) => r.item === 29);
    const later = next.withOrder(next.withOrder(user, [29]), [29]);
    const after = next.recommend(model, later, 502, { count: 40 }).find((r) => r.item === 29)!;
    expect(after.kind).toBe("repeat");
    expect(after.chance).toBeGreaterThan(before?.chance ?? 0);
  });
});

test("without given next baskets the last basket of each user is held out to learn from", () => {
  const own = next.fitNextBasket(history);
  expect(own.figures.coming[7]).toBe(past.filter((baskets) => baskets.at(-1)!.includes(7)).length);
  expect(next.recommend(own, next.userItems(history, 0), 0, { count: 3 })).toHaveLength(3);
});

test("nothing is learnt from users who are not learners: neither their next basket nor their history", () => {
  const target = (u: number): number[] => {
    if (u >= 500) throw new Error("the next basket of a user who is asked about");
    return future[u]!;
  };
  const model = next.fitNextBasket(history, { learnFrom: learners, target });
  const others = next.basketHistory(
    past.map((baskets, u) => (u < 500 ? baskets : [[1, 2, 3]])),
    ITEMS,
  );
  const same = next.fitNextBasket(others, { learnFrom: learners, target });
  expect([...same.repeat.rank, ...same.explore.rank]).toEqual([...model.repeat.rank, ...model.explore.rank]);
  expect(same.figures.coming).toEqual(model.figures.coming);
});

test("an empty shop and a user without baskets get short lists, not errors", () => {
  const empty = next.fitNextBasket(next.basketHistory([[], [[1]]], 5));
  const nobody = next.userItems(next.basketHistory([[]], 5), 0);
  const lists = next.recommend(empty, nobody, -1, { count: 3 });
  expect(lists.every((r) => r.chance >= 0 && r.chance <= 1)).toBe(true);
});

test("scores by hand: one of two bought items in second place, the other is new", () => {
  const score = next.scoreBasket([7, 3, 9], new Set([3, 4]), 3, new Set([3, 7]));
  expect(score.recall).toBe(0.5);
  expect(score.hit).toBe(1);
  expect(score.ndcg).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
  expect(score.repeatShare).toBeCloseTo(2 / 3, 12);
  expect(score.repeat).toEqual({ recall: 1, hit: 1 });
  expect(score.explore).toEqual({ recall: 0, hit: 0 });
});

test("an item counts once per basket, its age runs from the last basket", () => {
  const h = next.basketHistory([[[1, 1, 2], [2], [3]]], 5);
  const user = next.userItems(h, 0);
  expect([...user.item]).toEqual([1, 2, 3]);
  expect([...user.count]).toEqual([1, 2, 1]);
  expect([...user.sinceLast]).toEqual([2, 1, 0]);
  expect(next.personalThenPopular(user, Int32Array.of(4, 3, 0), 4)).toEqual([2, 1, 3, 4]);
});
