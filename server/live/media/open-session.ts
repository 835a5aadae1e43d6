/** Opens a session for a negotiated offer: its peer, its part in the stream, and the answer that names both. */
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { type Candidate, writeAnswer } from "./answer.ts";
import type { MediaCertificate } from "./certificate.ts";
import type { Negotiated, Role } from "./negotiate.ts";
import { type Peer, createPeer } from "./peer.ts";
import { createPublisher } from "./publisher.ts";
import type { MediaPart, MediaSession } from "./session-table.ts";
import type { Stream } from "./stream.ts";
import { type ViewerSources, createViewer } from "./viewer.ts";

export type OpenSessionInput = {
  readonly streamId: string;
  readonly role: Role;
  readonly negotiated: Negotiated;
  readonly stream: Stream;
  readonly certificate: MediaCertificate;
  readonly candidates: readonly Candidate[];
  /** Milliseconds of the process clock. */
  readonly now: () => number;
  readonly nextSource: () => number;
  readonly onConnected: (session: MediaSession) => void;
  readonly onClosed: (session: MediaSession, reason: string) => void;
};

export type OpenedSession = { readonly session: MediaSession; readonly answerSdp: string };

export function openSession(input: OpenSessionInput): OpenedSession {
  const { negotiated, role, streamId, now } = input;
  const sources: ViewerSources = { audio: newSources(), video: newSources() };
  const peer = createPeer({
    certificate: input.certificate,
    fingerprint: negotiated.fingerprint,
    theirUfrag: negotiated.iceUfrag,
    now,
    onConnected: () => input.onConnected(session),
    onClosed: (reason) => input.onClosed(session, reason),
    onRtp: (packet, sequence) => {
      if (part.role === "publisher") part.publisher.receiveRtp(packet, sequence);
    },
    onRtcp: (compound) => (part.role === "publisher" ? part.publisher : part.viewer).receiveRtcp(compound),
  });
  const part = role === "publisher" ? publisherPart(input, peer) : viewerPart(input, peer, sources);
  const session: MediaSession = { sessionId: randomUUID(), streamId, peer, part, openedAt: now() };
  const answerSdp = writeAnswer({
    negotiated,
    role,
    originId: String(randomBytes(6).readUIntBE(0, 6)),
    iceUfrag: peer.ufrag,
    icePwd: peer.password,
    fingerprint: input.certificate.fingerprint,
    candidates: input.candidates,
    sources,
  });
  return { session, answerSdp };
}

function publisherPart({ negotiated, stream, now, nextSource }: OpenSessionInput, peer: Peer): MediaPart {
  const publisher = createPublisher({
    negotiated,
    now,
    nextSource,
    sendRtcp: (compound) => peer.sendRtcp(compound),
    onPacket: (packet) => stream.forward(packet),
    onSenderReport: (report) => stream.forwardReport(report),
    onBroken: () => stream.requestKeyFrame(),
  });
  return { role: "publisher", publisher };
}

function viewerPart(
  { negotiated, stream, now }: OpenSessionInput,
  peer: Peer,
  sources: ViewerSources,
): MediaPart {
  const viewer = createViewer({
    negotiated,
    sources,
    now,
    sendRtp: (packet, headerLength, sequence) => peer.sendRtp(packet, headerLength, sequence),
    sendRtcp: (compound) => peer.sendRtcp(compound),
    find: (kind, sequence) => stream.find(kind, sequence),
    onKeyFrameWanted: () => stream.requestKeyFrame(),
  });
  return { role: "viewer", viewer };
}

function newSources() {
  const ssrc = randomInt(1, 0xffff_fffe);
  return { ssrc, repeatSsrc: ssrc + 1 };
}
