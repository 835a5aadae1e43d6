/**
 * Forecasts: who is still a customer, how often she will order, and when she needs what again.
 *
 * Invariants: a fit's forecasts are shown all at once or not at all; a fit that did not converge never replaces one
 * that did; forecasts of one shop are made from that shop's orders alone.
 * Failure: a fit that fails leaves what was there; it is told through `progress` and tried again when next due.
 * Shutdown: `idle()` waits for fits at work.
 */
import type { Clock } from "../../platform/clock/index.ts";
import type { Database, Tx } from "../../platform/database/index.ts";
import type { Events, Fact } from "../../platform/events/index.ts";
import type { Log } from "../../platform/log/index.ts";
import type { ShopChapter } from "../../shop/index.ts";
import { type FitSummary, fitForecasts } from "./fit-forecasts.ts";
import * as store from "./forecast-store.ts";
import * as views from "./forecast-views.ts";

export { createForecastHandlers } from "./forecast-routes.ts";
export type { ForecastView, NeedView } from "./forecast-views.ts";

/** How far long work has come: `fraction` 0 to 1. */
export type Progress = (step: {
  readonly shopId: string;
  readonly work: "fit" | "plan";
  readonly fraction: number;
  readonly note: string;
  readonly done: boolean;
}) => void;

export type ForecastsOptions = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
  readonly shop: ShopChapter;
  readonly progress: Progress;
};

export type ForecastParts = ForecastsOptions & {
  readonly hasForecasts: (shopId: string) => Promise<boolean>;
};

export type Forecasts = ReturnType<typeof createForecasts>;

/** Forecasts older than this are made anew. */
const staleMs = 24 * 3_600_000;
/** A shop that had nothing to fit, or whose fit failed, is not tried again for so long. */
const pauseMs = 30 * 60_000;

export function createForecasts(options: ForecastsOptions) {
  const { db, clock, events, log, progress } = options;
  const fit = (shopId: string) => views.currentFit(db, shopId);
  const parts: ForecastParts = { ...options, hasForecasts: async (shopId) => Boolean(await fit(shopId)) };
  const atWork = new Map<string, Promise<FitSummary | undefined>>();
  const pausedUntil = new Map<string, number>();

  events.addReader({
    name: "repurchase-forecasts",
    types: ["import.finished", "member.merged"],
    handle: answerFacts,
  });

  async function answerFacts(batch: readonly Fact<"import.finished" | "member.merged">[], tx: Tx) {
    const imported = batch.filter((fact) => fact.type === "import.finished");
    const shopIds = [...new Set(imported.map((fact) => fact.shopId))];
    if (shopIds.length > 0) await store.wantFit(tx, shopIds, clock.now());
    for (const shopId of shopIds) pausedUntil.delete(shopId);
    for (const fact of batch) {
      if (fact.type === "member.merged") {
        await store.forgetMembers(tx, fact.shopId, [fact.data.mergedMemberId]);
      }
    }
  }

  /** Fits a shop; while it is being fitted, everybody who asks gets the same fit. Undefined without purchases. */
  function refit(shopId: string): Promise<FitSummary | undefined> {
    const known = atWork.get(shopId);
    if (known) return known;
    const say = (fraction: number, note: string, done = false) =>
      progress({ shopId, work: "fit", fraction, note, done });
    const fitting = fitForecasts(parts, shopId, say)
      .then(
        (summary) => {
          say(1, summary ? "" : "no purchases", true);
          log.info({ shopId, ...summary }, "models fitted");
          return summary;
        },
        (error: unknown) => {
          say(1, "failed", true);
          throw error;
        },
      )
      .finally(() => atWork.delete(shopId));
    atWork.set(shopId, fitting);
    return fitting;
  }

  /** Begins a fit and returns at once. */
  function beginRefit(shopId: string): void {
    refit(shopId).catch((error: unknown) =>
      log.error({ err: error, shopId }, "the models could not be fitted"),
    );
  }

  /** Fits every shop that asked for it by an import, has none yet, or whose forecasts are a day old. Returns how many. */
  async function refitDue(): Promise<number> {
    const nowMs = clock.now().getTime();
    const shops = await options.shop.storefront.list();
    const importing = await options.shop.imports.shopsAtWork();
    const isReady = (id: string) => !importing.has(id) && (pausedUntil.get(id) ?? 0) <= nowMs;
    const ids = shops.map((shop) => shop.id).filter(isReady);
    let fitted = 0;
    for (const shopId of await store.shopsToFit(db, ids, new Date(nowMs - staleMs))) {
      pausedUntil.set(shopId, nowMs + pauseMs);
      try {
        if (!(await refit(shopId))) continue;
        pausedUntil.delete(shopId);
        fitted += 1;
      } catch (error) {
        log.error({ err: error, shopId }, "the models could not be fitted");
      }
    }
    return fitted;
  }

  return {
    refit,
    beginRefit,
    refitDue,
    fit,
    list: (shopId: string, query: Parameters<typeof views.listForecasts>[2]) =>
      views.listForecasts(db, shopId, query),
    of: (shopId: string, memberIds: readonly string[]) => views.forecastsOf(db, shopId, memberIds),
    histogram: (shopId: string) => views.aliveHistogram(db, shopId),
    needsOf: (shopId: string, memberIds: readonly string[]) => views.needsOf(db, shopId, memberIds),
    needsUntil: (shopId: string, query: Parameters<typeof views.needsUntil>[2]) =>
      views.needsUntil(db, shopId, query),
    idle: async () => void (await Promise.allSettled(atWork.values())),
  };
}
