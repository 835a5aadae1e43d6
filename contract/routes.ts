import { z } from "zod";
import { engageRoutes } from "./engage/engage.ts";
import { demoRoutes, insightRoutes } from "./insight/insight.ts";
import { joinRoutes as codeRoutes } from "./join/join.ts";
import { luckyBagRoutes } from "./join/lucky-bags.ts";
import { saleRoutes } from "./live/sales.ts";
import { mediaRoutes, showRoutes } from "./live/shows.ts";
import { repurchaseRoutes } from "./repurchase/repurchase.ts";
import type { Routes } from "./route.ts";
import { catalogueRoutes } from "./shop/catalogue.ts";
import { identityRoutes } from "./shop/identity.ts";
import { importRoutes } from "./shop/imports.ts";
import { orderRoutes } from "./shop/orders.ts";
import { staffRoutes } from "./shop/staff.ts";

const healthRoutes = {
  "GET /healthz": {
    summary: "The process lives",
    access: "public",
    response: z.object({ ok: z.literal(true) }),
  },
  "GET /readyz": {
    summary: "Every part that requests need is reachable",
    access: "public",
    response: z.object({ ok: z.boolean(), checks: z.record(z.string(), z.string()) }),
    errors: ["unavailable"],
  },
} as const satisfies Routes;

const shopRoutes = {
  ...staffRoutes,
  ...catalogueRoutes,
  ...orderRoutes,
  ...identityRoutes,
  ...importRoutes,
} as const satisfies Routes;

const joinRoutes = { ...codeRoutes, ...luckyBagRoutes } as const satisfies Routes;

const liveRoutes = { ...showRoutes, ...saleRoutes, ...mediaRoutes } as const satisfies Routes;

/** The routes in the order of the chapters: the API's documentation is laid out so. */
export const routesByChapter = {
  shop: shopRoutes,
  live: liveRoutes,
  join: joinRoutes,
  engage: engageRoutes,
  repurchase: repurchaseRoutes,
  insight: insightRoutes,
  demo: demoRoutes,
  health: healthRoutes,
} as const satisfies Record<string, Routes>;

/** Every route of the system. */
export const allRoutes = {
  ...shopRoutes,
  ...liveRoutes,
  ...joinRoutes,
  ...engageRoutes,
  ...repurchaseRoutes,
  ...insightRoutes,
  ...demoRoutes,
  ...healthRoutes,
} as const satisfies Routes;

export type AllRoutes = typeof allRoutes;
