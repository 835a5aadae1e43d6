/** RTP packets (RFC 3550 §5.1): read the header, find an extension, see whether a key frame begins. */

export type Codec = "H264" | "VP8" | "opus";

export type RtpHeader = {
  readonly payloadType: number;
  readonly marker: boolean;
  /** 16 bits, as on the wire. */
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  /** Bytes before the payload: fixed header, contributing sources, extension. */
  readonly headerLength: number;
  /** Where the extension block starts, 0 when there is none. */
  readonly extensionOffset: number;
};

/** Reads the header; `undefined` when the packet is not RTP version 2 or is cut short. */
export function readRtpHeader(packet: Buffer): RtpHeader | undefined {
  if (packet.length < 12) return undefined;
  const first = packet[0]!;
  if (first >>> 6 !== 2) return undefined;
  let headerLength = 12 + (first & 0x0f) * 4;
  let extensionOffset = 0;
  if ((first & 0x10) !== 0) {
    extensionOffset = headerLength;
    if (packet.length < headerLength + 4) return undefined;
    headerLength += 4 + packet.readUInt16BE(headerLength + 2) * 4;
  }
  if (packet.length < headerLength) return undefined;
  return {
    payloadType: packet[1]! & 0x7f,
    marker: (packet[1]! & 0x80) !== 0,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    headerLength,
    extensionOffset,
  };
}

/** The payload without padding; `undefined` when the padding claims more than there is. */
export function payloadOf(packet: Buffer, header: RtpHeader): Buffer | undefined {
  if ((packet[0]! & 0x20) === 0) return packet.subarray(header.headerLength);
  const padding = packet[packet.length - 1]!;
  const end = packet.length - padding;
  if (padding === 0 || end < header.headerLength) return undefined;
  return packet.subarray(header.headerLength, end);
}

/** A header extension by its negotiated id (RFC 8285), one-byte or two-byte form. */
export function readExtension(packet: Buffer, header: RtpHeader, id: number): Buffer | undefined {
  if (header.extensionOffset === 0) return undefined;
  const profile = packet.readUInt16BE(header.extensionOffset);
  const oneByte = profile === 0xbede;
  if (!oneByte && profile >>> 4 !== 0x100) return undefined;
  let offset = header.extensionOffset + 4;
  while (offset < header.headerLength) {
    const first = packet[offset]!;
    if (first === 0) {
      offset += 1;
      continue;
    }
    const elementId = oneByte ? first >>> 4 : first;
    if (oneByte && elementId === 15) return undefined;
    const length = oneByte ? (first & 0x0f) + 1 : (packet[offset + 1] ?? 0);
    const start = offset + (oneByte ? 1 : 2);
    if (start + length > header.headerLength) return undefined;
    if (elementId === id) return packet.subarray(start, start + length);
    offset = start + length;
  }
  return undefined;
}

/** Whether a key frame begins in this payload: the earliest place where a decoder can start. */
export function beginsKeyFrame(codec: Codec, payload: Buffer): boolean {
  if (codec === "H264") return h264BeginsKeyFrame(payload);
  if (codec === "VP8") return vp8BeginsKeyFrame(payload);
  return true;
}

const sps = 7;
const idrSlice = 5;

/** RFC 6184: a sequence parameter set (alone or aggregated), or the first part of an IDR slice without one. */
function h264BeginsKeyFrame(payload: Buffer): boolean {
  if (payload.length < 2) return false;
  const type = payload[0]! & 0x1f;
  if (type === sps || type === idrSlice) return true;
  if (type === 28) return (payload[1]! & 0x80) !== 0 && isKeyUnit(payload[1]! & 0x1f);
  if (type !== 24) return false;
  let offset = 1;
  while (offset + 3 <= payload.length) {
    if (isKeyUnit(payload[offset + 2]! & 0x1f)) return true;
    offset += 2 + payload.readUInt16BE(offset);
  }
  return false;
}

function isKeyUnit(type: number): boolean {
  return type === sps || type === idrSlice;
}

/** RFC 7741 §4.2–4.3: first partition starts here and the frame header says "key". */
function vp8BeginsKeyFrame(payload: Buffer): boolean {
  const first = payload[0];
  if (first === undefined || (first & 0x10) === 0 || (first & 0x07) !== 0) return false;
  let offset = 1;
  if ((first & 0x80) !== 0) {
    const extended = payload[1] ?? 0;
    offset = 2;
    if ((extended & 0x80) !== 0) offset += ((payload[2] ?? 0) & 0x80) === 0 ? 1 : 2;
    if ((extended & 0x40) !== 0) offset += 1;
    if ((extended & 0x30) !== 0) offset += 1;
  }
  const frame = payload[offset];
  return frame !== undefined && (frame & 0x01) === 0;
}

/** What a viewer's packet header says. */
export type OutgoingHeader = {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
};

/**
 * Writes a fixed 12-byte header plus, when given, one extension block.
 * @returns the number of bytes written
 */
export function writeRtpHeader(out: Buffer, header: OutgoingHeader, extension?: Buffer): number {
  out[0] = extension === undefined ? 0x80 : 0x90;
  out[1] = (header.marker ? 0x80 : 0) | header.payloadType;
  out.writeUInt16BE(header.sequence & 0xffff, 2);
  out.writeUInt32BE(header.timestamp >>> 0, 4);
  out.writeUInt32BE(header.ssrc, 8);
  if (extension === undefined) return 12;
  extension.copy(out, 12);
  return 12 + extension.length;
}

/** The number nearest to `near` whose low 16 bits are `low`. Never negative. */
export function extendSequence(low: number, near: number): number {
  const nearLow = ((near % 65_536) + 65_536) % 65_536;
  let distance = low - nearLow;
  if (distance > 32_767) distance -= 65_536;
  if (distance < -32_768) distance += 65_536;
  const extended = near + distance;
  return extended < 0 ? extended + 65_536 : extended;
}
