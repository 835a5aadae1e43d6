import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Codec,
  beginsKeyFrame,
  extendSequence,
  payloadOf,
  readExtension,
  readRtpHeader,
  writeRtpHeader,
} from "./rtp.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ""), "hex");

test("a header with sources, extension and padding is read", () => {
  const packet = hex("b2e01234 00000064 00000007 000000aa 000000bb bede0002 22010203 30440000 c0ffee 000003");
  const header = readRtpHeader(packet)!;
  expect(header).toMatchObject({ payloadType: 96, marker: true, sequence: 0x1234, timestamp: 100, ssrc: 7 });
  expect(readExtension(packet, header, 2)).toEqual(hex("010203"));
  expect(readExtension(packet, header, 3)).toEqual(hex("44"));
  expect(readExtension(packet, header, 4)).toBeUndefined();
  expect(payloadOf(packet, header)).toEqual(hex("c0ffee"));
});

test("a two-byte header extension is read", () => {
  const packet = hex("90600001 00000000 00000001 10000001 05020abc 01");
  expect(readExtension(packet, readRtpHeader(packet)!, 5)).toEqual(hex("0abc"));
});

test("padding that claims more than there is makes no payload", () => {
  const packet = hex("a0600001 00000000 00000001 0102ff");
  expect(payloadOf(packet, readRtpHeader(packet)!)).toBeUndefined();
});

test("no bytes whatever make the readers throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 0, max: 255 }), (bytes, first) => {
      const packet = Buffer.concat([Buffer.from([0x80 | (first & 0x3f)]), Buffer.from(bytes)]);
      const header = readRtpHeader(packet);
      if (header === undefined) return;
      for (let id = 1; id < 16; id += 1) readExtension(packet, header, id);
      const payload = payloadOf(packet, header);
      if (payload === undefined) return;
      for (const codec of ["H264", "VP8", "opus"] as const) {
        expect(beginsKeyFrame(codec, payload)).toBeTypeOf("boolean");
      }
    }),
    { numRuns: 1000 },
  );
});

test("a header that was written is read again", () => {
  const out = Buffer.alloc(20);
  const written = { payloadType: 102, marker: true, sequence: 70_000, timestamp: 2 ** 32 + 5, ssrc: 9 };
  expect(writeRtpHeader(out, written)).toBe(12);
  expect(readRtpHeader(out)).toMatchObject({
    ...written,
    sequence: 70_000 - 65_536,
    timestamp: 5,
    headerLength: 12,
  });
});

describe("a key frame begins", () => {
  test.each([
    ["H264", "67 42e01f", true, "with a parameter set"],
    ["H264", "18 0004 6742e01f 0002 68ce", true, "with an aggregate that holds a parameter set"],
    ["H264", "7c 85 00", true, "with the first part of an IDR slice"],
    ["H264", "7c 05 00", false, "not with a later part of it"],
    ["H264", "41 9a00", false, "not with another slice"],
    ["VP8", "10 00 9d012a", true, "with the first partition of a key frame"],
    ["VP8", "90 80 8005 10", true, "with a picture id before it"],
    ["VP8", "10 01", false, "not with an inter frame"],
    ["VP8", "00 00", false, "not in the middle of a partition"],
    ["opus", "fc", true, "with any sound"],
  ])("%s %s: %s, %s", (codec: string, payload: string, expected: boolean) => {
    expect(beginsKeyFrame(codec as Codec, hex(payload))).toBe(expected);
  });
});

test("a short sequence number is read as the nearest long one", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 40_000, max: 2 ** 40 }),
      fc.integer({ min: -32_000, max: 32_000 }),
      (near, distance) => {
        expect(extendSequence((near + distance) & 0xffff, near) - near).toBe(
          // `&` above is 32-bit; below 2^40 the low 16 bits are the same.
          distance,
        );
      },
    ),
  );
});
