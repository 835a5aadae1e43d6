import { useEffect, useState } from "react";
import { server } from "../../../server.ts";
import type { RoomStore } from "./room-store.ts";
import { type Tally, createTally } from "./tally.ts";

const reportEveryMs = 10_000;
const likesEveryMs = 1000;
const beatMs = 1000;

/**
 * Counts what the viewer does and reports it: likes each second, watching every ten seconds and when she leaves.
 * Only time in which the show is on air and the page is looked at counts as watched.
 */
export function useTally(store: RoomStore): Tally {
  const [tally] = useState(createTally);
  const showId = store.get().show.id;
  useEffect(() => {
    let beatAtMs = performance.now();
    const beat = () => {
      const nowMs = performance.now();
      const seconds = (nowMs - beatAtMs) / 1000;
      beatAtMs = nowMs;
      const watching = document.visibilityState === "visible" && store.get().show.status === "on_air";
      // A page that slept did not watch.
      if (watching && seconds < 5) tally.watch(seconds);
    };
    const report = () => {
      const watched = tally.takeReport();
      if (watched !== undefined) sendReport(showId, watched);
    };
    const timers = [
      setInterval(beat, beatMs),
      setInterval(report, reportEveryMs),
      setInterval(() => void sendLikes(showId, tally), likesEveryMs),
    ];
    addEventListener("pagehide", report);
    return () => {
      timers.forEach(clearInterval);
      removeEventListener("pagehide", report);
      beat();
      report();
    };
  }, [store, tally, showId]);
  return tally;
}

/** A beacon outlives the page. */
function sendReport(showId: string, watched: NonNullable<ReturnType<Tally["takeReport"]>>): void {
  const body = new Blob([JSON.stringify(watched)], { type: "application/json" });
  navigator.sendBeacon(`/api/v1/front/shows/${showId}/watch`, body);
}

async function sendLikes(showId: string, tally: Tally): Promise<void> {
  const count = tally.takeLikes();
  if (count === 0) return;
  try {
    await server.call("POST /api/v1/front/shows/{id}/likes", { params: { id: showId }, body: { count } });
  } catch {
    if (!navigator.onLine) tally.giveBackLikes(count);
  }
}
