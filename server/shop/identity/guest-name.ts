import type { Language } from "../../../contract/values.ts";

const words = {
  "zh-CN": [
    ["清晨", "远山", "暖阳", "夏夜", "微风", "星河", "松间", "细雨", "初雪", "晚霞", "竹影", "海边"],
    ["听茶", "小鹿", "白鹭", "橘子", "拾光", "花生", "青柠", "小满", "石榴", "麦芽", "海棠", "云朵"],
  ],
  en: [
    [
      "Quiet",
      "Early",
      "Amber",
      "Gentle",
      "Misty",
      "Silver",
      "Willow",
      "Paper",
      "Maple",
      "Velvet",
      "Coral",
      "Cedar",
    ],
    [
      "Heron",
      "Otter",
      "Finch",
      "Lantern",
      "Pebble",
      "Clover",
      "Sparrow",
      "Acorn",
      "Harbor",
      "Juniper",
      "Robin",
      "Comet",
    ],
  ],
} as const;

/** A friendly name for somebody who has not told hers, always the same for the same id. */
export function guestName(id: string, language: Language): string {
  const seed = Number.parseInt(id.slice(-8), 16);
  const [first, second] = words[language];
  const a = first[seed % first.length]!;
  const b = second[Math.floor(seed / first.length) % second.length]!;
  return language === "en" ? `${a} ${b}` : `${a}${b}`;
}
