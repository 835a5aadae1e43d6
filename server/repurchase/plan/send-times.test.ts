import { expect, test } from "vitest";
import { zoneOffset } from "../../engage/index.ts";
import { idFrom } from "../../platform/ids/index.ts";
import type { Candidate } from "./candidates.ts";
import { chooseMoments, type Slot, type WeekFrame } from "./send-times.ts";

const week: WeekFrame = {
  startsAt: new Date("2026-03-02T04:30:00Z"),
  endsAt: new Date("2026-03-09T04:30:00Z"),
  policy: { minimumGapHours: 20, salesShare: 0.2 },
};
const value: Candidate = { choice: "content", purpose: "value", match: 1, worth: 0.1 };
const sale: Candidate = { choice: "recommendation", purpose: "sales", match: 1, worth: 0.1 };
const zones = ["Asia/Shanghai", "Europe/London", "America/New_York"];

function slot(i: number, candidate: Candidate, more: Partial<Slot> = {}): Slot {
  const timeZone = zones[i % zones.length]!;
  const quiet = { quietFrom: "21:00", quietUntil: "09:00" };
  const usual = {
    memberId: idFrom(`member ${i}`),
    timeZone,
    candidate,
    activeHours: [],
    lastSentAt: null,
    quiet,
  };
  return { ...usual, ...more };
}

function wallHour(instant: Date, timeZone: string): number {
  return new Date(instant.getTime() + zoneOffset(timeZone, instant)).getUTCHours();
}

test("everybody is written to between ten and eight by her own wall clock, inside the week, spread over its days", async () => {
  const slots = Array.from({ length: 300 }, (_, i) => slot(i, value));
  const moments = await chooseMoments(slots, week, { touches: 0, sales: 0 });
  const days = new Set<number>();
  for (const [i, moment] of moments.entries()) {
    expect(moment! > week.startsAt && moment! < week.endsAt).toBe(true);
    const hour = wallHour(moment!, slots[i]!.timeZone);
    expect(hour).toBeGreaterThanOrEqual(10);
    expect(hour).toBeLessThan(20);
    days.add(moment!.getUTCDate());
  }
  expect(days.size).toBeGreaterThanOrEqual(4);
});

test("her own hours are used, but never inside quiet hours", async () => {
  const mine = slot(0, value, { activeHours: [23, 7, 19] });
  const [moment] = await chooseMoments([mine], week, { touches: 0, sales: 0 });
  expect(wallHour(moment!, mine.timeZone)).toBe(19);
});

test("the minimum gap after her last touch is kept; without room in the week there is no moment", async () => {
  const lastSentAt = new Date("2026-03-02T04:00:00Z");
  const [moment] = await chooseMoments([slot(1, value, { lastSentAt })], week, { touches: 0, sales: 0 });
  expect(moment!.getTime() - lastSentAt.getTime()).toBeGreaterThanOrEqual(20 * 3_600_000);
  const late = { ...week, policy: { ...week.policy, minimumGapHours: 168 } };
  expect(await chooseMoments([slot(1, value, { lastSentAt })], late, { touches: 0, sales: 0 })).toEqual([
    undefined,
  ]);
});

test("at every moment of the week the sales sent so far are within their share", async () => {
  const slots = Array.from({ length: 200 }, (_, i) => slot(i, i % 5 === 0 ? sale : value));
  const before = { touches: 10, sales: 2 };
  const moments = await chooseMoments(slots, week, before);
  const order = slots
    .map((one, i) => ({ sells: one.candidate.purpose === "sales", at: moments[i] }))
    .filter((one) => one.at !== undefined)
    .toSorted((a, b) => a.at!.getTime() - b.at!.getTime());
  let { touches, sales } = before;
  let sold = 0;
  for (const { sells } of order) {
    touches += 1;
    if (!sells) continue;
    sales += 1;
    sold += 1;
    expect(sales).toBeLessThanOrEqual(0.2 * touches + 1e-9);
  }
  expect(sold).toBeGreaterThan(30);
});

test("a show is reminded of within the day before it, never after its beginning", async () => {
  const startsAt = new Date("2026-03-06T12:00:00Z");
  const show = { id: idFrom("show"), startsAt, title: { zh: "春茶专场" } };
  const slots = Array.from({ length: 60 }, (_, i) => slot(i, { ...value, choice: "show_reminder", show }));
  for (const moment of await chooseMoments(slots, week, { touches: 0, sales: 0 })) {
    const hoursBefore = (startsAt.getTime() - moment!.getTime()) / 3_600_000;
    expect(hoursBefore).toBeGreaterThanOrEqual(1);
    expect(hoursBefore).toBeLessThanOrEqual(27);
  }
});
