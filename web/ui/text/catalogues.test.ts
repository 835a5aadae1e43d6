import { expect, test } from "vitest";
import type { Catalogue } from "./text.ts";

const chinese = import.meta.glob<{ default: Catalogue }>("../../**/text.zh-CN.ts", { eager: true });
const english = import.meta.glob<{ default: Catalogue }>("../../**/text.en.ts", { eager: true });
const areas = Object.keys(chinese).map((path) => path.replace("text.zh-CN.ts", ""));

test("there are catalogues to look at", () => {
  expect(areas.length).toBeGreaterThan(20);
});

test("every catalogue exists in both languages", () => {
  expect(Object.keys(english).map((path) => path.replace("text.en.ts", ""))).toEqual(areas);
});

test.each(areas)("%s says everything in both languages", (area) => {
  const zh = chinese[`${area}text.zh-CN.ts`]!.default;
  const en = english[`${area}text.en.ts`]!.default;
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted());
  const empty = [...Object.entries(zh), ...Object.entries(en)].filter(([, words]) => words.trim() === "");
  expect(empty).toEqual([]);
  expect(slotsOf(en)).toEqual(slotsOf(zh));
});

test.each(areas)("%s has no Chinese left in English", (area) => {
  const en = english[`${area}text.en.ts`]!.default;
  const chineseLeft = Object.entries(en).filter(([, words]) => /\p{Script=Han}{3,}/u.test(words));
  expect(chineseLeft).toEqual([]);
});

/** The values each phrase wants: a translation that forgets one says less than the original. */
function slotsOf(words: Catalogue): string[] {
  const slots = Object.entries(words).flatMap(([key, phrase]) =>
    [...phrase.matchAll(/\{\{(\w+)\}\}/gu)].map((match) => `${key} {{${match[1]}}}`),
  );
  return slots.toSorted();
}
