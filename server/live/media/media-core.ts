/**
 * The media core: sessions, streams and the port they share. Runs inside the media process; everything here is on one
 * thread and nothing here waits.
 */
import { RefrainError } from "../../platform/errors.ts";
import { createCertificate } from "./certificate.ts";
import {
  type MediaFact,
  type MediaLimits,
  type MediaStats,
  type Session,
  defaultLimits,
} from "./media-engine.ts";
import { type Negotiated, type Role, negotiate } from "./negotiate.ts";
import { openSession } from "./open-session.ts";
import type { Remote } from "./peer.ts";
import { parseOffer } from "./sdp.ts";
import { type MediaSession, createSessionTable } from "./session-table.ts";
import { streamStats } from "./stream-stats.ts";
import { type Stream, createStream } from "./stream.ts";
import { readBindingRequest } from "./stun.ts";
import { openMediaPort } from "./udp.ts";

export type MediaCore = {
  readonly port: number;
  publish(streamId: string, offerSdp: string): Session;
  play(streamId: string, offerSdp: string): Session;
  end(sessionId: string): void;
  kick(streamId: string): void;
  stats(): MediaStats;
  close(): Promise<void>;
};

export type MediaCoreInput = {
  readonly announcedAddresses: readonly string[];
  /** 0 takes any free port. */
  readonly udpPort: number;
  readonly limits?: Partial<MediaLimits>;
  readonly onFact: (fact: MediaFact) => void;
  readonly log: (message: string) => void;
};

/** A stream with its publisher of now, and when the last one left (milliseconds of the process clock). */
type Air = { readonly stream: Stream; publisher: MediaSession | undefined; leftAt: number };

const tickMs = 20;
const arrivalsEveryTicks = 3;
const slowEveryTicks = 50;

