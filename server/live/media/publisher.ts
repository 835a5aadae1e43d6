/** A publishing session: sorts what arrives by payload type and keeps the publisher informed (feedback, repairs, reports). */
import { randomInt } from "node:crypto";
import { type IncomingTrack, createIncomingTrack } from "./incoming-track.ts";
import type { MediaPacket, TimedReport } from "./media-packet.ts";
import { type Negotiated, extensionUri } from "./negotiate.ts";
import { readRtcp, writeNack, writePictureLoss, writeReceiverReport } from "./rtcp.ts";
import { readExtension, readRtpHeader } from "./rtp.ts";
import { createArrivalLog } from "./twcc.ts";

export type Publisher = {
  receiveRtp(packet: Buffer, sequence: number): void;
  receiveRtcp(compound: Buffer): void;
  /** Asks for a key frame. */
  requestKeyFrame(): void;
  /** Every tick: repairs due. */
  repair(at: number): void;
  /** A few times a second: arrival times. */
  reportArrivals(): void;
  /** Once a second: receiver report. */
  report(at: number): void;
  counters(): PublisherCounters;
};

export type PublisherCounters = {
  readonly packets: number;
  readonly bytes: number;
  readonly asked: number;
  /** When a packet came last, milliseconds of `now`; -Infinity before the first. */
  readonly heardAt: number;
};

export type PublisherInput = {
  readonly negotiated: Negotiated;
  readonly now: () => number;
  readonly nextSource: () => number;
  readonly sendRtcp: (compound: Buffer) => void;
  readonly onPacket: (packet: MediaPacket) => void;
  readonly onSenderReport: (report: TimedReport) => void;
  readonly onBroken: () => void;
};

export function createPublisher(input: PublisherInput): Publisher {
  const ourSsrc = randomInt(1, 0xffff_ffff);
  const arrivals = createArrivalLog();
  const counters = { packets: 0, bytes: 0, asked: 0, heardAt: -Infinity };
  const { byPayload, byRepeat, tracks } = createTracks(input);
  const feedbackIds = new Map(
    input.negotiated.taken.flatMap(({ section, formats }) => {
      const id = section.extensions.get(extensionUri.transportSequence);
      const types = formats.flatMap(({ payload, repeat }) => [
        payload.payloadType,
        repeat?.payloadType ?? -1,
      ]);
      return id === undefined ? [] : types.map((type) => [type, id] as const);
    }),
  );

  const noteArrival = (packet: Buffer, header: NonNullable<ReturnType<typeof readRtpHeader>>, at: number) => {
    const id = feedbackIds.get(header.payloadType);
    const extension = id === undefined ? undefined : readExtension(packet, header, id);
    if (extension?.length === 2) arrivals.arrived(extension.readUInt16BE(0), at);
  };

  return {
    receiveRtp: (packet, sequence) => {
      const header = readRtpHeader(packet);
      if (header === undefined) return;
      const at = input.now();
      counters.packets += 1;
      counters.bytes += packet.length;
      counters.heardAt = at;
      noteArrival(packet, header, at);
      byPayload.get(header.payloadType)?.receive(packet, header, sequence, at);
      byRepeat.get(header.payloadType)?.receiveRepeat(packet, header, at);
    },
    receiveRtcp: (compound) => {
      const at = input.now();
      for (const fact of readRtcp(compound)) {
        if (fact.type !== "sender-report") continue;
        const track = tracks.find((candidate) => candidate.ssrc() === fact.ssrc);
        if (track === undefined) continue;
        track.noteSenderReport(fact, at);
        input.onSenderReport({ kind: track.kind, source: track.source(), report: fact, at });
      }
    },
    requestKeyFrame: () => {
      const ssrc = tracks.find(({ kind }) => kind === "video")?.ssrc();
      if (ssrc !== undefined) input.sendRtcp(writePictureLoss(ourSsrc, ssrc));
    },
    repair: (at) => {
      for (const track of tracks) {
        const ssrc = track.ssrc();
        const sequences = track.repairsDue(at);
        if (ssrc === undefined || sequences.length === 0) continue;
        counters.asked += sequences.length;
        input.sendRtcp(writeNack(ourSsrc, ssrc, sequences));
      }
    },
    reportArrivals: () => {
      const feedback = arrivals.report(ourSsrc, tracks[0]?.ssrc() ?? 0);
      if (feedback !== undefined) input.sendRtcp(feedback);
    },
    report: (at) => {
      const blocks = tracks.flatMap((track) => track.reportBlock(at) ?? []);
      if (blocks.length > 0) input.sendRtcp(writeReceiverReport(ourSsrc, blocks));
    },
    counters: () => counters,
  };
}

function createTracks(input: PublisherInput) {
  const byPayload = new Map<number, IncomingTrack>();
  const byRepeat = new Map<number, IncomingTrack>();
  const tracks = input.negotiated.taken.map(({ kind, formats }) => {
    const format = formats[0]!;
    const track = createIncomingTrack({
      kind,
      format,
      nextSource: input.nextSource,
      onPacket: input.onPacket,
      onBroken: kind === "video" ? input.onBroken : () => undefined,
    });
    byPayload.set(format.payload.payloadType, track);
    if (format.repeat !== undefined) byRepeat.set(format.repeat.payloadType, track);
    return track;
  });
  return { byPayload, byRepeat, tracks };
}
