/**
 * Chapter 5, repurchase 复购: forecasts and the weekly plan.
 *
 * It reads orders and standing from the chapters before it and speaks to members only through the gate. Alone with
 * insight and the referee it may use `models/`.
 * Shutdown: `idle()` waits for fits and plans at work.
 */
import type { EngageChapter } from "../engage/index.ts";
import { createForecasts, type ForecastsOptions } from "./forecasts/index.ts";

export type { FitSummary, FitView, Forecasts, ForecastView, NeedView, Progress } from "./forecasts/index.ts";

export type UpcomingShow = {
  readonly id: string;
  readonly startsAt: Date;
  readonly title: { readonly zh?: string | undefined; readonly en?: string | undefined };
};

export type RepurchaseOptions = ForecastsOptions & {
  readonly engage: EngageChapter;
  /** Planned shows of the shop, so that the plan can remind of them. */
  readonly upcomingShows: (shopId: string) => Promise<readonly UpcomingShow[]>;
};

export type RepurchaseChapter = ReturnType<typeof createRepurchase>;

export function createRepurchase(options: RepurchaseOptions) {
  const forecasts = createForecasts(options);
  return { forecasts, idle: () => forecasts.idle() };
}
