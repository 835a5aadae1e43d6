import { expect, test } from "vitest";
import { createGather } from "./gather.ts";

test("what comes in one turn is done at once, what comes meanwhile together after it, each with its own result", async () => {
  const batches: number[][] = [];
  const double = createGather<number, number>({
    most: 3,
    work: async (items) => {
      batches.push([...items]);
      await Promise.resolve();
      return items.map((item) => item * 2);
    },
  });
  const results = await Promise.all([1, 2, 3, 4].map((item) => double(item)));
  expect(results).toEqual([2, 4, 6, 8]);
  expect(batches).toEqual([[1, 2, 3], [4]]);
  expect(await double(5)).toBe(10);
});

test("a piece of work that fails fails for those in it and for nobody else", async () => {
  const fussy = createGather<number, number>({
    most: 2,
    work: async (items) => {
      if (items.includes(1)) throw new Error("not with one");
      return items;
    },
  });
  const results = await Promise.allSettled([1, 2, 3].map((item) => fussy(item)));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
});

test("where one may be to blame, the others are done without it", async () => {
  const fussy = createGather<number, number>({
    most: 10,
    work: async (items) => {
      if (items.includes(2)) throw new Error("not with two");
      return items;
    },
    mayBeOne: () => true,
  });
  const results = await Promise.allSettled([1, 2, 3].map((item) => fussy(item)));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
