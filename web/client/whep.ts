import { type MediaSession, type MediaSessionOptions, keepMediaSession } from "./media-session.ts";
import { type MediaStats, entriesOf, numberIn, roundTripMsIn, sumIn } from "./media-stats.ts";

export type PlayOptions = MediaSessionOptions & {
  /** The browser wants a touch before it plays with sound: show a button, or mute the element and call `play()`. */
  readonly onAutoplayRefused?: () => void;
};

/** Plays a stream by WHEP in a video element and keeps it playing until closed. */
export function playWhep(video: HTMLVideoElement, options: PlayOptions): MediaSession {
  const session = keepMediaSession(options, {
    prepare: (connection) => {
      const received = new MediaStream();
      connection.addTransceiver("audio", { direction: "recvonly" });
      connection.addTransceiver("video", { direction: "recvonly" });
      connection.addEventListener("track", ({ track }) => {
        received.addTrack(track);
        // Only now, so that after a reconnection the last picture stays until there is a new one.
        if (video.srcObject === received) return;
        video.srcObject = received;
        video.play().catch((error: unknown) => {
          if (error instanceof DOMException && error.name === "NotAllowedError")
            options.onAutoplayRefused?.();
        });
      });
    },
    mediaBytes: (entries) => sumIn(entries, "inbound-rtp", "bytesReceived"),
    readStats,
  });
  return {
    ...session,
    close: () => {
      session.close();
      video.srcObject = null;
    },
  };
}

function readStats(report: RTCStatsReport): MediaStats {
  const entries = entriesOf(report);
  const video = entries.find((entry) => entry["type"] === "inbound-rtp" && entry["kind"] === "video");
  const lost = Math.max(0, sumIn(entries, "inbound-rtp", "packetsLost"));
  const received = sumIn(entries, "inbound-rtp", "packetsReceived");
  return {
    framesPerSecond: numberIn(video, "framesPerSecond") ?? 0,
    width: numberIn(video, "frameWidth") ?? 0,
    height: numberIn(video, "frameHeight") ?? 0,
    roundTripMs: roundTripMsIn(entries),
    lossShare: received + lost === 0 ? 0 : lost / (received + lost),
    bytes: sumIn(entries, "inbound-rtp", "bytesReceived"),
  };
}
