/**
 * The media core: sessions, streams and the port they share. Runs inside the media process; everything here is on one
 * thread and nothing here waits.
 */
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { RefrainError } from "../../platform/errors.ts";
import { writeAnswer } from "./answer.ts";
import { createCertificate } from "./certificate.ts";
import {
  type MediaFact,
  type MediaLimits,
  type MediaStats,
  type Session,
  defaultLimits,
} from "./media-engine.ts";
import { type Negotiated, type Role, negotiate } from "./negotiate.ts";
import { type Peer, type Remote, createPeer } from "./peer.ts";
import { type Publisher, createPublisher } from "./publisher.ts";
import { parseOffer } from "./sdp.ts";
import { type Stream, createStream } from "./stream.ts";
import { readBindingRequest } from "./stun.ts";
import { streamStats } from "./stream-stats.ts";
import { openMediaPort } from "./udp.ts";
import { type Viewer, createViewer } from "./viewer.ts";

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

type Member = {
  readonly sessionId: string;
  readonly streamId: string;
  readonly peer: Peer;
  readonly part:
    | { readonly role: "publisher"; readonly publisher: Publisher }
    | { readonly role: "viewer"; readonly viewer: Viewer };
  readonly openedAt: number;
  readonly remotes: string[];
};

type Air = { readonly stream: Stream; publisherLeftAt: number };

const tickMs = 20;
const arrivalsEveryTicks = 3;
const slowEveryTicks = 50;
const mostRemotes = 8;

