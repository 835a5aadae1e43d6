/** A playing session: forwards a stream to one viewer and answers what the viewer complains about. */
import { cname } from "./answer.ts";
import type { MediaPacket, TimedReport } from "./media-packet.ts";
import { createAllowance } from "./nack.ts";
import type { MediaKind, Negotiated } from "./negotiate.ts";
import { extensionUri } from "./negotiate.ts";
import { type OutgoingTrack, type SendRtp, createOutgoingTrack } from "./outgoing-track.ts";
import { createPlayoutDelay } from "./playout-delay.ts";
import { type RtcpFact, readRtcp, writeReceiverReport } from "./rtcp.ts";

export type ViewerSources = Readonly<
  Record<MediaKind, { readonly ssrc: number; readonly repeatSsrc: number }>
>;

export type Viewer = {
  /** Starts the flow: before this (while the handshake runs) nothing is forwarded. */
  start(): void;
  isStarted(): boolean;
  forward(packet: MediaPacket, at: number): void;
  /** Begins the picture with what went before, from a key frame on. */
  replay(packets: readonly MediaPacket[], at: number): void;
  /** Says that the path stands although nothing flows. */
  keepAlive(): void;
  /** Whether the publication this packet belongs to has not yet begun at this viewer. */
  awaits(packet: MediaPacket): boolean;
  forwardReport(report: TimedReport, at: number): void;
  receiveRtcp(compound: Buffer): void;
  counters(): ViewerCounters;
};

export type ViewerCounters = { readonly packets: number; readonly bytes: number; readonly repeats: number };

export type ViewerInput = {
  readonly negotiated: Negotiated;
  readonly sources: ViewerSources;
  readonly now: () => number;
  readonly sendRtp: SendRtp;
  readonly sendRtcp: (compound: Buffer) => void;
  readonly find: (kind: MediaKind, sequence: number) => MediaPacket | undefined;
  readonly onKeyFrameWanted: () => void;
};

/** A viewer on a bad line may have this many packets repeated: about twice a 1 Mbit/s picture, in bursts of a second. */
const repeatsPerSecond = 250;

/** Fewer packets than this say nothing about a line. */
const enoughToJudge = 40;

export function createViewer(input: ViewerInput): Viewer {
  let started = false;
  let repeats = 0;
  let judgedAt = { packets: 0, repeats: 0 };
  const allowance = createAllowance(repeatsPerSecond, repeatsPerSecond);
  const tracks = new Map<MediaKind, OutgoingTrack>();
  const video = input.negotiated.taken.find(({ kind }) => kind === "video");
  const delay = createPlayoutDelay(video?.section.extensions.get(extensionUri.playoutDelay));
  for (const { kind, formats } of input.negotiated.taken) {
    const { ssrc, repeatSsrc } = input.sources[kind];
    const extension = kind === "video" ? { extension: () => delay.extension() } : {};
    tracks.set(
      kind,
      createOutgoingTrack({ kind, ssrc, repeatSsrc, formats, cname, send: input.sendRtp, ...extension }),
    );
  }
  const trackOf = (ssrc: number) => [...tracks.values()].find((track) => track.ssrc === ssrc);

  const counters = () => {
    const all = [...tracks.values()].map((track) => track.counters());
    const sum = (of: "packets" | "bytes") => all.reduce((total, each) => total + each[of], 0);
    return { packets: sum("packets"), bytes: sum("bytes"), repeats };
  };

  const repeat = (track: OutgoingTrack, sequences: readonly number[]) => {
    for (const sequence of sequences) {
      if (!allowance.take(input.now())) return;
      if (track.repeat(sequence, (wanted) => input.find(track.kind, wanted))) repeats += 1;
    }
  };

  // Receiver reports also count as lost what only came late from the publisher; repetitions are the line's own loss.
  const judgeLine = () => {
    const sent = counters().packets - judgedAt.packets;
    if (sent < enoughToJudge) return;
    delay.noteLoss((repeats - judgedAt.repeats) / sent, input.now());
    judgedAt = { packets: judgedAt.packets + sent, repeats };
  };

  const receive = (fact: RtcpFact) => {
    if (fact.type === "sender-report" || fact.type === "bye") return;
    const track = trackOf(fact.ssrc);
    if (track === undefined) return;
    if (fact.type === "nack") repeat(track, fact.sequences);
    else if (track.kind !== "video") return;
    else if (fact.type === "key-frame-request") input.onKeyFrameWanted();
    else judgeLine();
  };

  return {
    start: () => {
      started = true;
    },
    isStarted: () => started,
    forward: (packet, at) => {
      if (started) tracks.get(packet.kind)?.forward(packet, at);
    },
    replay: (packets, at) => tracks.get("video")?.replay(packets, at),
    keepAlive: () => {
      if (started) input.sendRtcp(writeReceiverReport(input.sources.video.ssrc, []));
    },
    awaits: (packet) => started && (tracks.get(packet.kind)?.awaits(packet) ?? false),
    forwardReport: (timed, at) => {
      const report = started ? tracks.get(timed.kind)?.senderReport(timed, at) : undefined;
      if (report !== undefined) input.sendRtcp(report);
    },
    receiveRtcp: (compound) => readRtcp(compound).forEach(receive),
    counters,
  };
}
