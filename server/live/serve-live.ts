import { saleRoutes } from "../../contract/live/sales.ts";
import { showRoutes } from "../../contract/live/shows.ts";
import type { Http } from "../platform/http/index.ts";
import type { Realtime } from "../platform/realtime/index.ts";
import { type LiveChapter } from "./index.ts";
import { type MediaEngine, registerMediaRoutes } from "./media/index.ts";
import type { Listener, LiveParts } from "./parts.ts";
import { createSaleHandlers } from "./sales/index.ts";
import { createShowHandlers } from "./shows/shows-routes.ts";

/** Serves the chapter's routes and video, and lets the live socket tell who comes and goes. */
export async function serveLive(
  http: Http,
  parts: LiveParts & { media: MediaEngine; tokenKey: Buffer },
  live: LiveChapter,
): Promise<void> {
  http.serve(showRoutes, createShowHandlers(parts, live));
  http.serve(saleRoutes, createSaleHandlers(live.sales, live.shows));
  await registerMediaRoutes(http.app, {
    engine: parts.media,
    clock: parts.clock,
    tokenKey: parts.tokenKey,
    allow: async ({ shopId, showId }) => {
      await live.shows.show(shopId, showId);
    },
  });
}

/** Visits of rooms become facts: who entered, how long they stayed, how many there are. */
export function followVisits(parts: LiveParts, live: LiveChapter, realtime: Realtime<Listener>): void {
  const failed = (error: unknown) => parts.log.error({ err: error }, "a visit could not be noted");
  const showOf = (topic: string) => (topic.startsWith("room:") ? topic.slice("room:".length) : undefined);
  realtime.onEnter(({ topic, principal }) => {
    const showId = showOf(topic);
    if (!showId || principal.kind !== "shopper") return;
    live.presence.enter(principal.shopId, showId, principal.memberId).catch(failed);
    live.touchStudio(principal.shopId, showId);
  });
  realtime.onLeave(({ topic, principal, seconds }) => {
    const showId = showOf(topic);
    if (!showId || principal.kind !== "shopper") return;
    live.presence.leave(principal.shopId, showId, principal.memberId, seconds).catch(failed);
    live.touchStudio(principal.shopId, showId);
  });
  realtime.onPresence((topic) => {
    const showId = showOf(topic);
    if (showId) live.presence.noteCount(showId, live.viewersNow(showId)).catch(failed);
  });
}
