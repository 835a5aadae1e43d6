/** AES_CM_128_HMAC_SHA1_80 for SRTP (RFC 3711). */
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import {
  type OpenedRtcp,
  type SrtpCipher,
  readTrailer,
  rtcpHeaderBytes,
  writeTrailer,
  xorInto,
} from "./srtp-cipher.ts";
import type { DirectionKeys } from "./srtp-keys.ts";

const tagBytes = 10;

/** RFC 3711 §4.1.1: (salt · 2^16) XOR (SSRC · 2^64) XOR (index · 2^16). */
function counterIv(salt: Buffer, ssrc: number, index: number): Buffer {
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(ssrc, 4);
  iv.writeUIntBE(index, 8, 6);
  return xorInto(iv, salt);
}

function rtpTag(keys: DirectionKeys, authenticated: Buffer, sequence: number): Buffer {
  const rollover = Buffer.allocUnsafe(4);
  rollover.writeUInt32BE(Math.floor(sequence / 65_536) >>> 0);
  const digest = createHmac("sha1", keys.authentication).update(authenticated).update(rollover).digest();
  return digest.subarray(0, tagBytes);
}

function rtcpTag(keys: DirectionKeys, authenticated: Buffer): Buffer {
  return createHmac("sha1", keys.authentication).update(authenticated).digest().subarray(0, tagBytes);
}

function sealRtp(keys: DirectionKeys, packet: Buffer, headerLength: number, sequence: number): Buffer {
  const iv = counterIv(keys.salt, packet.readUInt32BE(8), sequence);
  const out = Buffer.allocUnsafe(packet.length + tagBytes);
  packet.copy(out, 0, 0, headerLength);
  createCipheriv("aes-128-ctr", keys.encryption, iv)
    .update(packet.subarray(headerLength))
    .copy(out, headerLength);
  rtpTag(keys, out.subarray(0, packet.length), sequence).copy(out, packet.length);
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
  if (!timingSafeEqual(rtpTag(keys, packet.subarray(0, end), sequence), packet.subarray(end)))
    return undefined;
  const iv = counterIv(keys.salt, packet.readUInt32BE(8), sequence);
  const body = createDecipheriv("aes-128-ctr", keys.encryption, iv).update(
    packet.subarray(headerLength, end),
  );
  return Buffer.concat([packet.subarray(0, headerLength), body]);
}

function sealRtcp(keys: DirectionKeys, compound: Buffer, index: number): Buffer {
  const trailer = writeTrailer(index);
  const iv = counterIv(keys.salt, compound.readUInt32BE(4), index);
  const body = createCipheriv("aes-128-ctr", keys.encryption, iv).update(compound.subarray(rtcpHeaderBytes));
  const authenticated = Buffer.concat([compound.subarray(0, rtcpHeaderBytes), body, trailer]);
  return Buffer.concat([authenticated, rtcpTag(keys, authenticated)]);
}

function openRtcp(keys: DirectionKeys, packet: Buffer): OpenedRtcp | undefined {
  const end = packet.length - tagBytes;
  if (end < rtcpHeaderBytes + 4) return undefined;
  if (!timingSafeEqual(rtcpTag(keys, packet.subarray(0, end)), packet.subarray(end))) return undefined;
  const { encrypted, index } = readTrailer(packet.subarray(end - 4, end));
  if (!encrypted) return { compound: packet.subarray(0, end - 4), index };
  const iv = counterIv(keys.salt, packet.readUInt32BE(4), index);
  const body = createDecipheriv("aes-128-ctr", keys.encryption, iv).update(
    packet.subarray(rtcpHeaderBytes, end - 4),
  );
  return { compound: Buffer.concat([packet.subarray(0, rtcpHeaderBytes), body]), index };
}

export const counterCipher: SrtpCipher = { sealRtp, openRtp, sealRtcp, openRtcp };
