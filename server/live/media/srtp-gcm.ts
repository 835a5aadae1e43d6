/** AEAD_AES_128_GCM for SRTP (RFC 7714). */
import { createCipheriv, createDecipheriv } from "node:crypto";
import {
  type OpenedRtcp,
  type SrtpCipher,
  readTrailer,
  rtcpHeaderBytes,
  writeTrailer,
  xorInto,
} from "./srtp-cipher.ts";
import type { DirectionKeys } from "./srtp-keys.ts";

const tagBytes = 16;

/** RFC 7714 §8.1: 00 00 ‖ SSRC ‖ rollover counter ‖ sequence number, XOR salt. */
function rtpIv(salt: Buffer, ssrc: number, sequence: number): Buffer {
  const iv = Buffer.allocUnsafe(12);
  iv.writeUInt16BE(0, 0);
  iv.writeUInt32BE(ssrc, 2);
  iv.writeUIntBE(sequence, 6, 6);
  return xorInto(iv, salt);
}

/** RFC 7714 §9.1: 00 00 ‖ SSRC ‖ 00 00 ‖ SRTCP index, XOR salt. */
function rtcpIv(salt: Buffer, ssrc: number, index: number): Buffer {
  const iv = Buffer.allocUnsafe(12);
  iv.writeUInt16BE(0, 0);
  iv.writeUInt32BE(ssrc, 2);
  iv.writeUInt16BE(0, 6);
  iv.writeUInt32BE(index, 8);
  return xorInto(iv, salt);
}

function sealRtp(keys: DirectionKeys, packet: Buffer, headerLength: number, sequence: number): Buffer {
  const iv = rtpIv(keys.salt, packet.readUInt32BE(8), sequence);
  const cipher = createCipheriv("aes-128-gcm", keys.encryption, iv);
  cipher.setAAD(packet.subarray(0, headerLength));
  const out = Buffer.allocUnsafe(packet.length + tagBytes);
  packet.copy(out, 0, 0, headerLength);
  cipher.update(packet.subarray(headerLength)).copy(out, headerLength);
  cipher.final();
  cipher.getAuthTag().copy(out, packet.length);
  return out;
}

function openRtp(
  keys: DirectionKeys,
  packet: Buffer,
  headerLength: number,
  sequence: number,
): Buffer | undefined {
  const end = packet.length - tagBytes;
  if (end < headerLength) return undefined;
  const iv = rtpIv(keys.salt, packet.readUInt32BE(8), sequence);
  const decipher = createDecipheriv("aes-128-gcm", keys.encryption, iv, { authTagLength: tagBytes });
  decipher.setAAD(packet.subarray(0, headerLength)).setAuthTag(packet.subarray(end));
  const body = decipher.update(packet.subarray(headerLength, end));
  if (!isAuthentic(decipher)) return undefined;
  return Buffer.concat([packet.subarray(0, headerLength), body]);
}

function sealRtcp(keys: DirectionKeys, compound: Buffer, index: number): Buffer {
  const trailer = writeTrailer(index);
  const header = compound.subarray(0, rtcpHeaderBytes);
  const cipher = createCipheriv(
    "aes-128-gcm",
    keys.encryption,
    rtcpIv(keys.salt, compound.readUInt32BE(4), index),
  );
  cipher.setAAD(Buffer.concat([header, trailer]));
  const body = cipher.update(compound.subarray(rtcpHeaderBytes));
  cipher.final();
  return Buffer.concat([header, body, cipher.getAuthTag(), trailer]);
}

function openRtcp(keys: DirectionKeys, packet: Buffer): OpenedRtcp | undefined {
  const end = packet.length - 4 - tagBytes;
  if (end < rtcpHeaderBytes) return undefined;
  const trailer = packet.subarray(packet.length - 4);
  const { encrypted, index } = readTrailer(trailer);
  const iv = rtcpIv(keys.salt, packet.readUInt32BE(4), index);
  const decipher = createDecipheriv("aes-128-gcm", keys.encryption, iv, { authTagLength: tagBytes });
  const clearBytes = encrypted ? rtcpHeaderBytes : end;
  const clear = packet.subarray(0, clearBytes);
  decipher.setAAD(Buffer.concat([clear, trailer])).setAuthTag(packet.subarray(end, end + tagBytes));
  const body = decipher.update(packet.subarray(clearBytes, end));
  return isAuthentic(decipher) ? { compound: Buffer.concat([clear, body]), index } : undefined;
}

function isAuthentic(decipher: { final(): Buffer }): boolean {
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

export const gcmCipher: SrtpCipher = { sealRtp, openRtp, sealRtcp, openRtcp };
