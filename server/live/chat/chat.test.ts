import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkMute, checkPace, checkText, loudness, defaultRules, maskName, plainForm } from "./chat.ts";

const withWords = (...sensitiveWords: string[]) => ({ ...defaultRules, sensitiveWords });

describe("words", () => {
  test("a word is found whatever is put between and around its letters (property)", () => {
    const between = fc.array(fc.constantFrom("", " ", "　", ".", "。", "-", "*", "\u200B", "~", "…"), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(between, fc.constantFrom("加v信", "加V信", "加Ｖ信"), (marks, word) => {
        const dressed = Array.from(word)
          .map((letter, i) => `${letter}${marks[i] ?? ""}`)
          .join("");
        expect(() => checkText(`请${dressed}吧`, withWords("加v信"))).toThrow(/word/u);
      }),
    );
  });

  test("a rule of nothing but marks forbids nothing", () => {
    expect(() => checkText("hello", withWords("", " ", "…"))).not.toThrow();
  });

  test("the plain form of a plain form is itself (property)", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(plainForm(plainForm(text))).toBe(plainForm(text));
      }),
    );
  });
});

test.each([
  ["https://x.example", true],
  ["看 www.abc", true],
  ["加我 abc．com", true],
  ["shop.top/1", true],
  ["3.5元", false],
  ["e.g. this one", false],
  ["v1.2 好用吗", false],
])("%s is a link: %s", (text, isLink) => {
  const check = () => checkText(text, defaultRules);
  if (isLink) expect(check).toThrow(/[Ll]ink/u);
  else expect(check).not.toThrow();
  expect(() => checkText(text, { ...defaultRules, linksAllowed: true })).not.toThrow();
});

test("a message of nothing is refused", () => {
  for (const text of ["", "  ", "\n"]) expect(() => checkText(text, defaultRules)).toThrow(/empty/u);
});

test("a mute ends at its moment, not a moment later; without one it does not end", () => {
  const mute = { memberId: "m", until: new Date(1000), reason: "", mutedBy: "x", at: new Date(0) };
  expect(() => checkMute(mute, new Date(999))).toThrow(/may not write/u);
  expect(() => checkMute(mute, new Date(1000))).not.toThrow();
  expect(() => checkMute({ ...mute, until: null }, new Date(8e15))).toThrow(/may not write/u);
  expect(() => checkMute(undefined, new Date(0))).not.toThrow();
});

test("slow mode says how long to wait", () => {
  const slow = { ...defaultRules, slowModeSeconds: 10 };
  expect(() => checkPace(new Date(0), slow, new Date(9001))).toThrow(/wait 1 s/u);
  expect(() => checkPace(new Date(0), slow, new Date(10_000))).not.toThrow();
  expect(() => checkPace(new Date(0), defaultRules, new Date(1))).not.toThrow();
});

test("a buyer's name is shown to others by its first letters only", () => {
  expect(maskName("李娜")).toBe("李**");
  expect(maskName("Lina")).toBe("Li**");
  expect(maskName("𠮷野家")).toBe("𠮷**");
  expect(maskName("")).toBe("**");
});

test("a flood prefers members and questions, and knows the same words by any width, case and spaces", () => {
  const weights = ["hi", "多少钱？", "有货吗"].map((text) => loudness({ text, joined: false }).weight);
  expect(weights).toEqual([1, 2, 2]);
  expect(loudness({ text: "有货吗", joined: true }).weight).toBe(4);
  expect(loudness({ text: "６６６ Ok", joined: true }).sameAs).toBe(
    loudness({ text: "666ok", joined: false }).sameAs,
  );
});
