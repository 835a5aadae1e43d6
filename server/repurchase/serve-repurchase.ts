import type { Clock } from "../platform/clock/index.ts";
import type { Http } from "../platform/http/index.ts";
import type { ShopChapter } from "../shop/index.ts";
import { repurchaseRoutes } from "../../contract/repurchase/repurchase.ts";
import { createForecastHandlers } from "./forecasts/index.ts";
import type { RepurchaseChapter } from "./index.ts";
import { createPlanHandlers } from "./plan/index.ts";

/** Serves every route of this chapter. */
export function serveRepurchase(
  http: Http,
  repurchase: RepurchaseChapter,
  parts: { readonly shop: ShopChapter; readonly clock: Clock },
): void {
  const { forecasts, plans } = repurchase;
  http.serve(repurchaseRoutes, {
    ...createForecastHandlers({ forecasts, ...parts }),
    ...createPlanHandlers({ plans, ...parts }),
  });
}
