import type { House } from "../../house.ts";
import type { MovableClock } from "../../platform/clock/index.ts";
import type { CodeCatcher } from "../code-catcher.ts";
import { createChance } from "./chance.ts";
import { goods } from "./goods.ts";
import { ordinaryDay } from "./ordinary-day.ts";
import { pieces } from "./pieces.ts";
import type { Article, ShopFloor } from "./shop-floor.ts";
import { planShow, showNight } from "./show-night.ts";

export type SeedParts = {
  readonly house: House;
  readonly clock: MovableClock;
  readonly codes: CodeCatcher;
  readonly shopId: string;
  /** Share of the work that is done, 0–1, and what is going on. */
  readonly progress: (share: number, note: string) => void;
};

const weeks = 12;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Twelve weeks of a believable shop, lived through its own use cases on a moved clock: what is seen afterwards is
 * what the product does, not what a script wrote into tables. The clock is back at the present when it returns.
 */
export async function seedDemo(parts: SeedParts): Promise<void> {
  const { house, clock } = parts;
  const present = clock.now().getTime();
  const firstMonday = mondayBefore(present - weeks * 7 * dayMs);
  parts.codes.begin();
  try {
    clock.set(new Date(firstMonday));
    const floor = await openShop(parts);
    const days = Math.floor((present - firstMonday) / dayMs);
    for (let day = 0; day < days; day += 1) {
      parts.progress(day / days, `week ${Math.floor(day / 7) + 1} of ${weeks}`);
      await liveDay(floor, firstMonday + day * dayMs, day);
    }
    clock.set(new Date(present));
    await house.catchUp();
    await planNext(floor, present);
  } finally {
    parts.codes.end();
    clock.set(new Date(Math.max(clock.now().getTime(), present)));
  }
  parts.progress(1, "done");
}

/** The Monday, 00:00 UTC, on or before an instant. */
function mondayBefore(instant: number): number {
  const day = Math.floor(instant / dayMs);
  return (day - ((day + 3) % 7)) * dayMs;
}

async function openShop(parts: SeedParts): Promise<ShopFloor> {
  const { house, clock, shopId, codes } = parts;
  const articles: Article[] = [];
  for (const good of goods) {
    const { sku, priceCents, memberCents, stock, kind, hue, role, category, useUpDays } = good;
    const product = await house.shop.catalogue.addProduct(
      shopId,
      {
        title: { zh: good.zh, en: good.en },
        description: { zh: good.aboutZh, en: good.aboutEn },
        category,
        role,
        useUpDays,
        picture: { kind, hue },
        variants: [{ sku, priceCents, memberPriceCents: memberCents, stock }],
      },
      "陈晓岚",
    );
    articles.push({ good, productId: product.id, variantId: product.variants[0]!.id });
  }
  const label = { zh: "入会礼 · 满 59 减 10", en: "Welcome: ¥10 off from ¥59" };
  const offer = {
    label,
    kind: "coupon",
    offCents: 1000,
    minimumCents: 5900,
    validDays: 30,
    budget: 2000,
  } as const;
  const benefit = await house.join.addBenefit(shopId, offer, "陈晓岚");
  for (const piece of pieces) await house.engage.content.add(shopId, piece, "陈晓岚");
  const chance = createChance(20_260_601);
  const codeFor = (to: string) => codes.last(to);
  return { house, clock, chance, shopId, articles, benefitId: benefit.id, shoppers: [], codeFor };
}

/** Shows are on Tuesday and Saturday at eight in the evening, Shanghai; the week is planned on Monday morning. */
async function liveDay(floor: ShopFloor, midnight: number, day: number): Promise<void> {
  const { house, clock } = floor;
  const weekday = day % 7;
  const week = Math.floor(day / 7);
  clock.set(new Date(midnight + 2 * hourMs));
  await ordinaryDay(floor);
  if (weekday === 0 && week >= 3) await weeklyPlan(floor, "approve");
  if (weekday !== 1 && weekday !== 5) return;
  const startsAt = new Date(midnight + 12 * hourMs);
  const show = await planShow(floor, startsAt, week * 2 + (weekday === 5 ? 1 : 0));
  clock.set(startsAt);
  await house.catchUp();
  await showNight(floor, show, weekday === 5 ? 11 : 8);
}

/** On Monday morning: forecasts anew, the week planned, and approved by the owner. */
async function weeklyPlan({ house, shopId }: ShopFloor, decision: "approve" | "leave_open"): Promise<void> {
  const { forecasts, plans } = house.repurchase;
  await forecasts.refit(shopId);
  const plan = await plans.make(shopId, "陈晓岚");
  if (decision === "approve") await plans.approve(shopId, plan.id, "陈晓岚");
}

/** What is still to come, so that the pages have a future as well. */
async function planNext(floor: ShopFloor, present: number): Promise<void> {
  const eight = Math.floor(present / dayMs) * dayMs + 12 * hourMs;
  const tonight = eight > present + 30 * 60_000 ? eight : eight + dayMs;
  await planShow(floor, new Date(tonight), 2);
  await planShow(floor, new Date(tonight + 4 * dayMs), 5);
  await weeklyPlan(floor, "leave_open");
}
