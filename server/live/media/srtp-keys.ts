/** SRTP session keys from the master key and salt that DTLS exports (RFC 3711 §4.3, RFC 7714 §11). */
import { type KeyObject, createCipheriv, createSecretKey } from "node:crypto";

/** The two protection profiles offered, by their DTLS-SRTP numbers (RFC 5764 §4.1.2, RFC 7714 §14.2). */
export const srtpProfile = { aes128CmSha1: 0x0001, aes128Gcm: 0x0007 } as const;
export type SrtpProfile = (typeof srtpProfile)[keyof typeof srtpProfile];

export const masterKeyBytes = 16;

/** Length of the master salt in bytes. */
export function masterSaltBytes(profile: SrtpProfile): number {
  return profile === srtpProfile.aes128Gcm ? 12 : 14;
}

export type DirectionKeys = {
  readonly encryption: KeyObject;
  readonly authentication: Buffer;
  readonly salt: Buffer;
};
export type SessionKeys = { readonly rtp: DirectionKeys; readonly rtcp: DirectionKeys };

const label = { rtpKey: 0, rtpAuth: 1, rtpSalt: 2, rtcpKey: 3, rtcpAuth: 4, rtcpSalt: 5 };

export function deriveSessionKeys(profile: SrtpProfile, masterKey: Buffer, masterSalt: Buffer): SessionKeys {
  const saltBytes = masterSaltBytes(profile);
  const derive = (which: number, bytes: number) => deriveKey(masterKey, masterSalt, which, bytes);
  return {
    rtp: {
      encryption: createSecretKey(derive(label.rtpKey, masterKeyBytes)),
      authentication: derive(label.rtpAuth, 20),
      salt: derive(label.rtpSalt, saltBytes),
    },
    rtcp: {
      encryption: createSecretKey(derive(label.rtcpKey, masterKeyBytes)),
      authentication: derive(label.rtcpAuth, 20),
      salt: derive(label.rtcpSalt, saltBytes),
    },
  };
}

/** RFC 3711 §4.3.1 with a key derivation rate of 0: AES in counter mode over `salt XOR (label << 48)`. */
export function deriveKey(masterKey: Buffer, masterSalt: Buffer, which: number, bytes: number): Buffer {
  const iv = Buffer.alloc(16);
  masterSalt.copy(iv);
  iv[7]! ^= which;
  return createCipheriv("aes-128-ctr", masterKey, iv).update(Buffer.alloc(bytes));
}
