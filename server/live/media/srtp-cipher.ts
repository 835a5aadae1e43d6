/** What a protection profile does with one packet. All functions are pure. */
import type { DirectionKeys } from "./srtp-keys.ts";

export type OpenedRtcp = { readonly compound: Buffer; readonly index: number };

export type SrtpCipher = {
  /** `sequence` is the 48-bit packet index. */
  sealRtp(keys: DirectionKeys, packet: Buffer, headerLength: number, sequence: number): Buffer;
  /** `undefined` when the packet is not authentic. */
  openRtp(keys: DirectionKeys, packet: Buffer, headerLength: number, sequence: number): Buffer | undefined;
  /** `index` is the 31-bit SRTCP index. */
  sealRtcp(keys: DirectionKeys, compound: Buffer, index: number): Buffer;
  openRtcp(keys: DirectionKeys, packet: Buffer): OpenedRtcp | undefined;
};

export const rtcpHeaderBytes = 8;
const encryptedFlag = 0x8000_0000;

/** The last word of an SRTCP packet: the encryption flag and the index. */
export function writeTrailer(index: number): Buffer {
  const trailer = Buffer.allocUnsafe(4);
  trailer.writeUInt32BE((encryptedFlag + index) >>> 0);
  return trailer;
}

export function readTrailer(trailer: Buffer): { readonly encrypted: boolean; readonly index: number } {
  const word = trailer.readUInt32BE(0);
  return { encrypted: word >= encryptedFlag, index: word % encryptedFlag };
}

/** XORs the salt into the beginning of an initialisation vector. */
export function xorInto(iv: Buffer, salt: Buffer): Buffer {
  for (let index = 0; index < salt.length; index += 1) iv[index]! ^= salt[index]!;
  return iv;
}
