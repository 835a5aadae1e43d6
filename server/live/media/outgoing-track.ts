/**
 * The sound or the picture as one viewer sees it: one unbroken stream of sequence numbers and timestamps, whatever
 * publications come and go behind it.
 */
import { randomInt } from "node:crypto";
import { type MediaPacket, type TimedReport, clockRate } from "./media-packet.ts";
import type { MediaKind, TakenFormat } from "./negotiate.ts";
import { writeSenderReport } from "./rtcp.ts";
import { type Codec, extendSequence, writeRtpHeader } from "./rtp.ts";

export type SendRtp = (packet: Buffer, headerLength: number, sequence: number) => void;

export type OutgoingTrack = {
  readonly kind: MediaKind;
  readonly ssrc: number;
  /** True when nothing of this packet's publication has been sent yet although it can be played: a key frame must come. */
  awaits(packet: MediaPacket): boolean;
  forward(packet: MediaPacket, at: number): void;
  /**
   * Begins with the recent past, from a key frame on: sent at once, its timestamps drawn together, so that the player shows
   * the newest picture without believing it is late.
   */
  replay(packets: readonly MediaPacket[], at: number): void;
  /** Sends again what the viewer missed. False when it is too old or was never sent. */
  repeat(sequence: number, find: (sequence: number) => MediaPacket | undefined): boolean;
  /** The publisher's report in this viewer's numbers, brought up to `at`; `undefined` before anything was sent. */
  senderReport(timed: TimedReport, at: number): Buffer | undefined;
  counters(): { readonly packets: number; readonly bytes: number };
};

export type OutgoingTrackInput = {
  readonly kind: MediaKind;
  readonly ssrc: number;
  readonly repeatSsrc: number;
  readonly formats: readonly TakenFormat[];
  readonly cname: string;
  readonly send: SendRtp;
  /** An extension block to put on each packet, if any. Only read when lost packets go out on a source of their own. */
  readonly extension?: () => Buffer | undefined;
};

const mostHeaderBytes = 32;

/** Replayed time runs this much faster: 33 ms between frames become 1 ms. With original timestamps players fall behind. */
const replaySpeed = 32;

export function createOutgoingTrack(input: OutgoingTrackInput): OutgoingTrack {
  const { kind } = input;
  const rate = clockRate[kind];
  const formats = new Map<Codec, TakenFormat>(input.formats.map((format) => [format.codec, format]));
  const counters = { packets: 0, bytes: 0 };
  // Low enough that the rollover counter both sides guess is 0: RFC 3711 §3.3.1.
  let highest = randomInt(1, 0x7000);
  let highestTimestamp = randomInt(0, 2 ** 31);
  let highestAt = Number.NaN;
  let repeatSequence = randomInt(1, 0x7000);
  let source = -1;
  let firstSequence = 0;
  let sequenceShift = 0;
  let timestampShift = 0;
  // The end of what was replayed to begin with; packets up to it have timestamps drawn together, also when repeated.
  let replayed = { sequence: -1, timestamp: 0 };

  const follow = (packet: MediaPacket, at: number) => {
    const pause = Number.isNaN(highestAt) ? 0 : Math.max(1, Math.round(((at - highestAt) * rate) / 1000));
    source = packet.source;
    firstSequence = packet.sequence;
    sequenceShift = highest + 1 - packet.sequence;
    timestampShift = highestTimestamp + pause - packet.timestamp;
    replayed = { sequence: -1, timestamp: 0 };
  };

  const timestampFor = ({ sequence, timestamp }: MediaPacket) => {
    if (sequence > replayed.sequence) return timestamp + timestampShift;
    const before = (replayed.timestamp - timestamp) | 0;
    return replayed.timestamp + timestampShift - Math.round(before / replaySpeed);
  };

  const write = (packet: MediaPacket, format: TakenFormat, asRepeat: boolean) => {
    const { payload } = packet;
    const sequence = packet.sequence + sequenceShift;
    const repeats = format.repeat !== undefined;
    const prefix = asRepeat && repeats ? 2 : 0;
    const out = Buffer.allocUnsafe(mostHeaderBytes + prefix + payload.length);
    const index = prefix === 2 ? (repeatSequence += 1) : sequence;
    const header = {
      payloadType: (prefix === 2 ? format.repeat! : format.payload).payloadType,
      marker: packet.marker,
      sequence: index,
      timestamp: timestampFor(packet),
      ssrc: prefix === 2 ? input.repeatSsrc : input.ssrc,
    };
    // Without a source of its own a repetition reuses the packet index: it must then be the same to the last bit.
    const headerLength = writeRtpHeader(out, header, repeats ? input.extension?.() : undefined);
    if (prefix === 2) out.writeUInt16BE(sequence & 0xffff, headerLength);
    payload.copy(out, headerLength + prefix);
    const length = headerLength + prefix + payload.length;
    counters.packets += 1;
    counters.bytes += length;
    input.send(out.subarray(0, length), headerLength, index);
  };

  const forward = (packet: MediaPacket, at: number) => {
    const format = formats.get(packet.codec);
    if (format === undefined) return;
    if (packet.source !== source) {
      if (!packet.keyFrame || packet.source < source) return;
      follow(packet, at);
    }
    if (packet.sequence < firstSequence) return;
    const sequence = packet.sequence + sequenceShift;
    if (sequence > highest) {
      highest = sequence;
      highestTimestamp = timestampFor(packet) >>> 0;
      highestAt = at;
    }
    write(packet, format, false);
  };

  return {
    kind,
    ssrc: input.ssrc,
    awaits: (packet) => packet.source !== source && formats.has(packet.codec),
    forward,
    replay: (packets, at) => {
      const [first, last] = [packets[0], packets.at(-1)];
      if (first === undefined || last === undefined || !formats.has(first.codec)) return;
      follow(first, at);
      // The past ends where the viewer's time stands, so that what was sent before stays before it.
      const span = (last.timestamp - first.timestamp) | 0;
      timestampShift += Math.round(span / replaySpeed) - span;
      replayed = { sequence: last.sequence, timestamp: last.timestamp };
      for (const packet of packets) forward(packet, at);
    },
    repeat: (wanted, find) => {
      const sequence = extendSequence(wanted, highest) - sequenceShift;
      if (source < 0 || sequence < firstSequence) return false;
      const packet = find(sequence);
      const format = packet?.source === source ? formats.get(packet.codec) : undefined;
      if (packet === undefined || format === undefined) return false;
      write(packet, format, true);
      return true;
    },
    senderReport: (timed, at) => {
      if (timed.source !== source || counters.packets === 0) return undefined;
      const elapsed = (at - timed.at) / 1000;
      const ntp = timed.report.ntpSeconds + timed.report.ntpFraction / 2 ** 32 + elapsed;
      const ntpSeconds = Math.floor(ntp);
      const rtpTimestamp = timed.report.rtpTimestamp + timestampShift + Math.round(elapsed * rate);
      return writeSenderReport(
        {
          ssrc: input.ssrc,
          ntpSeconds,
          ntpFraction: Math.floor((ntp - ntpSeconds) * 2 ** 32),
          rtpTimestamp,
          packets: counters.packets,
          octets: counters.bytes,
        },
        input.cname,
      );
    },
    counters: () => counters,
  };
}
