/**
 * STUN for an ICE-lite agent (RFC 8489, RFC 8445 §2.5): read binding requests, check them, answer them.
 * Nothing unauthenticated is ever answered, so the port cannot be used to amplify traffic.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
import { crc32 } from "node:zlib";

const magicCookie = 0x2112a442;
const headerBytes = 20;
const integrityBytes = 24;
const bindingRequest = 0x0001;
const bindingSuccess = 0x0101;
const attribute = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  xorMappedAddress: 0x0020,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
} as const;
const fingerprintMask = 0x5354554e;

export type BindingRequest = {
  readonly message: Buffer;
  /** `ours:theirs`: the two user fragments of the session. */
  readonly username: string;
  readonly useCandidate: boolean;
  /** Where MESSAGE-INTEGRITY starts in `message`. */
  readonly integrityOffset: number;
};

/** Reads a binding request; `undefined` for anything else, however malformed. */
export function readBindingRequest(message: Buffer): BindingRequest | undefined {
  if (message.length < headerBytes || message.readUInt16BE(0) !== bindingRequest) return undefined;
  if (message.readUInt32BE(4) !== magicCookie) return undefined;
  if (message.readUInt16BE(2) !== message.length - headerBytes) return undefined;
  let username: string | undefined;
  let useCandidate = false;
  let offset = headerBytes;
  while (offset + 4 <= message.length) {
    const type = message.readUInt16BE(offset);
    const length = message.readUInt16BE(offset + 2);
    const end = offset + 4 + length;
    if (end > message.length) return undefined;
    if (type === attribute.username) username = message.toString("utf8", offset + 4, end);
    if (type === attribute.useCandidate) useCandidate = true;
    if (type === attribute.messageIntegrity) {
      // What follows the integrity (but the fingerprint) is not protected and therefore not read: RFC 8489 §14.5.
      if (length !== 20 || username === undefined) return undefined;
      return { message, username, useCandidate, integrityOffset: offset };
    }
    offset = end + ((4 - (length % 4)) % 4);
  }
  return undefined;
}

/** Whether whoever sent the request knows the session's password. */
export function hasIntegrity(request: BindingRequest, password: string): boolean {
  const { message, integrityOffset } = request;
  const given = message.subarray(integrityOffset + 4, integrityOffset + integrityBytes);
  const head = Buffer.from(message.subarray(0, integrityOffset));
  head.writeUInt16BE(integrityOffset + integrityBytes - headerBytes, 2);
  return timingSafeEqual(given, createHmac("sha1", password).update(head).digest());
}

/** The success response: tells the other side the address it was seen under. */
export function answerBinding(
  request: BindingRequest,
  seen: { readonly address: string; readonly port: number },
  password: string,
): Buffer {
  const transaction = request.message.subarray(4, headerBytes);
  const address = xorAddress(seen.address, transaction);
  const addressLength = 4 + address.length;
  const integrityOffset = headerBytes + 4 + addressLength;
  const out = Buffer.alloc(integrityOffset + integrityBytes + 8);
  out.writeUInt16BE(bindingSuccess, 0);
  transaction.copy(out, 4);
  out.writeUInt16BE(attribute.xorMappedAddress, headerBytes);
  out.writeUInt16BE(addressLength, headerBytes + 2);
  out[headerBytes + 5] = address.length === 4 ? 1 : 2;
  out.writeUInt16BE(seen.port ^ (magicCookie >>> 16), headerBytes + 6);
  address.copy(out, headerBytes + 8);
  out.writeUInt16BE(integrityOffset + integrityBytes - headerBytes, 2);
  const digest = createHmac("sha1", password).update(out.subarray(0, integrityOffset)).digest();
  out.writeUInt16BE(attribute.messageIntegrity, integrityOffset);
  out.writeUInt16BE(20, integrityOffset + 2);
  digest.copy(out, integrityOffset + 4);
  const fingerprintOffset = integrityOffset + integrityBytes;
  out.writeUInt16BE(fingerprintOffset + 8 - headerBytes, 2);
  out.writeUInt16BE(attribute.fingerprint, fingerprintOffset);
  out.writeUInt16BE(4, fingerprintOffset + 2);
  const checksum = crc32(out.subarray(0, fingerprintOffset)) ^ fingerprintMask;
  out.writeUInt32BE(checksum >>> 0, fingerprintOffset + 4);
  return out;
}

function xorAddress(address: string, mask: Buffer): Buffer {
  const bytes = isIPv6(address) ? ipv6Bytes(address) : Buffer.from(address.split(".").map(Number));
  return bytes.map((byte, index) => byte ^ (mask[index] ?? 0)) as Buffer;
}

function ipv6Bytes(address: string): Buffer {
  const [withoutZone = ""] = address.split("%");
  // The URL parser writes any IPv6 address in its shortest hexadecimal form, also ::ffff:1.2.3.4.
  const [left = "", right = ""] = new URL(`http://[${withoutZone}]/`).hostname.slice(1, -1).split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":").map((group) => parseInt(group, 16)));
  const [head, tail] = [groups(left), groups(right)];
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  const out = Buffer.alloc(16);
  [...head, ...zeros, ...tail].forEach((group, index) => out.writeUInt16BE(group, index * 2));
  return out;
}
