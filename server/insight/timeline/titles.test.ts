import { expect, test } from "vitest";
import { type EventName, events } from "../../../contract/events.ts";
import type { Fact } from "../../platform/events/index.ts";
import { moneyText, type Names } from "./gather-names.ts";
import { titleOf } from "./titles.ts";

const words = { zh: "春茶", en: "Spring tea" };
const names: Names = {
  product: () => words,
  show: () => words,
  orderNumber: () => "R1",
  touchSubject: () => words,
  heldUntil: () => "09:00",
  money: (cents, currency = "CNY") => ({
    zh: moneyText("zh-CN", cents, currency),
    en: moneyText("en", cents, currency),
  }),
};

/** Data of any type, as far as words need it. */
const data = {
  origin: {}, lines: [], number: "R2411", totalCents: 12_800, currency: "CNY", cents: 5, seconds: 90, count: 3,
  text: "好喝", channel: "inbox", via: "phone", kind: "phone", reason: "expired", outcome: "defer", rule: "quiet_hours",
  minutes: 5, channels: ["inbox"], source: "shopify", offCents: 100,
}; // prettier-ignore

function titled(type: EventName, special: object = {}) {
  const fact = {
    id: 1,
    shopId: "",
    type,
    memberId: "",
    subjectId: "x",
    at: new Date(0),
    data: { ...data, ...special },
  };
  return titleOf(fact as unknown as Fact, names);
}

const ofMembers = (Object.keys(events) as EventName[]).filter((type) => events[type].member);

test.each(ofMembers)("%s is told in words, in both languages", (type) => {
  const title = titled(type);
  expect(title.zh).toMatch(/\p{Script=Han}/u);
  expect(title.en).toMatch(/^[A-Z]/u);
  for (const text of [title.zh, title.en])
    expect(text).not.toMatch(/undefined|null|\[object|order\.|member\./u);
});

test("what a person reads", () => {
  expect(titled("chat.said").zh).toBe("在直播间说：好喝");
  expect(titled("order.paid").en).toBe("Paid order R2411, ¥128.00");
  expect(titled("order.imported", { currency: "JPY", totalCents: 1280 }).en).toContain("¥1,280");
  expect(titled("touch.decided").en).toBe("The gate held back a touch until 09:00: quiet hours (Spring tea)");
  expect(titled("touch.decided", { outcome: "refuse", rule: "control_group" }).zh).toContain("对照组");
});
