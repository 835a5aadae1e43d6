/** RTCP (RFC 3550 §6, RFC 4585, RFC 5104): reading compound packets and writing the few we send. */

const type = {
  senderReport: 200,
  receiverReport: 201,
  description: 202,
  bye: 203,
  transport: 205,
  payload: 206,
};

export type SenderReport = {
  readonly ssrc: number;
  readonly ntpSeconds: number;
  readonly ntpFraction: number;
  readonly rtpTimestamp: number;
};

/** One block of a receiver report: how a receiver fared with one of our streams. */
export type ReportBlock = {
  readonly ssrc: number;
  /** 0–255 parts of 256. */
  readonly fractionLost: number;
  readonly totalLost: number;
  readonly highestSequence: number;
  readonly jitter: number;
  /** Middle 32 bits of the last sender report's NTP time, 0 when none came. */
  readonly lastReport: number;
  /** In 1/65,536 s. */
  readonly delaySinceLastReport: number;
};

export type RtcpFact =
  | ({ readonly type: "sender-report" } & SenderReport)
  | ({ readonly type: "report-block" } & ReportBlock)
  | { readonly type: "nack"; readonly ssrc: number; readonly sequences: readonly number[] }
  | { readonly type: "key-frame-request"; readonly ssrc: number }
  | { readonly type: "bye"; readonly ssrc: number };

/** Reads what matters from a compound packet; stops quietly at the first malformed part. */
export function readRtcp(compound: Buffer): RtcpFact[] {
  const facts: RtcpFact[] = [];
  let offset = 0;
  while (offset + 4 <= compound.length) {
    if (compound[offset]! >>> 6 !== 2) break;
    const end = offset + 4 + compound.readUInt16BE(offset + 2) * 4;
    if (end > compound.length) break;
    readPart(compound.subarray(offset, end), facts);
    offset = end;
  }
  return facts;
}

function readPart(part: Buffer, facts: RtcpFact[]): void {
  const format = part[0]! & 0x1f;
  const kind = part[1]!;
  if (kind === type.senderReport && part.length >= 28) {
    facts.push({
      type: "sender-report",
      ssrc: part.readUInt32BE(4),
      ntpSeconds: part.readUInt32BE(8),
      ntpFraction: part.readUInt32BE(12),
      rtpTimestamp: part.readUInt32BE(16),
    });
    readReportBlocks(part, 28, format, facts);
  }
  if (kind === type.receiverReport) readReportBlocks(part, 8, format, facts);
  if (kind === type.bye && part.length >= 8) facts.push({ type: "bye", ssrc: part.readUInt32BE(4) });
  if (part.length < 12) return;
  if (kind === type.transport && format === 1) {
    facts.push({ type: "nack", ssrc: part.readUInt32BE(8), sequences: readNackList(part) });
  }
  if (kind === type.payload && format === 1) {
    facts.push({ type: "key-frame-request", ssrc: part.readUInt32BE(8) });
  }
  if (kind === type.payload && format === 4 && part.length >= 20) {
    facts.push({ type: "key-frame-request", ssrc: part.readUInt32BE(12) });
  }
}

function readReportBlocks(part: Buffer, start: number, count: number, facts: RtcpFact[]): void {
  for (let index = 0; index < count; index += 1) {
    const at = start + index * 24;
    if (at + 24 > part.length) return;
    facts.push({
      type: "report-block",
      ssrc: part.readUInt32BE(at),
      fractionLost: part[at + 4]!,
      totalLost: part.readIntBE(at + 5, 3),
      highestSequence: part.readUInt32BE(at + 8),
      jitter: part.readUInt32BE(at + 12),
      lastReport: part.readUInt32BE(at + 16),
      delaySinceLastReport: part.readUInt32BE(at + 20),
    });
  }
}

