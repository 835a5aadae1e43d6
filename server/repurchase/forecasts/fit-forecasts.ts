import type { ShopView } from "../../shop/index.ts";
import { newId } from "../../platform/ids/index.ts";
import { type GatheredHistory, gatherHistory } from "./gather-history.ts";
import type { HistoryNames } from "./history.ts";
import { hoursKept, type ShopFit } from "./fit-shop.ts";
import type { ForecastParts } from "./index.ts";
import * as store from "./forecast-store.ts";
import { createLocalDays, type LocalDays } from "./local-days.ts";
import { runFit } from "./run-fit.ts";

/** What a fit came to. */
export type FitSummary = {
  readonly fitId: string;
  readonly customers: number;
  readonly needs: number;
  readonly converged: boolean;
  /** Whole, and of it the part in the thread of the mathematics. */
  readonly seconds: number;
  readonly modelSeconds: number;
};

type Say = (fraction: number, note: string) => void;

/**
 * Fits the models to the shop's orders and replaces its forecasts. Undefined when the shop has no purchase yet. A fit
 * that did not converge is kept for inspection while the forecasts before it stay.
 */
export async function fitForecasts(
  parts: ForecastParts,
  shopId: string,
  say: Say,
): Promise<FitSummary | undefined> {
  const { db, clock, shop } = parts;
  const at = clock.now();
  const startedMs = performance.now();
  const view = await shop.storefront.shop(shopId);
  const days = createLocalDays(view.timeZone);
  say(0, "reading orders");
  const gathered = await gatherHistory(shop, shopId, days, at);
  if (!gathered) {
    await store.fulfilWish(db, shopId, at);
    return undefined;
  }
  const { names } = gathered;
  const endDay = gathered.history.endDay;
  const modelMs = performance.now();
  const fit = await runFit(gathered.history, (fraction, note) => say(0.3 + 0.5 * fraction, note));
  const modelSeconds = (performance.now() - modelMs) / 1000;
  say(0.8, "writing forecasts");
  const fitId = newId(at);
  const asOf = gathered.ended ? days.instantOf(endDay + 1) : at;
  const row = fitRow(fit, { id: fitId, at, asOf, view, ended: gathered.ended });
  if (fit.converged || !(await parts.hasForecasts(shopId))) {
    await store.insertFit(db, shopId, { ...row, seconds: secondsSince(startedMs) });
    await store.copyForecasts(db, shopId, fitId, forecastRows(fit, names));
    await store.copyNeeds(db, shopId, fitId, needRows(fit, names, days, asOf));
    await finish(parts, shopId, row, secondsSince(startedMs), true);
    await store.dropOldForecasts(db, shopId);
  } else {
    await store.insertFit(db, shopId, row);
    await finish(parts, shopId, row, secondsSince(startedMs), false);
  }
  const { customers, converged } = row;
  return {
    fitId,
    customers,
    needs: fit.needs.length,
    converged,
    seconds: secondsSince(startedMs),
    modelSeconds,
  };
}

/** Shows the fit and tells of it in one transaction. */
async function finish(
  parts: ForecastParts,
  shopId: string,
  fit: store.FitRow,
  seconds: number,
  show: boolean,
) {
  const { db, events } = parts;
  await db.transaction(async (tx) => {
    await store.setSeconds(tx, shopId, fit.id, seconds);
    if (show) await store.showFit(tx, shopId, fit.id);
    await store.fulfilWish(tx, shopId, fit.fittedAt);
    const data = { customers: fit.customers, converged: fit.converged, seconds };
    await events.append(tx, { shopId, type: "models.fitted", subjectId: fit.id, at: fit.fittedAt, data });
  });
}

function fitRow(
  fit: ShopFit,
  about: { id: string; at: Date; asOf: Date; view: ShopView; ended: GatheredHistory["ended"] },
): store.FitRow {
  const { id, at: fittedAt, asOf, view, ended } = about;
  const { model, candidates, params, logLikelihood, converged, calibration } = fit;
  const note = noteOf(fit, view, ended ? asOf : undefined);
  const spend = fit.spend ?? null;
  const customers = fit.history.n;
  return {
    id,
    fittedAt,
    asOf,
    customers,
    model,
    candidates,
    params,
    logLikelihood,
    converged,
    note,
    spend,
    seconds: 0,
    calibration,
  };
}

/** What an operator should know before believing the figures, in the shop's language. */
function noteOf(fit: ShopFit, view: ShopView, endedAt: Date | undefined): string {
  const chinese = view.language === "zh-CN";
  const notes: string[] = [];
  if (!fit.converged) {
    notes.push(
      chinese ? "拟合未收敛，沿用上一次的预测。" : "The fit did not converge; earlier forecasts stay.",
    );
  }
  if (fit.prior === "weak") {
    notes.push(
      chinese
        ? "复购顾客还少，预测带有弱先验，会随订单增多而淡出。"
        : "Few customers have bought again yet: a weak prior helps, and fades as orders come.",
    );
  }
  if (endedAt) {
    const day = endedAt.toISOString().slice(0, 10);
    notes.push(
      chinese
        ? `订单记录止于 ${day}，预测以那一天为准。`
        : `The record of orders ends at ${day}; forecasts are made as of that day.`,
    );
  }
  return notes.join(chinese ? "" : " ");
}

function* forecastRows(fit: ShopFit, names: HistoryNames): Generator<store.ForecastRow> {
  const { history, suggestions } = fit;
  for (let i = 0; i < history.n; i += 1) {
    const member = history.customer[i]!;
    const category = suggestions.category[member]!;
    const product = suggestions.product[member]!;
    const [repeats, observedWeeks] = [history.x[i]!, history.T[i]!];
    const aliveChance = fit.alive[i]!;
    yield {
      memberId: names.members[member]!,
      repeats,
      recencyWeeks: history.tx[i]!,
      observedWeeks,
      aliveChance,
      weekChance: fit.weekChance[i]!,
      expectedOrders30: fit.expected30[i]!,
      expectedOrders90: fit.expected90[i]!,
      expectedOrders365: fit.expected365[i]!,
      expectedSpend90Cents: Math.round(fit.expected90[i]! * fit.spendPerOrder[i]!),
      losing: observedWeeks > 0 ? ((1 - aliveChance) * repeats * (90 / 7)) / observedWeeks : 0,
      favouriteCategory: names.categories[category] || null,
      suggestedProductId: names.products[product] ?? null,
      suggestedShare: product < 0 ? null : suggestions.share[member]!,
      activeHours: [...fit.hours.subarray(member * hoursKept, (member + 1) * hoursKept)],
    };
  }
}

/** Forecast days may lie beyond the calendar for a very rare need; two years ahead says as much. */
const farthestDays = 730;

function* needRows(fit: ShopFit, names: HistoryNames, days: LocalDays, asOf: Date): Generator<store.NeedRow> {
  const far = days.dayOf(asOf) + farthestDays;
  const instant = (day: number) => days.instantOf(Math.min(day, far));
  for (const need of fit.needs) {
    yield {
      memberId: names.members[need.member]!,
      productId: names.products[need.product]!,
      lastBoughtAt: instant(need.lastDay),
      timesBought: need.timesBought,
      daysBetween: need.daysBetween,
      dueAt: instant(need.medianDay),
      earliestAt: instant(need.lowDay),
      latestAt: instant(need.highDay),
      chance: need.chance,
      weekChance: need.weekChance,
      basis: need.basis,
    };
  }
}

function secondsSince(ms: number): number {
  return (performance.now() - ms) / 1000;
}
