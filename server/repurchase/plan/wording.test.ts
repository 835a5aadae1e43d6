import { expect, test } from "vitest";
import { dayIn, nameOf, wordingOf } from "./wording.ts";

test("a day is written as each language writes it, in the reader's zone", () => {
  const lateEvening = new Date("2026-12-02T18:00:00Z");
  expect(dayIn(lateEvening, "Asia/Shanghai")).toEqual({ zh: "12 月 3 日", en: "3 December" });
  expect(dayIn(lateEvening, "Europe/London").en).toBe("2 December");
});

test("a name that is missing in one language is lent by the other", () => {
  expect(nameOf({ en: " Tea " })).toEqual({ zh: "Tea", en: "Tea" });
  expect(nameOf({ zh: "茶" })).toEqual({ zh: "茶", en: "茶" });
});

test("a show reminder names title and local time, and leads to the show", () => {
  const show = {
    id: "a-show",
    startsAt: new Date("2026-12-02T12:00:00Z"),
    title: { zh: "春茶", en: "Spring tea" },
  };
  const candidate = { choice: "show_reminder", purpose: "value", match: 1, worth: 1, show } as const;
  const words = wordingOf(candidate, "小林", "Asia/Shanghai");
  expect(words.link).toBe("/live/a-show");
  expect(words.subject.zh).toBe("12 月 2 日 20:00直播：春茶");
  expect(words.body.en).toContain("2 December");
});
