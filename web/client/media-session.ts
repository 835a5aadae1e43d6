import { MediaRefusal, postOffer, repairSound } from "./media-offer.ts";
import { type MediaStats, type StatsEntry, entriesOf, sumIn } from "./media-stats.ts";
import { retryDelayMs } from "./retry-delay.ts";

/**
 * - `connecting`: an offer is on its way, or the network path is being found.
 * - `live`: media flows.
 * - `waiting`: connected, but nothing comes (the host has left and may return).
 * - `retrying`: the session was lost or could not be had; the next attempt is planned.
 * - `refused`: there will be no further attempt (`code` says why).
 * - `closed`: closed by this page.
 */
export type MediaState = "connecting" | "live" | "waiting" | "retrying" | "refused" | "closed";

/** `code` is the server's error code, or `network` when no answer came. */
export type MediaStateDetails = { readonly code?: string };

export type MediaSession = {
  /** Figures of the present connection; `undefined` while there is none. */
  stats(): Promise<MediaStats | undefined>;
  /** Ends the session here and on the server. */
  close(): void;
};

export type MediaSessionOptions = {
  /** Where the offer is posted: `/api/v1/whip/{streamId}` or `/api/v1/whep/{streamId}`. */
  readonly url: string;
  /** The media token. A function is asked before each attempt, so that a page outlives its token. */
  readonly token: string | (() => Promise<string>);
  readonly onState?: (state: MediaState, details: MediaStateDetails) => void;
};

/** What publishing and playing do differently. */
export type MediaSide = {
  /** Adds tracks or transceivers before the offer is made. */
  readonly prepare: (connection: RTCPeerConnection) => void;
  /** Bytes of media so far: read once a second to see whether it flows. */
  readonly mediaBytes: (entries: readonly StatsEntry[]) => number;
  readonly readStats: (report: RTCStatsReport) => MediaStats;
};

const connectWithinMs = 12_000;
/** A path that is interrupted this long is given up: asking anew is quicker than waiting for the browser's verdict. */
const interruptedMs = 2500;
const quietSeconds = 3;
/** The server is heard at least once a second, media or not; after this long without, it is gone. */
const silentSeconds = 4;
/** Attempts after this one wait no longer: 2–4 s. */
const longestWaitAttempt = 3;
const refusalsOfFreshTokens = 3;

type Attempt = { readonly connection: RTCPeerConnection; location: string | undefined; over: boolean };

/** Keeps one media session alive: connects, watches, and connects again with growing, jittered pauses. */
export function keepMediaSession(options: MediaSessionOptions, side: MediaSide): MediaSession {
  let attempt: Attempt | undefined;
  let failures = 0;
  let wrongTokens = 0;
  let closed = false;
  let state: MediaState | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let watch: ReturnType<typeof setInterval> | undefined;

  const tell = (next: MediaState, details: MediaStateDetails = {}) => {
    if (next === state && details.code === undefined) return;
    state = next;
    options.onState?.(next, details);
  };

  const bearer = async () => (typeof options.token === "string" ? options.token : options.token());

  const leave = (left: Attempt | undefined) => {
    if (left === undefined || left.over) return;
    left.over = true;
    clearInterval(watch);
    left.connection.close();
    const { location } = left;
    if (location === undefined) return;
    // `keepalive` lets the request outlive the page.
    void bearer()
      .then((token) =>
        fetch(location, { method: "DELETE", keepalive: true, headers: { authorization: `Bearer ${token}` } }),
      )
      .catch(() => undefined);
  };

  const lose = (lost: Attempt, error: unknown) => {
    if (lost.over || closed) return;
    leave(lost);
    const refusal = error instanceof MediaRefusal ? error : new MediaRefusal("network", false);
    if (refusal.code === "media_token_invalid") wrongTokens += 1;
    const tokenIsFixed = typeof options.token === "string" || wrongTokens >= refusalsOfFreshTokens;
    if (refusal.final || (refusal.code === "media_token_invalid" && tokenIsFixed)) {
      closed = true;
      stopListening();
      return tell("refused", { code: refusal.code });
    }
    tell("retrying", { code: refusal.code });
    retry = setTimeout(start, retryDelayMs(Math.min(failures, longestWaitAttempt)));
    failures += 1;
  };

  const observe = (observed: Attempt) => {
    const { connection } = observed;
    let quiet = 0;
    let silent = 0;
    let interrupted: ReturnType<typeof setTimeout> | undefined;
    const tooLate = setTimeout(() => {
      if (connection.connectionState !== "connected") lose(observed, undefined);
    }, connectWithinMs);
    connection.addEventListener("connectionstatechange", () => {
      clearTimeout(interrupted);
      if (connection.connectionState === "connected") clearTimeout(tooLate);
      if (connection.connectionState === "failed" || connection.connectionState === "closed")
        lose(observed, undefined);
      if (connection.connectionState === "disconnected") {
        interrupted = setTimeout(() => lose(observed, undefined), interruptedMs);
      }
    });
    watch = setInterval(() => {
      if (connection.connectionState !== "connected") return;
      void judgeFlow();
    }, 1000);
    let [mediaBefore, heardBefore] = [0, 0];
    const judgeFlow = async () => {
      const entries = entriesOf(await connection.getStats());
      if (observed.over) return;
      const [media, heard] = [side.mediaBytes(entries), sumIn(entries, "candidate-pair", "bytesReceived")];
      quiet = media > mediaBefore ? 0 : quiet + 1;
      silent = heard > heardBefore ? 0 : silent + 1;
      [mediaBefore, heardBefore] = [media, heard];
      if (silent >= silentSeconds) return lose(observed, undefined);
      if (quiet === 0) {
        [failures, wrongTokens] = [0, 0];
        tell("live");
      } else if (quiet >= quietSeconds) tell("waiting");
    };
  };

  const start = () => {
    tell("connecting");
    const begun: Attempt = { connection: new RTCPeerConnection(), location: undefined, over: false };
    attempt = begun;
    observe(begun);
    negotiate(begun).catch((error: unknown) => lose(begun, error));
  };

  const negotiate = async (begun: Attempt) => {
    const { connection } = begun;
    side.prepare(connection);
    const offer = await connection.createOffer();
    await connection.setLocalDescription({ type: "offer", sdp: repairSound(offer.sdp ?? "") });
    const answer = await postOffer(options.url, await bearer(), connection.localDescription?.sdp ?? "");
    begun.location = answer.location;
    if (begun.over) {
      begun.over = false;
      return leave(begun);
    }
    await connection.setRemoteDescription({ type: "answer", sdp: answer.sdp });
  };

  const close = () => {
    if (closed) return;
    closed = true;
    clearTimeout(retry);
    stopListening();
    leave(attempt);
    tell("closed");
  };

  // A page that is left may be shown again as it was; it ends its session and begins a new one.
  const onHide = () => {
    clearTimeout(retry);
    leave(attempt);
  };
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) start();
  };
  const stopListening = () => {
    removeEventListener("pagehide", onHide);
    removeEventListener("pageshow", onShow);
  };
  addEventListener("pagehide", onHide);
  addEventListener("pageshow", onShow);
  start();
  return {
    close,
    stats: async () => {
      if (attempt === undefined || attempt.over) return undefined;
      return side.readStats(await attempt.connection.getStats());
    },
  };
}
