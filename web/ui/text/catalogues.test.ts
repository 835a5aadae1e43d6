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
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  for (const [key, words] of [...Object.entries(zh), ...Object.entries(en)]) {
    expect(words.trim(), key).not.toBe("");
  }
  for (const key of Object.keys(zh)) expect(slots(en[key]!), key).toEqual(slots(zh[key]!));
});

test.each(areas)("%s has no Chinese left in English", (area) => {
  const en = english[`${area}text.en.ts`]!.default;
  for (const [key, words] of Object.entries(en)) expect(words, key).not.toMatch(/\p{Script=Han}{3,}/u);
});

function slots(words: string): string[] {
  return [...words.matchAll(/\{\{(\w+)\}\}/gu)].map((match) => match[1]!).sort();
}