export async function createMediaCore(input: MediaCoreInput): Promise<MediaCore> {
  const limits = { ...defaultLimits, ...input.limits };
  const now = () => performance.now();
  const certificate = await createCertificate();
  const members = new Map<string, Member>();
  const byUfrag = new Map<string, Member>();
  const byRemote = new Map<string, Member>();
  const airs = new Map<string, Air>();
  let lastSource = 0;
  let ticks = 0;

  const publisherOf = (streamId: string) =>
    [...members.values()].find((member) => member.streamId === streamId && member.part.role === "publisher");

  const fact = (type: MediaFact["type"], { streamId, sessionId }: Member) =>
    input.onFact({ type, streamId, sessionId });

  const end = (member: Member | undefined, reason: string) => {
    if (member === undefined || !members.delete(member.sessionId)) return;
    const wasConnected = member.peer.isConnected();
    byUfrag.delete(member.peer.ufrag);
    for (const key of member.remotes) if (byRemote.get(key) === member) byRemote.delete(key);
    const air = airs.get(member.streamId);
    if (member.part.role === "viewer") air?.stream.removeViewer(member.part.viewer);
    else if (air?.stream.publisher() === member.part.publisher) {
      air.stream.setPublisher(undefined);
      air.publisherLeftAt = now();
    }
    member.peer.close();
    input.log(`${member.part.role} ${member.sessionId} of ${member.streamId} ended: ${reason}`);
    if (wasConnected) fact(member.part.role === "publisher" ? "stream.ended" : "viewer.left", member);
  };

  const open = (streamId: string, role: Role, negotiated: Negotiated, stream: Stream): Session => {
    const sessionId = randomUUID();
    const peer = createPeer({
      certificate,
      fingerprint: negotiated.fingerprint,
      theirUfrag: negotiated.iceUfrag,
      now,
      onConnected: () => connected(member),
      onClosed: (reason) => end(member, reason),
      onRtp: (packet, sequence) => {
        if (part.role === "publisher") part.publisher.receiveRtp(packet, sequence);
      },
      onRtcp: (compound) => (part.role === "publisher" ? part.publisher : part.viewer).receiveRtcp(compound),
    });
    const sources = { audio: newSources(), video: newSources() };
    const part: Member["part"] =
      role === "publisher"
        ? { role, publisher: publisherFor(stream, negotiated, peer) }
        : { role, viewer: viewerFor(stream, negotiated, peer, sources) };
    const member: Member = { sessionId, streamId, peer, part, openedAt: now(), remotes: [] };
    members.set(sessionId, member);
    byUfrag.set(peer.ufrag, member);
    const answerSdp = writeAnswer({
      negotiated,
      role,
      originId: String(randomBytes(6).readUIntBE(0, 6)),
      iceUfrag: peer.ufrag,
      icePwd: peer.password,
      fingerprint: certificate.fingerprint,
      candidates: port.candidates,
      sources,
    });
    return { sessionId, answerSdp };
  };

  const publisherFor = (stream: Stream, negotiated: Negotiated, peer: Peer) =>
    createPublisher({
      negotiated,
      now,
      nextSource: () => (lastSource += 1),
      sendRtcp: (compound) => peer.sendRtcp(compound),
      onPacket: (packet) => stream.forward(packet),
      onSenderReport: (report) => stream.forwardReport(report),
      onBroken: () => stream.requestKeyFrame(),
    });

  const viewerFor = (
    stream: Stream,
    negotiated: Negotiated,
    peer: Peer,
    sources: Record<"audio" | "video", Sources>,
  ) =>
    createViewer({
      negotiated,
      sources,
      now,
      sendRtp: (packet, headerLength, sequence) => peer.sendRtp(packet, headerLength, sequence),
      sendRtcp: (compound) => peer.sendRtcp(compound),
      find: (kind, sequence) => stream.find(kind, sequence),
      onKeyFrameWanted: () => stream.requestKeyFrame(),
    });

  const connected = (member: Member) => {
    const stream = airs.get(member.streamId)?.stream;
    if (member.part.role === "viewer") stream?.startViewer(member.part.viewer);
    fact(member.part.role === "publisher" ? "stream.started" : "viewer.joined", member);
  };

  const receive = (datagram: Buffer, remote: Remote) => {
    const first = datagram[0] ?? 255;
    if (first < 4) {
      const request = readBindingRequest(datagram);
      const member = request && byUfrag.get(request.username.split(":")[0]!);
      if (member?.peer.receiveBinding(request!, remote)) claim(member, remote.key);
      return;
    }
    const member = byRemote.get(remote.key);
    if (member === undefined) return;
    if (first >= 20 && first <= 63) member.peer.receiveDtls(datagram);
    else if (first >= 128 && first <= 191) member.peer.receiveMedia(datagram);
  };

  const claim = (member: Member, key: string) => {
    if (byRemote.get(key) === member) return;
    byRemote.set(key, member);
    member.remotes.push(key);
    if (member.remotes.length <= mostRemotes) return;
    const oldest = member.remotes.shift()!;
    if (byRemote.get(oldest) === member) byRemote.delete(oldest);
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
    for (const member of members.values()) {
      if (!member.peer.isConnected() && at - member.openedAt > limits.connectWithinMs)
        end(member, "never connected");
      else if (at - member.peer.heardAt() > limits.silenceMs) end(member, "silent");
    }
    for (const [streamId, { stream, publisherLeftAt }] of airs) {
      const waited = at - publisherLeftAt > limits.waitForReturnMs;
      if (stream.publisher() === undefined && stream.viewers.size === 0 && waited) airs.delete(streamId);
    }
  };

  const timer = setInterval(() => {
    const at = now();
    ticks += 1;
    for (const { stream } of airs.values()) {
      stream.tick(at);
      if (ticks % arrivalsEveryTicks === 0) stream.publisher()?.reportArrivals();
      if (ticks % slowEveryTicks !== 0) continue;
      stream.publisher()?.report(at);
      stream.keepAlive();
    }
    if (ticks % slowEveryTicks === 0) dropSilent(at);
  }, tickMs);

  const refuseWhenFull = () => {
    if (members.size >= limits.sessions)
      throw new RefrainError("media_busy", "The relay is full.", { sessions: members.size });
  };

  return {
    port: port.candidates[0]?.port ?? 0,
    publish: (streamId, offerSdp) => {
      const negotiated = negotiate(parseOffer(offerSdp), "publisher");
      const before = publisherOf(streamId);
      if (before?.part.role === "publisher") {
        const heardAt = Math.max(before.part.publisher.counters().heardAt, before.openedAt);
        if (now() - heardAt < limits.giveWayAfterMs)
          throw new RefrainError("media_busy", "Somebody else is publishing this stream.");
        end(before, "replaced by a new publisher");
      }
      refuseWhenFull();
      const air = airs.get(streamId) ?? { stream: createStream(now), publisherLeftAt: -Infinity };
      airs.set(streamId, air);
      const session = open(streamId, "publisher", negotiated, air.stream);
      const { part } = members.get(session.sessionId)!;
      if (part.role === "publisher") air.stream.setPublisher(part.publisher);
      return session;
    },
    play: (streamId, offerSdp) => {
      const negotiated = negotiate(parseOffer(offerSdp), "viewer");
      const air = airs.get(streamId);
      const expected = air !== undefined && now() - air.publisherLeftAt < limits.waitForReturnMs;
      if (air === undefined || (air.stream.publisher() === undefined && !expected))
        throw new RefrainError("not_on_air");
      refuseWhenFull();
      const session = open(streamId, "viewer", negotiated, air.stream);
      const { part } = members.get(session.sessionId)!;
      if (part.role === "viewer") air.stream.addViewer(part.viewer);
      return session;
    },
    end: (sessionId) => end(members.get(sessionId), "ended by request"),
    kick: (streamId) => {
      for (const member of [...members.values()]) if (member.streamId === streamId) end(member, "kicked");
      airs.delete(streamId);
    },
    stats: () => ({
      sessions: members.size,
      streams: [...airs].map(([streamId, { stream }]) =>
        streamStats(streamId, stream, publisherOf(streamId)?.peer.isConnected() ?? false),
      ),
    }),
    close: async () => {
      clearInterval(timer);
      for (const member of [...members.values()]) end(member, "shutting down");
      await port.close();
    },
  };
}

type Sources = { readonly ssrc: number; readonly repeatSsrc: number };

function newSources(): Sources {
  const ssrc = randomInt(1, 0xffff_fffe);
  return { ssrc, repeatSsrc: ssrc + 1 };
}
