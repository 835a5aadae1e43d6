/**
 * The server of the checkout bench, in its own process: the product's house on the database named, and beside it the
 * plain design it is compared with, behind the same HTTP and the same sign-in.
 */
import { z } from "zod";
import type { Routes } from "../../contract/route.ts";
import { buildHouse, type HouseParts } from "../../server/house.ts";
import { createMovableClock } from "../../server/platform/clock/index.ts";
import { connectDatabase } from "../../server/platform/database/index.ts";
import { createLog } from "../../server/platform/log/index.ts";
import { loadSettings } from "../../server/platform/settings.ts";
import { placePlainly } from "./plain-order.ts";

const { url, secretKey } = JSON.parse(process.argv[2]!) as { url: string; secretKey: string };
const { settings } = loadSettings({
  ...process.env,
  PORT: "0",
  HOST: "127.0.0.1",
  LOG_LEVEL: "error",
  PAGES_DIR: "/nonexistent",
  // All buyers of the bench come from one address.
  RATE_LIMITS: "false",
});
const log = createLog(settings);
const clock = createMovableClock();
const db = connectDatabase({ url, maxConnections: settings.databasePool, onError: () => undefined });
/** Reports and video are not asked for here. */
const away = <T extends object>() =>
  new Proxy({} as T, { get: () => () => Promise.reject(new Error("not in this bench")) });
const media: HouseParts["media"] = { ...away<HouseParts["media"]>(), on: () => () => undefined };
const house = await buildHouse({
  settings,
  log,
  clock,
  db,
  clickhouse: away(),
  media,
  mailer: { send: () => Promise.reject(new Error("not in this bench")) },
  secretKey,
  deliverCode: () => Promise.resolve(),
  signIns: [],
});

const plainRoutes = {
  "POST /bench/orders": {
    summary: "One transaction per order",
    access: "shopper",
    idempotent: true,
    body: z.object({ variantId: z.uuid(), productId: z.uuid() }),
    response: z.object({ outcome: z.enum(["won", "sold_out"]), orderId: z.string().optional() }),
  },
} as const satisfies Routes;
house.http.serve(plainRoutes, {
  "POST /bench/orders": ({ body }, { principal, idempotencyKey }) =>
    placePlainly(db, principal, body, idempotencyKey, clock.now()),
});

const port = await house.http.listen();
process.on("message", (asked) => {
  if (asked === "usage") process.send!({ usage: process.cpuUsage(), memory: process.memoryUsage().rss });
  if (asked === "stop") void house.http.close().then(async () => db.close().then(() => process.exit(0)));
});
process.send!({ port });
// Without the bench nobody needs it.
process.on("disconnect", () => process.exit());
