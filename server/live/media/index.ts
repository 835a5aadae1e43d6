/**
 * Media: live streams from one publisher to many viewers, by WHIP and WHEP.
 *
 * Purpose: `startMediaEngine` runs our own media core in a process of its own, on one UDP port; `registerMediaRoutes` puts
 * WHIP and WHEP in front of any `MediaEngine`; `signMediaToken` and `verifyMediaToken` say who may publish or play.
 *
 * Invariants
 * - A stream has at most one publisher. Another is refused (`media_busy`) unless the first has been silent for 3 s.
 * - A viewer sees one unbroken sequence of packets, whatever publishers come and go: playing resumes without rejoining.
 * - Nothing unauthenticated is answered or decrypted; no datagram, however malformed, ends the process.
 * - Memory is bounded per stream (recent packets) and per session; the number of sessions is limited.
 *
 * Failure: when the media process is lost its sessions end (`stream.ended`, `viewer.left` are told), it is started anew on
 * the same port, and calls meanwhile answer `unavailable`. Browsers reconnect by themselves.
 *
 * Broadcasting programs (OBS): service WHIP, server `https://<host>/api/v1/whip/<streamId>`, bearer token = media token;
 * H.264 without B-frames, a key frame every 1–2 s (such programs do not answer requests for one), Opus.
 *
 * Not here yet: TURN or ICE over TCP (a network that blocks UDP sees no picture), simulcast, recording.
 *
 * Shutdown: `close()` tells every peer goodbye and ends the process. A parent that dies takes it along.
 */
export { type MediaEngineOptions, type OwnMediaEngine, startMediaEngine } from "./engine.ts";
export type {
  MediaEngine,
  MediaFact,
  MediaLimits,
  MediaStats,
  Session,
  StreamStats,
} from "./media-engine.ts";
export { type MediaRoutesInput, registerMediaRoutes } from "./media-routes.ts";
export { type MediaToken, type MediaTokenCheck, signMediaToken } from "./media-tokens.ts";
export { machineAddresses } from "./udp.ts";
