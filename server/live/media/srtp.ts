/**
 * SRTP and SRTCP (RFC 3711 with AES_CM_128_HMAC_SHA1_80, RFC 7714 with AEAD_AES_128_GCM).
 * A sender and a receiver each own the keys of one direction of one session.
 */
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import { createReplayWindow } from "./replay-window.ts";
import { readRtpHeader } from "./rtp.ts";
import {
  type DirectionKeys,
  type SessionKeys,
  type SrtpProfile,
  deriveSessionKeys,
  srtpProfile,
} from "./srtp-keys.ts";

const gcmTagBytes = 16;
const hmacTagBytes = 10;
const rtcpHeaderBytes = 8;
const encryptedFlag = 0x8000_0000;

export type SrtpSender = {
  /**
   * Encrypts a packet. `sequence` is the 48-bit packet index (rollover counter and sequence number in one); one index
   * must never carry two different packets, for the key stream would repeat.
   */
  protectRtp(packet: Buffer, headerLength: number, sequence: number): Buffer;
  protectRtcp(compound: Buffer): Buffer;
};

export function createSrtpSender(profile: SrtpProfile, masterKey: Buffer, masterSalt: Buffer): SrtpSender {
  const keys = deriveSessionKeys(profile, masterKey, masterSalt);
  const gcm = profile === srtpProfile.aes128Gcm;
  let rtcpIndex = 0;
  return {
    protectRtp: (packet, headerLength, sequence) =>
      gcm
        ? sealRtp(keys.rtp, packet, headerLength, sequence)
        : signRtp(keys.rtp, packet, headerLength, sequence),
    protectRtcp: (compound) => {
      rtcpIndex = (rtcpIndex + 1) % encryptedFlag;
      return gcm ? sealRtcp(keys.rtcp, compound, rtcpIndex) : signRtcp(keys.rtcp, compound, rtcpIndex);
    },
  };
}

/** RFC 7714 §8.1: 00 00 ‖ SSRC ‖ rollover counter ‖ sequence number, XOR salt. */
function gcmRtpIv(salt: Buffer, ssrc: number, sequence: number): Buffer {
  const iv = Buffer.allocUnsafe(12);
  iv.writeUInt16BE(0, 0);
  iv.writeUInt32BE(ssrc, 2);
  iv.writeUIntBE(sequence, 6, 6);
  return xorInto(iv, salt);
}

/** RFC 7714 §9.1: 00 00 ‖ SSRC ‖ 00 00 ‖ SRTCP index, XOR salt. */
function gcmRtcpIv(salt: Buffer, ssrc: number, index: number): Buffer {
  const iv = Buffer.allocUnsafe(12);
  iv.writeUInt16BE(0, 0);
  iv.writeUInt32BE(ssrc, 2);
  iv.writeUInt16BE(0, 6);
  iv.writeUInt32BE(index, 8);
  return xorInto(iv, salt);
}

/** RFC 3711 §4.1.1: (salt · 2^16) XOR (SSRC · 2^64) XOR (index · 2^16). */
function counterIv(salt: Buffer, ssrc: number, index: number): Buffer {
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(ssrc, 4);
  iv.writeUIntBE(index, 8, 6);
  return xorInto(iv, salt);
}

function xorInto(iv: Buffer, salt: Buffer): Buffer {
  for (let index = 0; index < salt.length; index += 1) iv[index]! ^= salt[index]!;
  return iv;
}

function sealRtp(keys: DirectionKeys, packet: Buffer, headerLength: number, sequence: number): Buffer {
  const iv = gcmRtpIv(keys.salt, packet.readUInt32BE(8), sequence);
  const cipher = createCipheriv("aes-128-gcm", keys.encryption, iv);
  cipher.setAAD(packet.subarray(0, headerLength));
  const out = Buffer.allocUnsafe(packet.length + gcmTagBytes);
  packet.copy(out, 0, 0, headerLength);
  cipher.update(packet.subarray(headerLength)).copy(out, headerLength);
  cipher.final();
  cipher.getAuthTag().copy(out, packet.length);
  return out;
}

