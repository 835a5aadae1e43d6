import { createHmac } from "node:crypto";
import { crc32 } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { answerBinding, hasIntegrity, readBindingRequest } from "./stun.ts";

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ""), "hex");

/** The sample request of RFC 5769 §2.1, password VOkJxbRl1RmTxUk/WvJxBt. */
const sample = hex(`
  00010058 2112a442 b7e7a701 bc34d686 fa87dfae 80220010 5354554e 20746573 7420636c 69656e74 00240004 6e0001ff
  80290008 932ff9b1 51263b36 00060009 6576746a 3a683676 59202020 00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249
  c1b571a2 80280004 e57a3bcf`);

test("the sample request of RFC 5769 is read and found authentic", () => {
  const request = readBindingRequest(sample);
  expect(request).toMatchObject({ username: "evtj:h6vY", useCandidate: false });
  expect(hasIntegrity(request!, "VOkJxbRl1RmTxUk/WvJxBt")).toBe(true);
  expect(hasIntegrity(request!, "another password")).toBe(false);
});

test("a request changed anywhere before its integrity is not authentic", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 75 }), fc.integer({ min: 1, max: 255 }), (position, change) => {
      const changed = Buffer.from(sample);
      changed[position]! ^= change;
      const request = readBindingRequest(changed);
      expect(request !== undefined && hasIntegrity(request, "VOkJxbRl1RmTxUk/WvJxBt")).toBe(false);
    }),
  );
});

test("no bytes whatever make the reader throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      expect(readBindingRequest(Buffer.from(bytes))).toBeUndefined();
      const dressed = Buffer.concat([sample.subarray(0, 20), Buffer.from(bytes)]);
      dressed.writeUInt16BE(bytes.length, 2);
      const request = readBindingRequest(dressed);
      expect(request !== undefined && hasIntegrity(request, "password")).toBe(false);
    }),
  );
});

test.each([
  ["192.0.2.1", 32_853, "0001a147e112a643"],
  ["2001:db8:1234:5678:11:2233:4455:6677", 32_853, "0002a1470113a9faa5d3f179bc25f4b5bed2b9d9"],
])("the answer tells the address it saw (%s), signed and with a checksum", (address, port, xored) => {
  const answer = answerBinding(readBindingRequest(sample)!, { address, port }, "secret");
  const value = answer.subarray(24, 24 + answer.readUInt16BE(22));
  expect(value.toString("hex")).toBe(xored);
  const integrity = answer.length - 32;
  const signed = Buffer.from(answer.subarray(0, integrity));
  signed.writeUInt16BE(integrity + 24 - 20, 2);
  expect(answer.subarray(integrity + 4, integrity + 24)).toEqual(
    createHmac("sha1", "secret").update(signed).digest(),
  );
  expect(answer.readUInt32BE(answer.length - 4)).toBe((crc32(answer.subarray(0, -8)) ^ 0x5354554e) >>> 0);
});
