/** The port of the live chapter's media: what any engine behind it can do. */

/** Something that happened to a session: it was connected, it is over. */
export type MediaFact = {
  readonly type: "stream.started" | "stream.ended" | "viewer.joined" | "viewer.left";
  readonly streamId: string;
  readonly sessionId: string;
};

export type StreamStats = {
  readonly streamId: string;
  /** A publisher is connected. */
  readonly publishing: boolean;
  /** Viewers connected now. */
  readonly viewers: number;
  /** From the publisher of now; bytes without UDP and IP. */
  readonly packetsIn: number;
  readonly bytesIn: number;
  /** To all viewers since the stream was first seen. */
  readonly packetsOut: number;
  readonly bytesOut: number;
  /** Packets asked of the publisher again, and sent to viewers again. */
  readonly repairsIn: number;
  readonly repairsOut: number;
  readonly keyFrameRequests: number;
};

export type MediaStats = {
  readonly streams: readonly StreamStats[];
  readonly sessions: number;
};

export type Session = { readonly sessionId: string; readonly answerSdp: string };

/**
 * Publishes and plays live streams. An offer comes in, an answer goes out; the session lives until it is ended, its other
 * side says goodbye, or it has been silent for 20 s.
 *
 * Errors: `invalid_input` (the offer, with its line), `unsupported_format`, `media_busy` (another publisher, or full),
 * `not_on_air` (nothing to play), `unavailable` (the media process is starting).
 */
export type MediaEngine = {
  publish(input: { readonly streamId: string; readonly offerSdp: string }): Promise<Session>;
  play(input: { readonly streamId: string; readonly offerSdp: string }): Promise<Session>;
  /** Ends one session; does nothing when it is over. */
  end(sessionId: string): Promise<void>;
  /** Ends a stream's publisher and viewers. */
  kick(streamId: string): Promise<void>;
  stats(): Promise<MediaStats>;
  /** Calls the listener for each fact until the returned function is called. */
  on(listener: (fact: MediaFact) => void): () => void;
  close(): Promise<void>;
};

export type MediaLimits = {
  /** Publishers and viewers together. */
  readonly sessions: number;
  /** A session that does not connect in this time is dropped. */
  readonly connectWithinMs: number;
  /** A session that is silent this long is dropped. */
  readonly silenceMs: number;
  /** A publisher silent this long gives way to a new one of the same stream. */
  readonly giveWayAfterMs: number;
  /** After a publisher left, new viewers may still join and wait this long. */
  readonly waitForReturnMs: number;
};

export const defaultLimits: MediaLimits = {
  sessions: 2000,
  connectWithinMs: 15_000,
  silenceMs: 20_000,
  giveWayAfterMs: 3000,
  waitForReturnMs: 60_000,
};
