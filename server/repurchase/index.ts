/**
 * Chapter 5, repurchase 复购: forecasts and the weekly plan.
 *
 * It reads orders and standing from the chapters before it and speaks to members only through the gate. Beside
 * insight and the referee it alone uses `models/`.
 * Failure: long work that fails is told through `progress` and the log, and `tick` takes up what is due again.
 * Shutdown: `idle()` waits for fits and plans at work.
 */
import { createForecasts, type ForecastsOptions } from "./forecasts/index.ts";
import { createPlans, type PlanParts } from "./plan/index.ts";

export type { Progress } from "./forecasts/index.ts";
export { serveRepurchase } from "./serve-repurchase.ts";

export type RepurchaseOptions = ForecastsOptions & Pick<PlanParts, "engage" | "upcomingShows">;

export type RepurchaseChapter = ReturnType<typeof createRepurchase>;

export function createRepurchase(options: RepurchaseOptions) {
  const forecasts = createForecasts(options);
  const plans = createPlans({ ...options, forecasts });
  return {
    forecasts,
    plans,
    /** What is due now: fits after imports or once a day, members' own budgets, and approved plans that a crash stopped. Cheap when idle. */
    tick: async () => {
      await plans.resume();
      await forecasts.refitDue();
      await plans.adaptDue();
    },
    idle: async () => {
      await forecasts.idle();
      await plans.idle();
    },
  };
}
