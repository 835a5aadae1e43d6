import { expect, test } from "vitest";
import {
  formatDate,
  formatDuration,
  formatLanguage,
  formatMoney,
  formatNumber,
  formatRelative,
  formatZone,
  moneyParts,
} from "./format.ts";

const china = { language: "zh-CN", timeZone: "Asia/Shanghai" };
const abroad = { language: "en", timeZone: "America/New_York" };

test("money follows the number of minor units of its currency", () => {
  expect(formatMoney(12_850, "CNY", china)).toBe("¥128.50");
  expect(formatMoney(1234, "JPY", abroad)).toBe("¥1,234");
  expect(formatMoney(1_234_567, "KWD", abroad)).toContain("1,234.567");
  expect(formatMoney(-5, "USD", abroad)).toBe("-$0.05");
});

test("a round price drops its empty cents, another keeps both", () => {
  const text = (cents: number) => moneyParts(cents, "CNY", china).map((part) => part.text);
  expect(text(12_800)).toEqual(["¥", "128"]);
  expect(text(12_850).join("")).toBe("¥128.50");
});

test("the same instant is another day elsewhere", () => {
  const at = "2026-03-01T02:00:00Z";
  expect(formatDate(at, "date", china)).toBe("2026年3月1日");
  expect(formatDate(at, "date", abroad)).toBe("Feb 28, 2026");
  expect(formatDate("2026-03-01T16:00:00Z", "time", china)).toBe("00:00");
});

test("relative times are cut, never rounded up into the next unit", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  expect(formatRelative("2026-03-01T11:59:30Z", now, abroad)).toBe("now");
  expect(formatRelative("2026-03-01T10:01:00Z", now, abroad)).toBe("1 hour ago");
  expect(formatRelative("2026-03-02T12:00:00Z", now, china)).toBe("明天");
});

test("large figures are short in the reader's own steps", () => {
  expect(formatNumber(12_345, china, true)).toBe("1.2万");
  expect(formatNumber(12_345, abroad, true)).toBe("12.3K");
});

test("a length of play shows hours only when there are any", () => {
  expect(formatDuration(75)).toBe("1:15");
  expect(formatDuration(3675.9)).toBe("1:01:15");
  expect(formatDuration(-1)).toBe("0:00");
});

test("zones and languages have names, and what has none stays as it is", () => {
  expect(formatZone("Asia/Shanghai", china)).toBe("中国标准时间");
  expect(formatZone("Asia/Shanghai", abroad)).toBe("China Standard Time");
  expect(formatZone("No/Where", abroad)).toBe("No/Where");
  expect(formatLanguage("en", china)).toBe("英语");
  expect(formatLanguage("?", china)).toBe("?");
});
