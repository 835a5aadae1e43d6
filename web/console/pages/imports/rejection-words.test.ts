import { expect, test } from "vitest";
import { readCell } from "./rejection-words.ts";

test("a reason names its column, and the value that does not fit", () => {
  expect(readCell('数量 is "many". It must be a whole number, for example 3.')).toEqual({
    column: "数量",
    value: "many",
  });
  expect(readCell("Order ID is empty.")).toEqual({ column: "Order ID" });
});

test("a reason about a whole row names no column", () => {
  expect(readCell("The row has 3 columns where the header has 8. The row is cut off.")).toEqual({});
  expect(readCell("The line 7 of order A-1 stands twice.")).toEqual({});
});