function signRtp(keys: DirectionKeys, packet: Buffer, headerLength: number, sequence: number): Buffer {
  const iv = counterIv(keys.salt, packet.readUInt32BE(8), sequence);
  const out = Buffer.allocUnsafe(packet.length + hmacTagBytes);
  packet.copy(out, 0, 0, headerLength);
  createCipheriv("aes-128-ctr", keys.encryption, iv)
    .update(packet.subarray(headerLength))
    .copy(out, headerLength);
  rtpTag(keys, out.subarray(0, packet.length), sequence).copy(out, packet.length);
  return out;
}

function rtpTag(keys: DirectionKeys, authenticated: Buffer, sequence: number): Buffer {
  const rollover = Buffer.allocUnsafe(4);
  rollover.writeUInt32BE(Math.floor(sequence / 65_536) >>> 0);
  const digest = createHmac("sha1", keys.authentication).update(authenticated).update(rollover).digest();
  return digest.subarray(0, hmacTagBytes);
}

function rtcpTag(keys: DirectionKeys, authenticated: Buffer): Buffer {
  return createHmac("sha1", keys.authentication).update(authenticated).digest().subarray(0, hmacTagBytes);
}

function sealRtcp(keys: DirectionKeys, compound: Buffer, index: number): Buffer {
  const trailer = Buffer.allocUnsafe(4);
  trailer.writeUInt32BE((encryptedFlag + index) >>> 0);
  const header = compound.subarray(0, rtcpHeaderBytes);
  const cipher = createCipheriv(
    "aes-128-gcm",
    keys.encryption,
    gcmRtcpIv(keys.salt, compound.readUInt32BE(4), index),
  );
  cipher.setAAD(Buffer.concat([header, trailer]));
  const body = cipher.update(compound.subarray(rtcpHeaderBytes));
  cipher.final();
  return Buffer.concat([header, body, cipher.getAuthTag(), trailer]);
}

function signRtcp(keys: DirectionKeys, compound: Buffer, index: number): Buffer {
  const trailer = Buffer.allocUnsafe(4);
  trailer.writeUInt32BE((encryptedFlag + index) >>> 0);
  const iv = counterIv(keys.salt, compound.readUInt32BE(4), index);
  const body = createCipheriv("aes-128-ctr", keys.encryption, iv).update(compound.subarray(rtcpHeaderBytes));
  const authenticated = Buffer.concat([compound.subarray(0, rtcpHeaderBytes), body, trailer]);
  return Buffer.concat([authenticated, rtcpTag(keys, authenticated)]);
}

export type SrtpReceiver = {
  /** The plain packet and its 48-bit index; `undefined` when forged, replayed or malformed. */
  unprotectRtp(packet: Buffer): { readonly packet: Buffer; readonly sequence: number } | undefined;
  /** The plain compound packet; `undefined` when forged, replayed or malformed. */
  unprotectRtcp(packet: Buffer): Buffer | undefined;
};

/** A session may send from this many sources; more are refused, so that nobody can fill the memory. */
const mostSources = 16;

export function createSrtpReceiver(
  profile: SrtpProfile,
  masterKey: Buffer,
  masterSalt: Buffer,
): SrtpReceiver {
  const keys = deriveSessionKeys(profile, masterKey, masterSalt);
  const gcm = profile === srtpProfile.aes128Gcm;
  const sources = new Map<number, ReturnType<typeof createReplayWindow>>();
  const rtcpWindow = createReplayWindow();
  return {
    unprotectRtp: (packet) => {
      const header = readRtpHeader(packet);
      if (header === undefined) return undefined;
      const window = sources.get(header.ssrc) ?? createReplayWindow();
      const sequence = window.guess(header.sequence);
      if (window.seen(sequence)) return undefined;
      const plain = (gcm ? openRtp : checkRtp)(keys, packet, header.headerLength, sequence);
      if (plain === undefined) return undefined;
      if (!sources.has(header.ssrc)) {
        if (sources.size >= mostSources) return undefined;
        sources.set(header.ssrc, window);
      }
      window.mark(sequence);
      return { packet: plain, sequence };
    },
    unprotectRtcp: (packet) => {
      const opened = gcm ? openRtcp(keys, packet) : checkRtcp(keys, packet);
      if (opened === undefined || rtcpWindow.seen(opened.index)) return undefined;
      rtcpWindow.mark(opened.index);
      return opened.compound;
    },
  };
}

