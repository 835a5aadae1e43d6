import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readRtcp, writeNack, writePictureLoss, writeReceiverReport, writeSenderReport } from "./rtcp.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ""), "hex");

test("a sender report that was written is read again, with its description behind it", () => {
  const report = { ssrc: 1, ntpSeconds: 3_900_000_000, ntpFraction: 2 ** 31, rtpTimestamp: 90_000 };
  const compound = writeSenderReport({ ...report, packets: 10, octets: 1000 }, "refrain");
  expect(compound.length % 4).toBe(0);
  expect(readRtcp(compound)).toEqual([{ type: "sender-report", ...report }]);
  expect(compound.subarray(28).toString("latin1")).toContain("refrain");
});

test("a receiver report that was written is read again, a negative loss included", () => {
  const block = {
    ssrc: 5,
    fractionLost: 12,
    totalLost: -3,
    highestSequence: 70_001,
    jitter: 90,
    lastReport: 0xaabb_ccdd,
    delaySinceLastReport: 65_536,
  };
  expect(readRtcp(writeReceiverReport(1, [block]))).toEqual([{ type: "report-block", ...block }]);
});

test("whatever is asked for again is read as asked, across the wrap", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 65_535 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 }),
      (first, gaps) => {
        let at = first;
        const sequences = [first, ...gaps.map((gap) => (at = (at + gap) & 0xffff))];
        expect(readRtcp(writeNack(1, 2, sequences))).toEqual([{ type: "nack", ssrc: 2, sequences }]);
      },
    ),
  );
});

test("both ways of asking for a key frame are understood", () => {
  expect(readRtcp(writePictureLoss(1, 7))).toEqual([{ type: "key-frame-request", ssrc: 7 }]);
  expect(readRtcp(hex("84ce0004 00000001 00000000 00000007 01000000"))).toEqual([
    { type: "key-frame-request", ssrc: 7 },
  ]);
});

test("a goodbye is read", () => {
  expect(readRtcp(hex("81cb0001 00000007"))).toEqual([{ type: "bye", ssrc: 7 }]);
});

test("what is well formed before a broken part still counts", () => {
  expect(readRtcp(Buffer.concat([writePictureLoss(1, 7), hex("81c8ffff")]))).toHaveLength(1);
});

test("no bytes whatever make the reader throw", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100 }),
      fc.constantFrom(200, 201, 203, 205, 206),
      fc.nat(31),
      (bytes, type, format) => {
        expect(readRtcp(Buffer.from(bytes))).toBeInstanceOf(Array);
        const words = Math.floor(bytes.length / 4);
        const head = Buffer.from([0x80 | format, type, 0, words]);
        expect(readRtcp(Buffer.concat([head, Buffer.from(bytes.subarray(0, words * 4))]))).toBeInstanceOf(
          Array,
        );
      },
    ),
    { numRuns: 1000 },
  );
});
