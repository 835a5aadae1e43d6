import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as next from "./index.ts";

const ITEMS = 12;
const basket = fc.array(fc.integer({ min: 0, max: ITEMS - 1 }), { minLength: 1, maxLength: 6 });
const baskets = fc.array(basket, { minLength: 1, maxLength: 8 });

/** What is known of each item, by item, so that the order of items does not matter. */
function byItem(user: next.UserItems): Map<number, number[]> {
  const { count, sinceLast, sinceFirst, slow, middle, fast } = user;
  return new Map(
    Array.from(user.item, (item, k) => [
      item,
      [count, sinceLast, sinceFirst, slow, middle, fast].map((column) => column[k]!),
    ]),
  );
}

test("a user after one more order equals the user summed up anew", () => {
  fc.assert(
    fc.property(fc.array(basket, { maxLength: 8 }), basket, (before, order) => {
      const start = next.userItems(next.basketHistory([before], ITEMS), 0);
      const anew = next.userItems(next.basketHistory([[...before, order]], ITEMS), 0);
      const grown = next.withOrder(start, order);
      const { baskets: count, rows, laterRows, repeatRows } = grown;
      expect([count, rows, laterRows, repeatRows]).toEqual([
        anew.baskets,
        anew.rows,
        anew.laterRows,
        anew.repeatRows,
      ]);
      expect(grown.last.toSorted()).toEqual(anew.last.toSorted());
      const wanted = byItem(anew);
      const found = byItem(grown);
      expect(found.size).toBe(wanted.size);
      for (const [item, values] of wanted) {
        values.forEach((value, k) => expect(found.get(item)![k]).toBeCloseTo(value, 12));
      }
    }),
  );
});

test("after one new order the shop's figures, and so every list, equal those counted anew", () => {
  const users = fc.array(fc.array(basket, { minLength: 2, maxLength: 6 }), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(users, baskets, fc.nat(), (past, orders, pick) => {
      const user = pick % past.length;
      const history = next.basketHistory(past, ITEMS);
      const model = next.fitNextBasket(history);
      const noted = [...past[user]!];
      let learner: next.BasketLearner = {
        user,
        before: next.userItems(history, user, 1),
        next: Array.from(next.lastBasket(history, user)),
      };
      for (const order of orders) {
        learner = next.noteOrder(model, learner, order);
        noted.push(order);
      }
      const later = next.basketHistory(
        past.map((own, u) => (u === user ? noted : own)),
        ITEMS,
      );
      const anew = { ...model, figures: next.fitNextBasket(later).figures };
      const { buyers, buyersAgain, coming, baskets: held, allBuyers, allAgain, users: count } = model.figures;
      expect({ buyers, buyersAgain, coming, held, allBuyers, allAgain, count }).toEqual({
        buyers: anew.figures.buyers,
        buyersAgain: anew.figures.buyersAgain,
        coming: anew.figures.coming,
        held: anew.figures.baskets,
        allBuyers: anew.figures.allBuyers,
        allAgain: anew.figures.allAgain,
        count: anew.figures.users,
      });
      for (let u = 0; u < past.length; u++) {
        const own = next.userItems(later, u);
        expect(next.recommend(model, own, u)).toEqual(next.recommend(anew, own, u));
      }
    }),
    { numRuns: 60 },
  );
});
