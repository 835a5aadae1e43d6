import { expect, test } from "vitest";
import { chooseLanguage, matchLanguage } from "./language.ts";

const nothing = { search: "", stored: null, preferred: [] };

test("the address wins over the stored choice, and that over the browser's list", () => {
  expect(chooseLanguage({ search: "?lang=en", stored: "zh-CN", preferred: ["zh"] })).toBe("en");
  expect(chooseLanguage({ search: "", stored: "zh-CN", preferred: ["en-GB"] })).toBe("zh-CN");
  expect(chooseLanguage({ search: "", stored: null, preferred: ["en-GB", "zh"] })).toBe("en");
});

test("a language nobody translated is passed over", () => {
  expect(chooseLanguage({ ...nothing, search: "?lang=tlh", stored: "fr", preferred: ["de", "en-US"] })).toBe(
    "en",
  );
  expect(chooseLanguage(nothing)).toBe("zh-CN");
});

test("every kind of Chinese and English is understood", () => {
  for (const tag of ["zh", "zh-Hans-CN", "ZH_tw"]) expect(matchLanguage(tag)).toBe("zh-CN");
  expect(matchLanguage("en-AU")).toBe("en");
  expect(matchLanguage("")).toBeUndefined();
});
