/**
 * Proves who is at the other end of a finished DTLS handshake. The library completes handshakes without checking these
 * three, so they are checked here: the certificate is the one of the offer, the client owns its key, and both saw the same
 * handshake.
 */
import { X509Certificate, createHash, createHmac, timingSafeEqual, verify } from "node:crypto";
import type { Fingerprint } from "./sdp.ts";

/** A handshake message in the order both sides saw it. */
export type HandshakeMessage = { readonly type: number; readonly body: Buffer; readonly bytes: Buffer };

export type Handshake = {
  readonly certificate: Buffer | undefined;
  readonly masterSecret: Buffer;
  readonly messages: readonly HandshakeMessage[];
};

const certificateVerify = 15;
const finished = 20;
const hashes: Readonly<Record<number, string>> = { 4: "sha256", 5: "sha384", 6: "sha512" };

/** Says what is wrong, or `undefined` when the client is who the offer says. */
export function findForgery(handshake: Handshake, fingerprint: Fingerprint): string | undefined {
  if (handshake.certificate === undefined) return "the client sent no certificate";
  if (!matchesFingerprint(handshake.certificate, fingerprint))
    return "the certificate is not the one of the offer";
  if (!ownsKey(handshake.certificate, handshake.messages))
    return "the client did not prove that it owns its key";
  if (!sawSameHandshake(handshake)) return "the two sides saw different handshakes";
  return undefined;
}

function matchesFingerprint(certificate: Buffer, fingerprint: Fingerprint): boolean {
  const digest = createHash(fingerprint.hash.replace("-", "")).update(certificate).digest();
  const given = Buffer.from(fingerprint.value.replaceAll(":", ""), "hex");
  return given.length === digest.length && timingSafeEqual(given, digest);
}

/** The messages before the first of a type, joined; with that message. */
function upTo(messages: readonly HandshakeMessage[], type: number) {
  const index = messages.findIndex((message) => message.type === type);
  const before = Buffer.concat(messages.slice(0, Math.max(index, 0)).map(({ bytes }) => bytes));
  return { before, message: messages[index] };
}

/** RFC 5246 §7.4.8: a signature over everything before it. */
function ownsKey(certificate: Buffer, messages: readonly HandshakeMessage[]): boolean {
  const { before, message } = upTo(messages, certificateVerify);
  if (message === undefined || message.body.length < 4) return false;
  const hash = hashes[message.body[0]!];
  const signature = message.body.subarray(4, 4 + message.body.readUInt16BE(2));
  if (hash === undefined) return false;
  try {
    return verify(hash, before, new X509Certificate(certificate).publicKey, signature);
  } catch {
    return false;
  }
}

/** RFC 5246 §7.4.9: PRF(master secret, "client finished", Hash(messages))[0..11]. */
function sawSameHandshake({ masterSecret, messages }: Handshake): boolean {
  const { before, message } = upTo(messages, finished);
  if (message === undefined || message.body.length !== 12) return false;
  const seed = Buffer.concat([Buffer.from("client finished"), createHash("sha256").update(before).digest()]);
  const hmac = (data: Buffer) => createHmac("sha256", masterSecret).update(data).digest();
  const expected = hmac(Buffer.concat([hmac(seed), seed])).subarray(0, 12);
  return timingSafeEqual(expected, message.body);
}
