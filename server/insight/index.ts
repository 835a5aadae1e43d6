/**
 * Chapter 6, insight 洞察: the behaviour store, reports, timelines, experiments, exports.
 *
 * It reads what earlier chapters told and changes nothing of theirs. Figures lag behind the deed by about a second;
 * `idle` waits for them. While the behaviour store is out of reach reports answer `unavailable`; timelines, the viewer
 * of facts and exports do without it.
 * Start: `open` once, before or after the stream of facts begins. Shutdown: `close` after the stream has stopped.
 */
import { insightRoutes } from "../../contract/insight/insight.ts";
import type { Http } from "../platform/http/index.ts";
import { createBehaviour } from "./behaviour/index.ts";
import { liftReport } from "./experiments/index.ts";
import { createExports } from "./exports/index.ts";
import { createInsightHandlers } from "./insight-routes.ts";
import type { InsightOptions, InsightParts } from "./parts.ts";
import { overview, repurchaseReport, type RevenueKind, showReport } from "./reports/index.ts";
import { createTimeline } from "./timeline/index.ts";

export type { InsightOptions } from "./parts.ts";

export type InsightChapter = ReturnType<typeof createInsight>;

export function createInsight(options: InsightOptions) {
  const { clickhouse, events, clock, log } = options;
  const behaviour = createBehaviour({ clickhouse, events, clock, log });
  const parts: InsightParts = { ...options, behaviour };
  return {
    open: () => behaviour.open(),
    close: async (): Promise<void> => behaviour.close(),
    /** Resolves when everything committed so far is in the reports. */
    idle: () => events.idle(),
    overview: (shopId: string) => overview(parts, shopId),
    showReport: (shopId: string, showId: string) => showReport(parts, shopId, showId),
    repurchaseReport: (shopId: string, revenue?: RevenueKind) => repurchaseReport(parts, shopId, revenue),
    lift: (shopId: string, ask: Parameters<typeof liftReport>[2] = {}) => liftReport(parts, shopId, ask),
    timeline: createTimeline(parts),
    exports: createExports(parts),
  };
}

export function serveInsight(http: Http, options: InsightOptions, insight: InsightChapter): void {
  http.serve(insightRoutes, createInsightHandlers(options, insight));
}