function openRtp(
  { rtp }: SessionKeys,
  packet: Buffer,
  headerLength: number,
  sequence: number,
): Buffer | undefined {
  const end = packet.length - gcmTagBytes;
  if (end < headerLength) return undefined;
  const iv = gcmRtpIv(rtp.salt, packet.readUInt32BE(8), sequence);
  const decipher = createDecipheriv("aes-128-gcm", rtp.encryption, iv, { authTagLength: gcmTagBytes });
  decipher.setAAD(packet.subarray(0, headerLength)).setAuthTag(packet.subarray(end));
  const body = decipher.update(packet.subarray(headerLength, end));
  if (!isAuthentic(decipher)) return undefined;
  return Buffer.concat([packet.subarray(0, headerLength), body]);
}

function checkRtp(
  { rtp }: SessionKeys,
  packet: Buffer,
  headerLength: number,
  sequence: number,
): Buffer | undefined {
  const end = packet.length - hmacTagBytes;
  if (end < headerLength) return undefined;
  if (!timingSafeEqual(rtpTag(rtp, packet.subarray(0, end), sequence), packet.subarray(end)))
    return undefined;
  const iv = counterIv(rtp.salt, packet.readUInt32BE(8), sequence);
  const body = createDecipheriv("aes-128-ctr", rtp.encryption, iv).update(packet.subarray(headerLength, end));
  return Buffer.concat([packet.subarray(0, headerLength), body]);
}

type OpenedRtcp = { readonly compound: Buffer; readonly index: number };

function openRtcp({ rtcp }: SessionKeys, packet: Buffer): OpenedRtcp | undefined {
  const end = packet.length - 4 - gcmTagBytes;
  if (end < rtcpHeaderBytes) return undefined;
  const trailer = packet.subarray(packet.length - 4);
  const encrypted = (trailer[0]! & 0x80) !== 0;
  const index = trailer.readUInt32BE(0) & 0x7fff_ffff;
  const iv = gcmRtcpIv(rtcp.salt, packet.readUInt32BE(4), index);
  const decipher = createDecipheriv("aes-128-gcm", rtcp.encryption, iv, { authTagLength: gcmTagBytes });
  const clearBytes = encrypted ? rtcpHeaderBytes : end;
  const clear = packet.subarray(0, clearBytes);
  decipher.setAAD(Buffer.concat([clear, trailer])).setAuthTag(packet.subarray(end, end + gcmTagBytes));
  const body = decipher.update(packet.subarray(clearBytes, end));
  return isAuthentic(decipher) ? { compound: Buffer.concat([clear, body]), index } : undefined;
}

function checkRtcp({ rtcp }: SessionKeys, packet: Buffer): OpenedRtcp | undefined {
  const end = packet.length - hmacTagBytes;
  if (end < rtcpHeaderBytes + 4) return undefined;
  if (!timingSafeEqual(rtcpTag(rtcp, packet.subarray(0, end)), packet.subarray(end))) return undefined;
  const trailer = packet.readUInt32BE(end - 4);
  const index = trailer & 0x7fff_ffff;
  if ((trailer & encryptedFlag) === 0) return { compound: packet.subarray(0, end - 4), index };
  const iv = counterIv(rtcp.salt, packet.readUInt32BE(4), index);
  const body = createDecipheriv("aes-128-ctr", rtcp.encryption, iv).update(
    packet.subarray(rtcpHeaderBytes, end - 4),
  );
  return { compound: Buffer.concat([packet.subarray(0, rtcpHeaderBytes), body]), index };
}

function isAuthentic(decipher: { final(): Buffer }): boolean {
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}
