import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DtlsClient } from "werift";
import { type MediaCertificate, createCertificate } from "./certificate.ts";
import { isForHandshake, readRecords, writeRecord } from "./dtls-records.ts";
import { type DtlsKeys, type DtlsLink, createDtlsLink } from "./dtls.ts";
import type { Fingerprint } from "./sdp.ts";
import { srtpProfile } from "./srtp-keys.ts";

const ours = await createCertificate();
const theirs = await createCertificate();
const fingerprintOf = ({ fingerprint }: MediaCertificate): Fingerprint => ({
  hash: "sha-256",
  value: fingerprint,
});

/** A DTLS client and our side of the association, joined without a network. */
function handshake(
  client: Pick<MediaCertificate, "certPem" | "keyPem">,
  expected: Fingerprint,
  profiles: number[],
) {
  let link: DtlsLink | undefined;
  let closedFor: string | undefined;
  const transport = {
    type: "udp",
    address: { address: "127.0.0.1", family: "IPv4", port: 0 },
    closed: false,
    onData: (_datagram: Buffer): void => undefined,
    send: (datagram: Buffer) => Promise.resolve(void setImmediate(() => link?.receive(datagram))),
    close: () => Promise.resolve(),
  };
  const dtls = new DtlsClient({
    transport,
    cert: client.certPem,
    key: client.keyPem,
    signatureHash: ours.signatureHash,
    srtpProfiles: profiles as (1 | 7)[],
    extendedMasterSecret: true,
  });
  const outcome = new Promise<DtlsKeys | string>((resolve) => {
    link = createDtlsLink({
      certificate: ours,
      fingerprint: expected,
      send: (datagram) => setImmediate(() => transport.onData(datagram)),
      onKeys: resolve,
      onClosed: (reason) => {
        closedFor = reason;
        resolve(reason);
      },
    });
  });
  void dtls.connect();
  return { dtls, link: link!, outcome, closedFor: () => closedFor };
}

const gcm = [srtpProfile.aes128Gcm, srtpProfile.aes128CmSha1];

describe("a handshake", () => {
  test.each([
    ["AES-128-GCM when both know it", gcm, srtpProfile.aes128Gcm, 12],
    ["AES-CM when the client knows no other", [srtpProfile.aes128CmSha1], srtpProfile.aes128CmSha1, 14],
  ])(
    "gives both sides the same keys: %s",
    async (_name: string, profiles: number[], profile: number, saltBytes: number) => {
      const { dtls, outcome } = handshake(theirs, fingerprintOf(theirs), profiles);
      const keys = (await outcome) as DtlsKeys;
      const seen = dtls.extractSessionKeys(16, saltBytes);
      expect(keys).toEqual({
        profile,
        ours: { key: seen.remoteKey, salt: seen.remoteSalt },
        theirs: { key: seen.localKey, salt: seen.localSalt },
      });
    },
  );

  test("with another certificate than the offer's is refused", async () => {
    const { outcome } = handshake(theirs, fingerprintOf(ours), gcm);
    expect(await outcome).toBe("the certificate is not the one of the offer");
  });

  test("with a certificate whose key the client does not own is refused", async () => {
    const { outcome } = handshake(
      { certPem: theirs.certPem, keyPem: ours.keyPem },
      fingerprintOf(theirs),
      gcm,
    );
    expect(await outcome).toBe("the client did not prove that it owns its key");
  });
});

test("a goodbye counts only under the session's keys", async () => {
  const { dtls, link, outcome, closedFor } = handshake(theirs, fingerprintOf(theirs), gcm);
  await outcome;
  const plain = Buffer.from([1, 0]);
  link.receive(writeRecord(21, 0, 9, plain));
  link.receive(writeRecord(21, 1, 9, Buffer.concat([Buffer.alloc(8), plain, Buffer.alloc(16)])));
  expect(closedFor()).toBeUndefined();
  const header = { type: 21, version: 0xfefd, epoch: 1, sequenceNumber: 9 };
  link.receive(writeRecord(21, 1, 9, dtls.cipher.cipher.encrypt(dtls.sessionType, plain, header)));
  expect(closedFor()).toBe("goodbye");
});

test("a new hello cannot disturb a session that stands", () => {
  const hello = writeRecord(22, 0, 0, Buffer.concat([Buffer.from([1, 0, 0, 0]), Buffer.alloc(8)]));
  const [record] = readRecords(hello)!;
  expect([isForHandshake(record!, false), isForHandshake(record!, true)]).toEqual([true, false]);
});

test("no datagrams whatever make a handshake throw", () => {
  const record = fc
    .tuple(
      fc.constantFrom(20, 21, 22, 23, 63),
      fc.nat(1),
      fc.constantFrom(1, 2, 11, 15, 16, 20, 99),
      fc.uint8Array({ maxLength: 80 }),
    )
    .map(([type, epoch, message, body]) => {
      const length = Math.max(0, body.length - 12);
      const fragment = Buffer.from(body);
      if (fragment.length >= 12) {
        fragment[0] = message;
        fragment.writeUIntBE(length, 1, 3);
        fragment.writeUIntBE(0, 6, 3);
        fragment.writeUIntBE(length, 9, 3);
      }
      return writeRecord(type, epoch, 1, fragment);
    });
  const datagram = fc.oneof(
    fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
    fc.array(record, { minLength: 1, maxLength: 3 }).map((records) => Buffer.concat(records)),
  );
  fc.assert(
    fc.property(fc.array(datagram, { maxLength: 10 }), (datagrams) => {
      const link = createDtlsLink({
        certificate: ours,
        fingerprint: fingerprintOf(theirs),
        send: () => undefined,
        onKeys: () => expect.unreachable(),
        onClosed: () => undefined,
      });
      for (const bytes of datagrams) expect(link.receive(bytes)).toBeUndefined();
      link.close();
    }),
    { numRuns: 200 },
  );
});
