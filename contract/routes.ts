import { z } from "zod";
import { engageRoutes } from "./engage/engage.ts";
import { demoRoutes, insightRoutes } from "./insight/insight.ts";
import { joinRoutes } from "./join/join.ts";
import { showRoutes } from "./live/shows.ts";
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

/** Every route of the system, in the order of the chapters. The API description is emitted from here. */
export const allRoutes = {
  ...healthRoutes,
  ...staffRoutes,
  ...catalogueRoutes,
  ...orderRoutes,
  ...identityRoutes,
  ...importRoutes,
  ...showRoutes,
  ...joinRoutes,
  ...engageRoutes,
  ...repurchaseRoutes,
  ...insightRoutes,
  ...demoRoutes,
} as const satisfies Routes;

export type AllRoutes = typeof allRoutes;
