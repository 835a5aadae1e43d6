import { createCipheriv, createSecretKey, randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { xorInto } from "./srtp-cipher.ts";
import { gcmCipher } from "./srtp-gcm.ts";
import { type SrtpProfile, deriveKey, masterSaltBytes, srtpProfile } from "./srtp-keys.ts";
import { createSrtpReceiver, createSrtpSender } from "./srtp.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ""), "hex");

describe("published vectors", () => {
  test("RFC 3711 B.3: the key derivation", () => {
    const key = hex("E1F97A0D3E018BE0D64FA32C06DE4139");
    const salt = hex("0EC675AD498AFEEBB6960B3AABE6");
    expect(deriveKey(key, salt, 0, 16)).toEqual(hex("C61E7A93744F39EE10734AFE3FF7A087"));
    expect(deriveKey(key, salt, 2, 14)).toEqual(hex("30CBBC08863D8C85D49DB34A9AE1"));
    expect(deriveKey(key, salt, 1, 20)).toEqual(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
  });

  test("RFC 3711 B.2: the counter mode key stream", () => {
    const iv = xorInto(Buffer.alloc(16), hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"));
    const stream = createCipheriv("aes-128-ctr", hex("2B7E151628AED2A6ABF7158809CF4F3C"), iv).update(
      Buffer.alloc(32),
    );
    expect(stream).toEqual(hex("E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB"));
  });

  const keys = {
    encryption: createSecretKey(hex("000102030405060708090a0b0c0d0e0f")),
    authentication: Buffer.alloc(20),
    salt: Buffer.from("Quid pro quo"),
  };

  test("RFC 7714 §16.1.1: an RTP packet under AES-128-GCM", () => {
    const plain = hex(
      "8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973 20646976 69736120 696e2070 61727465 73207472 6573",
    );
    const sealed = gcmCipher.sealRtp(keys, plain, 12, 0xf17b);
    expect(sealed).toEqual(
      hex(
        "8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a 51c7d19b 36de3adf" +
          "8833899d 7f27beb1 6a9152cf 765ee439 0cce",
      ),
    );
    expect(gcmCipher.openRtp(keys, sealed, 12, 0xf17b)).toEqual(plain);
  });

  test("RFC 7714 §17.1: an RTCP packet under AES-128-GCM", () => {
    const plain = hex(
      "81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61 deadbeef deadbeef deadbeef deadbeef deadbeef",
    );
    const sealed = gcmCipher.sealRtcp(keys, plain, 0x5d4);
    expect(sealed).toEqual(
      hex(
        "81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d c676a5f1 730d6fda 4ce09b46 86303ded" +
          "0bb9275b c84aa458 96cf4d2f c5abf872 45d9eade 800005d4",
      ),
    );
    expect(gcmCipher.openRtcp(keys, sealed)).toEqual({ compound: plain, index: 0x5d4 });
  });
});

function packetOf(sequence: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = 96;
  header.writeUInt16BE(sequence & 0xffff, 2);
  header.writeUInt32BE(7, 8);
  return Buffer.concat([header, payload]);
}

describe.each([
  ["AES-128-GCM", srtpProfile.aes128Gcm],
  ["AES-CM with HMAC-SHA1", srtpProfile.aes128CmSha1],
] as const)("%s", (_name, profile: SrtpProfile) => {
  const pair = () => {
    const [key, salt] = [randomBytes(16), randomBytes(masterSaltBytes(profile))];
    return { sender: createSrtpSender(profile, key, salt), receiver: createSrtpReceiver(profile, key, salt) };
  };

  test("what was protected is read again, across the rollover of the sequence number", () => {
    const { sender, receiver } = pair();
    for (let sequence = 65_530; sequence < 65_545; sequence += 1) {
      const plain = packetOf(sequence, Buffer.from(`packet ${sequence}`));
      expect(receiver.unprotectRtp(sender.protectRtp(plain, 12, sequence))).toEqual({
        packet: plain,
        sequence,
      });
    }
  });

  test("a packet is accepted once", () => {
    const { sender, receiver } = pair();
    const sealed = sender.protectRtp(packetOf(100, Buffer.from("once")), 12, 100);
    expect(receiver.unprotectRtp(sealed)).toBeDefined();
    expect(receiver.unprotectRtp(sealed)).toBeUndefined();
    const report = sender.protectRtcp(hex("80c90001 00000007"));
    expect(receiver.unprotectRtcp(report)).toEqual(hex("80c90001 00000007"));
    expect(receiver.unprotectRtcp(report)).toBeUndefined();
  });

  test("a packet changed anywhere is refused", () => {
    const { sender, receiver } = pair();
    const sealed = sender.protectRtp(packetOf(5, Buffer.from("do not touch")), 12, 5);
    const report = sender.protectRtcp(hex("80c90001 00000007"));
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (position, change) => {
        for (const [bytes, open] of [
          [sealed, (packet: Buffer) => receiver.unprotectRtp(packet)],
          [report, (packet: Buffer) => receiver.unprotectRtcp(packet)],
        ] as const) {
          const changed = Buffer.from(bytes);
          changed[position % bytes.length]! ^= change;
          expect(open(changed)).toBeUndefined();
        }
      }),
    );
  });

  test("no bytes whatever make the receiver throw", () => {
    const { receiver } = pair();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(receiver.unprotectRtp(Buffer.from(bytes))).toBeUndefined();
        expect(receiver.unprotectRtcp(Buffer.from(bytes))).toBeUndefined();
      }),
    );
  });

  test("a session cannot make us remember more than sixteen sources", () => {
    const { sender, receiver } = pair();
    const accepted = Array.from({ length: 20 }, (_, source) => {
      const packet = packetOf(1, Buffer.from("x"));
      packet.writeUInt32BE(source + 1, 8);
      return receiver.unprotectRtp(sender.protectRtp(packet, 12, 1)) !== undefined;
    });
    expect(accepted.filter(Boolean)).toHaveLength(16);
  });
});
