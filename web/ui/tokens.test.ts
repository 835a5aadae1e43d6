import { describe, expect, test } from "vitest";
import { themes, tokensCss } from "./tokens.ts";

type Pair = readonly [text: string, surface: string];
const pairs: readonly Pair[] = [
  ["text", "page"],
  ["text", "card"],
  ["text", "sunken"],
  ["text-soft", "page"],
  ["text-soft", "card"],
  ["text-soft", "sunken"],
  ["action", "card"],
  ["action", "action-soft"],
  ["on-action", "action"],
  ["hot", "card"],
  ["hot", "page"],
  ["on-hot", "hot"],
  ["member", "member-soft"],
  ["good", "good-soft"],
  ["info", "info-soft"],
];

describe.each(["day", "studio"] as const)("the %s theme", (theme) => {
  test.each(pairs)("%s on %s can be read (WCAG AA, 4.5 to 1)", (text, surface) => {
    const colours: Readonly<Record<string, string>> = themes[theme];
    expect(contrast(colours[text]!, colours[surface]!)).toBeGreaterThanOrEqual(4.5);
  });
});

test("both themes name the same things", () => {
  expect(Object.keys(themes.studio)).toEqual(Object.keys(themes.day));
});

test("the style sheet carries every token of both themes", () => {
  const css = tokensCss();
  for (const name of Object.keys(themes.day)) expect(css.split(`--${name}:`)).toHaveLength(3);
});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
