import { expect, test } from "vitest";
import { countLater, groupRows, summarise } from "./index.ts";

const orders = {
  customer: Int32Array.of(0, 2, 0, 0, 2, 0, 3),
  day: Float64Array.of(10.2, 3, 1.5, 1.9, 3.4, 25, 40),
  amount: Float64Array.of(30, 5, 7, 8, 5, 50, 9),
};

test("orders of one day are one purchase, the first purchase is no repeat, later days are not seen", () => {
  const history = summarise(orders, { endDay: 31 });
  expect(history.n).toBe(2);
  expect([...history.customer]).toEqual([0, 2]);
  expect([...history.x]).toEqual([2, 0]);
  expect([...history.tx]).toEqual([24, 0]);
  expect([...history.T]).toEqual([30, 28]);
  expect([...history.meanSpend]).toEqual([40, 0]);
  expect([...history.firstDay]).toEqual([1, 3]);
});

test("weeks as unit divide the times, weeks as period also merge the orders", () => {
  expect([...summarise(orders, { endDay: 31, unitDays: 7 }).tx]).toEqual([24 / 7, 0]);
  const merged = summarise(
    { customer: Int32Array.of(0, 0), day: Float64Array.of(7, 13) },
    { collapseDays: 7, unitDays: 7 },
  );
  expect([...merged.x]).toEqual([0]);
});

test("what came after the calibration is counted apart", () => {
  const history = summarise(orders, { endDay: 12 });
  expect([...history.x]).toEqual([1, 0]);
  expect([...countLater(orders, history, { fromDay: 12, toDay: 60 })]).toEqual([1, 0]);
});

test("no transactions give an empty summary", () => {
  expect(summarise({ customer: new Int32Array(0), day: new Float64Array(0) }).n).toBe(0);
});

test("equal rows are grouped with their number", () => {
  const rows = groupRows({
    n: 4,
    unitDays: 7,
    x: Int32Array.of(1, 0, 1, 1),
    tx: Float64Array.of(2, 0, 2, 3),
    T: Float64Array.of(9, 9, 9, 9),
  });
  expect([...rows.weight]).toEqual([2, 1, 1]);
  expect([...rows.rowOf]).toEqual([0, 1, 0, 2]);
});
