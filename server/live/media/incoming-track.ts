/** The sound or the picture of a publisher: orders its packets, notices loss, keeps what a receiver report needs. */
import { type MediaPacket, clockRate } from "./media-packet.ts";
import { createLossWatch } from "./nack.ts";
import type { MediaKind, TakenFormat } from "./negotiate.ts";
import type { ReportBlock, SenderReport } from "./rtcp.ts";
import { type RtpHeader, beginsKeyFrame, extendSequence, payloadOf } from "./rtp.ts";

/** Another SSRC under the same payload type takes over when the old one has been silent this long. */
const silenceMs = 500;

export type IncomingTrack = {
  readonly kind: MediaKind;
  ssrc(): number | undefined;
  source(): number;
  receive(packet: Buffer, header: RtpHeader, sequence: number, at: number): void;
  /** A repetition (RFC 4588): the payload begins with the original sequence number. */
  receiveRepeat(packet: Buffer, header: RtpHeader, at: number): void;
  noteSenderReport(report: SenderReport, at: number): void;
  reportBlock(at: number): ReportBlock | undefined;
  /** Lost packets to ask for now. */
  repairsDue(at: number): readonly number[];
};

export type IncomingTrackInput = {
  readonly kind: MediaKind;
  readonly format: TakenFormat;
  readonly nextSource: () => number;
  readonly onPacket: (packet: MediaPacket) => void;
  /** Something is lost for good: only a key frame helps. */
  readonly onBroken: () => void;
};

function startReception(ssrc: number, source: number) {
  return {
    ssrc,
    source,
    loss: createLossWatch(),
    first: -1,
    highest: -1,
    received: 0,
    expectedBefore: 0,
    receivedBefore: 0,
    jitter: 0,
    transit: Number.NaN,
    heardAt: 0,
    lastReport: 0,
    lastReportAt: 0,
  };
}
type Reception = ReturnType<typeof startReception>;

export function createIncomingTrack(input: IncomingTrackInput): IncomingTrack {
  const { kind, format } = input;
  let now: Reception | undefined;

  const accept = (header: RtpHeader, payload: Buffer, sequence: number, at: number) => {
    const reception = now!;
    const arrival = reception.loss.arrived(sequence, at);
    if (arrival === "known") return;
    if (arrival === "too-wide") input.onBroken();
    reception.received += 1;
    reception.highest = Math.max(reception.highest, sequence);
    input.onPacket({
      kind,
      codec: format.codec,
      source: reception.source,
      sequence,
      timestamp: header.timestamp,
      marker: header.marker,
      keyFrame: beginsKeyFrame(format.codec, payload),
      payload,
    });
  };

  return {
    kind,
    ssrc: () => now?.ssrc,
    source: () => now?.source ?? -1,
    receive: (packet, header, sequence, at) => {
      const payload = payloadOf(packet, header);
      if (payload === undefined) return;
      if (now !== undefined && now.ssrc !== header.ssrc && at - now.heardAt < silenceMs) return;
      if (now?.ssrc !== header.ssrc) now = startReception(header.ssrc, input.nextSource());
      if (now.first < 0) now.first = sequence;
      now.heardAt = at;
      noteJitter(now, header.timestamp, at, clockRate[kind]);
      accept(header, payload, sequence, at);
    },
    receiveRepeat: (packet, header, at) => {
      const payload = payloadOf(packet, header);
      if (now === undefined || now.highest < 0 || payload === undefined || payload.length < 2) return;
      const sequence = extendSequence(payload.readUInt16BE(0), now.highest);
      // A repetition of something newer than anything heard is a probe with nothing to repair.
      if (sequence < now.highest) accept(header, payload.subarray(2), sequence, at);
    },
    noteSenderReport: (report, at) => {
      if (now === undefined) return;
      now.lastReport = (((report.ntpSeconds & 0xffff) << 16) | (report.ntpFraction >>> 16)) >>> 0;
      now.lastReportAt = at;
    },
    reportBlock: (at) => (now === undefined ? undefined : takeReport(now, at)),
    repairsDue: (at) => {
      if (now === undefined) return [];
      const { sequences, gaveUp } = now.loss.due(at);
      if (gaveUp) input.onBroken();
      return sequences;
    },
  };
}

/** RFC 3550 appendix A.8, in units of the clock rate. */
function noteJitter(reception: Reception, timestamp: number, at: number, rate: number): void {
  const transit = (at * rate) / 1000 - timestamp;
  const difference = Math.abs(transit - reception.transit);
  // A wrapped or jumped timestamp says nothing about the network.
  if (difference < rate * 10) reception.jitter += (difference - reception.jitter) / 16;
  reception.transit = transit;
}

/** RFC 3550 appendix A.3. */
function takeReport(reception: Reception, at: number): ReportBlock {
  const expected = reception.highest - reception.first + 1;
  const expectedNow = expected - reception.expectedBefore;
  const lostNow = expectedNow - (reception.received - reception.receivedBefore);
  reception.expectedBefore = expected;
  reception.receivedBefore = reception.received;
  const share = expectedNow > 0 ? Math.max(0, lostNow) / expectedNow : 0;
  const delay = reception.lastReport === 0 ? 0 : ((at - reception.lastReportAt) * 65_536) / 1000;
  return {
    ssrc: reception.ssrc,
    fractionLost: Math.min(255, Math.floor(share * 256)),
    totalLost: expected - reception.received,
    highestSequence: reception.highest % 2 ** 32,
    jitter: Math.round(reception.jitter),
    lastReport: reception.lastReport,
    delaySinceLastReport: Math.round(delay),
  };
}