export async function createMediaCore(input: MediaCoreInput): Promise<MediaCore> {
  const limits = { ...defaultLimits, ...input.limits };
  const now = () => performance.now();
  const certificate = await createCertificate();
  const sessions = createSessionTable();
  const airs = new Map<string, Air>();
  let lastSource = 0;
  let ticks = 0;

  const tell = (type: MediaFact["type"], { streamId, sessionId }: MediaSession) =>
    input.onFact({ type, streamId, sessionId });

  const end = (session: MediaSession | undefined, reason: string) => {
    if (session === undefined || !sessions.remove(session)) return;
    const { part, peer, streamId, sessionId } = session;
    const wasConnected = peer.isConnected();
    const air = airs.get(streamId);
    if (part.role === "viewer") air?.stream.removeViewer(part.viewer);
    else if (air?.publisher === session) {
      air.publisher = undefined;
      air.leftAt = now();
      air.stream.setPublisher(undefined);
    }
    peer.close();
    input.log(`${part.role} ${sessionId} of ${streamId} ended: ${reason}`);
    if (wasConnected) tell(part.role === "publisher" ? "stream.ended" : "viewer.left", session);
  };

  const connected = (session: MediaSession) => {
    const { part, streamId } = session;
    if (part.role === "viewer") airs.get(streamId)?.stream.startViewer(part.viewer);
    tell(part.role === "publisher" ? "stream.started" : "viewer.joined", session);
  };

  const receive = (datagram: Buffer, remote: Remote) => {
    const first = datagram[0] ?? 255;
    if (first < 4) {
      const request = readBindingRequest(datagram);
      const session = request && sessions.byUfrag(request.username.split(":")[0]!);
      if (session?.peer.receiveBinding(request!, remote)) sessions.claim(session, remote.key);
      return;
    }
    const session = sessions.byRemote(remote.key);
    if (first >= 20 && first <= 63) session?.peer.receiveDtls(datagram);
    else if (first >= 128 && first <= 191) session?.peer.receiveMedia(datagram);
  };

  const port = await openMediaPort(input.announcedAddresses, input.udpPort, (datagram, remote) => {
    try {
      receive(datagram, remote);
    } catch (error) {
      // One datagram must never end everybody's stream.
      input.log(`a datagram could not be handled: ${error instanceof Error ? error.stack : String(error)}`);
    }
  });

  const dropSilent = (at: number) => {
    for (const session of sessions.all()) {
      const { peer, openedAt } = session;
      if (!peer.isConnected() && at - openedAt > limits.connectWithinMs) end(session, "never connected");
      else if (at - peer.heardAt() > limits.silenceMs) end(session, "silent");
    }
    for (const [streamId, { stream, publisher, leftAt }] of airs) {
      const isWanted = publisher !== undefined || stream.viewers.size > 0;
      if (!isWanted && at - leftAt > limits.waitForReturnMs) airs.delete(streamId);
    }
  };

  const tick = () => {
    const at = now();
    ticks += 1;
    for (const { stream } of airs.values()) {
      stream.tick(at);
      if (ticks % arrivalsEveryTicks === 0) stream.publisher()?.reportArrivals();
      if (ticks % slowEveryTicks !== 0) continue;
      stream.publisher()?.report(at);
      stream.lookAfterViewers();
    }
    if (ticks % slowEveryTicks === 0) dropSilent(at);
  };
  const timer = setInterval(tick, tickMs);

  const open = (streamId: string, role: Role, negotiated: Negotiated, stream: Stream) => {
    if (sessions.size() >= limits.sessions) {
      throw new RefrainError("media_busy", "The relay is full.", { sessions: sessions.size() });
    }
    const opened = openSession({
      streamId,
      role,
      negotiated,
      stream,
      certificate,
      candidates: port.candidates,
      now,
      nextSource: () => (lastSource += 1),
      onConnected: connected,
      onClosed: end,
    });
    sessions.add(opened.session);
    return opened;
  };

  /** Makes way for a new publisher, unless the present one is at work. */
  const makeWay = (before: MediaSession | undefined) => {
    if (before?.part.role !== "publisher") return;
    const heardAt = Math.max(before.part.publisher.counters().heardAt, before.openedAt);
    if (now() - heardAt < limits.giveWayAfterMs) {
      throw new RefrainError("media_busy", "Somebody else is publishing this stream.");
    }
    end(before, "replaced by a new publisher");
  };

  return {
    port: port.candidates[0]?.port ?? 0,
    publish: (streamId, offerSdp) => {
      const negotiated = negotiate(parseOffer(offerSdp), "publisher");
      const air = airs.get(streamId) ?? {
        stream: createStream(now),
        publisher: undefined,
        leftAt: -Infinity,
      };
      makeWay(air.publisher);
      const { session, answerSdp } = open(streamId, "publisher", negotiated, air.stream);
      airs.set(streamId, air);
      air.publisher = session;
      if (session.part.role === "publisher") air.stream.setPublisher(session.part.publisher);
      return { sessionId: session.sessionId, answerSdp };
    },
    play: (streamId, offerSdp) => {
      const negotiated = negotiate(parseOffer(offerSdp), "viewer");
      const air = airs.get(streamId);
      const isExpected =
        air?.publisher !== undefined || now() - (air?.leftAt ?? -Infinity) < limits.waitForReturnMs;
      if (air === undefined || !isExpected) throw new RefrainError("not_on_air");
      const { session, answerSdp } = open(streamId, "viewer", negotiated, air.stream);
      if (session.part.role === "viewer") air.stream.addViewer(session.part.viewer);
      return { sessionId: session.sessionId, answerSdp };
    },
    end: (sessionId) => end(sessions.get(sessionId), "ended by request"),
    kick: (streamId) => {
      for (const session of sessions.all()) if (session.streamId === streamId) end(session, "kicked");
      airs.delete(streamId);
    },
    stats: () => ({
      sessions: sessions.size(),
      streams: [...airs].map(([streamId, { stream, publisher }]) =>
        streamStats(streamId, stream, publisher?.peer.isConnected() ?? false),
      ),
    }),
    close: async () => {
      clearInterval(timer);
      for (const session of sessions.all()) end(session, "shutting down");
      await port.close();
    },
  };
}
