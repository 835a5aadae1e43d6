/** SRTP and SRTCP: a sender and a receiver each own the keys of one direction of one session. */
import { createReplayWindow } from "./replay-window.ts";
import { readRtpHeader } from "./rtp.ts";
import type { SrtpCipher } from "./srtp-cipher.ts";
import { counterCipher } from "./srtp-counter.ts";
import { gcmCipher } from "./srtp-gcm.ts";
import { type SrtpProfile, deriveSessionKeys, srtpProfile } from "./srtp-keys.ts";

const ciphers: Readonly<Record<SrtpProfile, SrtpCipher>> = {
  [srtpProfile.aes128Gcm]: gcmCipher,
  [srtpProfile.aes128CmSha1]: counterCipher,
};

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
  const cipher = ciphers[profile];
  let rtcpIndex = 0;
  return {
    protectRtp: (packet, headerLength, sequence) => cipher.sealRtp(keys.rtp, packet, headerLength, sequence),
    protectRtcp: (compound) => {
      rtcpIndex = (rtcpIndex + 1) % 2 ** 31;
      return cipher.sealRtcp(keys.rtcp, compound, rtcpIndex);
    },
  };
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
  const cipher = ciphers[profile];
  const sources = new Map<number, ReturnType<typeof createReplayWindow>>();
  const rtcpWindow = createReplayWindow();
  return {
    unprotectRtp: (packet) => {
      const header = readRtpHeader(packet);
      if (header === undefined) return undefined;
      const known = sources.get(header.ssrc);
      const sequence = known?.guess(header.sequence) ?? header.sequence;
      if (known?.seen(sequence) ?? sources.size >= mostSources) return undefined;
      const plain = cipher.openRtp(keys.rtp, packet, header.headerLength, sequence);
      if (plain === undefined) return undefined;
      const window = known ?? createReplayWindow();
      sources.set(header.ssrc, window);
      window.mark(sequence);
      return { packet: plain, sequence };
    },
    unprotectRtcp: (packet) => {
      const opened = cipher.openRtcp(keys.rtcp, packet);
      if (opened === undefined || rtcpWindow.seen(opened.index)) return undefined;
      rtcpWindow.mark(opened.index);
      return opened.compound;
    },
  };
}