/** RFC 4585 §6.2.1: each entry is a sequence number and a mask of the 16 that follow it. */
function readNackList(part: Buffer): number[] {
  const sequences: number[] = [];
  for (let at = 12; at + 4 <= part.length; at += 4) {
    const first = part.readUInt16BE(at);
    const mask = part.readUInt16BE(at + 2);
    sequences.push(first);
    for (let bit = 0; bit < 16; bit += 1) {
      if ((mask & (1 << bit)) !== 0) sequences.push((first + bit + 1) & 0xffff);
    }
  }
  return sequences;
}

function startPart(format: number, kind: number, bytes: number): Buffer {
  const out = Buffer.alloc(bytes);
  out[0] = 0x80 | format;
  out[1] = kind;
  out.writeUInt16BE(bytes / 4 - 1, 2);
  return out;
}

/** A sender report followed by the source description every compound packet must carry. */
export function writeSenderReport(
  report: SenderReport & { readonly packets: number; readonly octets: number },
  cname: string,
): Buffer {
  const out = startPart(0, type.senderReport, 28);
  out.writeUInt32BE(report.ssrc, 4);
  out.writeUInt32BE(report.ntpSeconds >>> 0, 8);
  out.writeUInt32BE(report.ntpFraction >>> 0, 12);
  out.writeUInt32BE(report.rtpTimestamp >>> 0, 16);
  out.writeUInt32BE(report.packets >>> 0, 20);
  out.writeUInt32BE(report.octets >>> 0, 24);
  return Buffer.concat([out, writeDescription(report.ssrc, cname)]);
}

function writeDescription(ssrc: number, cname: string): Buffer {
  const name = Buffer.from(cname);
  const out = startPart(1, type.description, 8 + Math.ceil((name.length + 3) / 4) * 4);
  out.writeUInt32BE(ssrc, 4);
  out[8] = 1;
  out[9] = name.length;
  name.copy(out, 10);
  return out;
}

/** A receiver report about any number (≤ 31) of sources. */
export function writeReceiverReport(ourSsrc: number, blocks: readonly ReportBlock[]): Buffer {
  const out = startPart(blocks.length, type.receiverReport, 8 + blocks.length * 24);
  out.writeUInt32BE(ourSsrc, 4);
  blocks.forEach((block, index) => {
    const at = 8 + index * 24;
    out.writeUInt32BE(block.ssrc, at);
    out[at + 4] = block.fractionLost;
    out.writeIntBE(Math.max(-0x80_0000, Math.min(0x7f_ffff, block.totalLost)), at + 5, 3);
    out.writeUInt32BE(block.highestSequence >>> 0, at + 8);
    out.writeUInt32BE(block.jitter >>> 0, at + 12);
    out.writeUInt32BE(block.lastReport >>> 0, at + 16);
    out.writeUInt32BE(block.delaySinceLastReport >>> 0, at + 20);
  });
  return out;
}

/** Picture loss indication: asks the publisher for a key frame. */
export function writePictureLoss(ourSsrc: number, mediaSsrc: number): Buffer {
  const out = startPart(1, type.payload, 12);
  out.writeUInt32BE(ourSsrc, 4);
  out.writeUInt32BE(mediaSsrc, 8);
  return out;
}

/** Asks for lost packets again; `sequences` in ascending order (16 bits, may wrap). */
export function writeNack(ourSsrc: number, mediaSsrc: number, sequences: readonly number[]): Buffer {
  const entries: { first: number; mask: number }[] = [];
  for (const sequence of sequences) {
    const last = entries.at(-1);
    const distance = last === undefined ? 0 : (sequence - last.first) & 0xffff;
    if (last !== undefined && distance >= 1 && distance <= 16) last.mask |= 1 << (distance - 1);
    else entries.push({ first: sequence & 0xffff, mask: 0 });
  }
  const out = startPart(1, type.transport, 12 + entries.length * 4);
  out.writeUInt32BE(ourSsrc, 4);
  out.writeUInt32BE(mediaSsrc, 8);
  entries.forEach((entry, index) => {
    out.writeUInt16BE(entry.first, 12 + index * 4);
    out.writeUInt16BE(entry.mask, 14 + index * 4);
  });
  return out;
}
