import type { Clickhouse } from "../platform/clickhouse/index.ts";
import type { Clock } from "../platform/clock/index.ts";
import type { Database } from "../platform/database/index.ts";
import type { EngageChapter } from "../engage/index.ts";
import type { Events } from "../platform/events/index.ts";
import type { LiveChapter } from "../live/index.ts";
import type { Log } from "../platform/log/index.ts";
import type { ShopChapter } from "../shop/index.ts";
import type { Behaviour } from "./behaviour/index.ts";

/** What the chapter is built from. */
export type InsightOptions = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly clickhouse: Clickhouse;
  readonly log: Log;
  readonly shop: ShopChapter;
  readonly live: LiveChapter;
  readonly engage: EngageChapter;
};

/** What the rooms of the chapter are built from. */
export type InsightParts = Omit<InsightOptions, "clickhouse"> & { readonly behaviour: Behaviour };
