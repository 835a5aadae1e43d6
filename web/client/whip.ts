import { type MediaSession, type MediaSessionOptions, keepMediaSession } from "./media-session.ts";
import { type MediaStats, entriesOf, numberIn, roundTripMsIn, sumIn } from "./media-stats.ts";

export type PublishOptions = MediaSessionOptions & {
  /** The most the picture may take, in kilobits a second; default 2,500. */
  readonly videoKilobits?: number;
};

export type Publication = MediaSession & {
  /** Sends the tracks of another stream (a different camera, a shared screen) without interrupting the session. */
  replace(stream: MediaStream): Promise<void>;
};

const defaultKilobits = 2500;

/** Publishes a stream by WHIP (RFC 9725) and keeps it published until closed. The tracks stay the caller's to stop. */
export function publishWhip(stream: MediaStream, options: PublishOptions): Publication {
  let current = stream;
  let senders: RTCRtpSender[] = [];
  const session = keepMediaSession(options, {
    prepare: (connection) => {
      senders = (["audio", "video"] as const).flatMap((kind) => {
        const track = current.getTracks().find((candidate) => candidate.kind === kind);
        if (track === undefined) return [];
        const most =
          kind === "video" ? { maxBitrate: (options.videoKilobits ?? defaultKilobits) * 1000 } : {};
        return [
          connection.addTransceiver(track, {
            direction: "sendonly",
            streams: [current],
            sendEncodings: [most],
          }).sender,
        ];
      });
    },
    mediaBytes: (entries) => sumIn(entries, "outbound-rtp", "bytesSent"),
    readStats,
  });
  return {
    ...session,
    replace: async (next) => {
      current = next;
      for (const sender of senders) {
        const track = next.getTracks().find(({ kind }) => kind === sender.track?.kind);
        if (track !== undefined) await sender.replaceTrack(track);
      }
    },
  };
}

function readStats(report: RTCStatsReport): MediaStats {
  const entries = entriesOf(report);
  const video = entries.find((entry) => entry["type"] === "outbound-rtp" && entry["kind"] === "video");
  const heard = entries.filter((entry) => entry["type"] === "remote-inbound-rtp");
  return {
    framesPerSecond: numberIn(video, "framesPerSecond") ?? 0,
    width: numberIn(video, "frameWidth") ?? 0,
    height: numberIn(video, "frameHeight") ?? 0,
    roundTripMs: roundTripMsIn(entries),
    lossShare: Math.max(0, ...heard.map((entry) => numberIn(entry, "fractionLost") ?? 0)),
    bytes: sumIn(entries, "outbound-rtp", "bytesSent"),
  };
}
