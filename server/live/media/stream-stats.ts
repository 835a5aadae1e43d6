import type { StreamStats } from "./media-engine.ts";
import type { Stream } from "./stream.ts";

/** A stream's figures: what came from the publisher of now, what went to viewers present and departed. */
export function streamStats(streamId: string, stream: Stream, publishing: boolean): StreamStats {
  const incoming = stream.publisher()?.counters();
  const { departed, keyFrameRequests } = stream.counters();
  const present = [...stream.viewers].map((viewer) => viewer.counters());
  const sum = (of: "packets" | "bytes" | "repeats") =>
    present.reduce((total, counters) => total + counters[of], departed[of]);
  return {
    streamId,
    publishing,
    viewers: [...stream.viewers].filter((viewer) => viewer.isStarted()).length,
    packetsIn: incoming?.packets ?? 0,
    bytesIn: incoming?.bytes ?? 0,
    packetsOut: sum("packets"),
    bytesOut: sum("bytes"),
    repairsIn: incoming?.asked ?? 0,
    repairsOut: sum("repeats"),
    keyFrameRequests,
  };
}
