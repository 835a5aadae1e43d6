import type { Chance } from "./chance.ts";

const family =
  "李王张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤".split(
    "",
  );
const given = [
  "娜",
  "静",
  "敏",
  "晓雯",
  "雨桐",
  "思源",
  "子涵",
  "佳怡",
  "慧",
  "晨曦",
  "欣怡",
  "梦琪",
  "一鸣",
  "浩然",
  "文博",
  "若溪",
  "清越",
  "小满",
  "知夏",
  "念慈",
  "书瑶",
  "明轩",
  "可欣",
  "语嫣",
  "安然",
  "芷若",
  "沐阳",
  "云舒",
  "锦程",
  "嘉树",
  "婉清",
  "秋实",
  "立秋",
  "素心",
  "怀瑾",
  "星河",
  "亦凡",
  "佩兰",
  "文静",
  "海燕",
  "春华",
  "建国",
  "丽华",
  "国栋",
  "秀英",
];
const english = [
  "Emma Clarke",
  "Noah Bennett",
  "Olivia Hart",
  "Liam Foster",
  "Ava Morgan",
  "Mason Reid",
  "Sophie Turner",
  "Ethan Brooks",
  "Isla Walsh",
  "Lucas Hale",
  "Mia Sinclair",
  "Oscar Lind",
  "Freya Olsen",
  "Hugo Martin",
  "Clara Weiss",
  "Jonas Keller",
  "Elena Rossi",
  "Marco Bianchi",
  "Nina Novak",
  "Tomas Silva",
  "Aiko Tanaka",
  "Haruki Mori",
  "Priya Nair",
  "Arjun Mehta",
  "Grace Kim",
  "Daniel Park",
  "Zoe Laurent",
  "Theo Dubois",
  "Maya Cohen",
  "Adam Levy",
];

export type Person = {
  readonly name: string;
  readonly language: "zh-CN" | "en";
  readonly timeZone: string;
  readonly phone: string;
  readonly email: string;
  readonly country: string;
};

const abroad = [
  "America/New_York",
  "Europe/London",
  "Europe/Berlin",
  "Asia/Tokyo",
  "Australia/Sydney",
] as const;

/** The n-th person who comes across the shop; one in seven lives abroad and reads English. */
export function personAt(n: number, chance: Chance): Person {
  const isAbroad = n % 7 === 3;
  const email = `shopper${n}@example.com`;
  if (isAbroad) {
    const name = english[Math.floor(n / 7) % english.length]!;
    const timeZone = chance.pick(abroad);
    return { name, language: "en", timeZone, phone: `+1212555${String(1000 + n)}`, email, country: "US" };
  }
  const name = `${chance.pick(family)}${chance.pick(given)}`;
  const phone = `+8613${String(100_000_000 + n * 7919).slice(-9)}`;
  return { name, language: "zh-CN", timeZone: "Asia/Shanghai", phone, email, country: "CN" };
}

export const remarks = [
  "来了来了",
  "主播好",
  "这款我上次买过，回购第二次了",
  "茶汤颜色真好看",
  "适合送长辈吗？",
  "多少度的水泡？",
  "白茶可以煮吗",
  "终于赶上了",
  "想看看杯子的底",
  "柿饼好甜的样子",
  "孕妇能喝吗",
  "上次的核桃很新鲜",
  "什么时候发货呀",
  "有没有小份装",
  "包装能写贺卡吗",
  "Just joined, hello!",
  "How long does one tin last?",
  "Do you ship to London?",
  "Love the mug",
  "The honey was lovely last time",
  "刚下单了",
  "等秒杀",
  "第一次来",
  "听你讲茶好安静",
  "今天几点结束",
  "可以看看茶底吗",
  "蜡烛味道浓吗",
  "学到了",
] as const;

export const hostLines = [
  "欢迎新来的朋友，先坐下喝杯茶",
  "这款是今年的新茶，我们先看干茶",
  "水温 90 度就好，别用滚水",
  "会员价已经改好了，不着急",
  "Welcome to the friends from abroad, questions in English are fine",
] as const;
