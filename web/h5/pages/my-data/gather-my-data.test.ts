import { expect, it } from "vitest";
import { everyPage } from "./gather-my-data.ts";

it("all pages are gathered in their order", async () => {
  const pages = new Map([
    ["", { items: [1, 2], next: "b" }],
    ["b", { items: [3], next: "c" }],
    ["c", { items: [] }],
  ]);
  expect(await everyPage(async (after = "") => pages.get(after)!)).toEqual([1, 2, 3]);
});
