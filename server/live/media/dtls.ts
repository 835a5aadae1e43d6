/** One DTLS association, as the passive side: hands out SRTP keys when the other end has proved who it is. */
import { DtlsServer } from "werift";
import type { MediaCertificate } from "./certificate.ts";
import { findForgery } from "./dtls-proof.ts";
import { type DtlsRecord, contentType, isForHandshake, readRecords, writeRecord } from "./dtls-records.ts";
import type { Fingerprint } from "./sdp.ts";
import { type SrtpProfile, masterKeyBytes, masterSaltBytes, srtpProfile } from "./srtp-keys.ts";

export type MasterKeys = { readonly key: Buffer; readonly salt: Buffer };
export type DtlsKeys = {
  readonly profile: SrtpProfile;
  readonly ours: MasterKeys;
  readonly theirs: MasterKeys;
};

export type DtlsLink = {
  receive(datagram: Buffer): void;
  /** Tells the other end (close_notify) and forgets the association. */
  close(): void;
};

export type DtlsLinkInput = {
  readonly certificate: MediaCertificate;
  readonly fingerprint: Fingerprint;
  readonly send: (datagram: Buffer) => void;
  readonly onKeys: (keys: DtlsKeys) => void;
  /** The other end said goodbye, or the handshake failed (`reason`). */
  readonly onClosed: (reason: string) => void;
};

/** A handshake of more datagrams than this is no handshake; the library keeps what it gets, so it gets no more. */
const mostHandshakeDatagrams = 150;

type Stage = "handshake" | "connected" | "closed";

export function createDtlsLink(input: DtlsLinkInput): DtlsLink {
  let stage: Stage = "handshake";
  let datagrams = 0;
  const transport = createTransport((datagram) => {
    if (stage !== "closed") input.send(datagram);
  });
  const server = new DtlsServer({
    transport,
    cert: input.certificate.certPem,
    key: input.certificate.keyPem,
    signatureHash: input.certificate.signatureHash,
    srtpProfiles: [srtpProfile.aes128Gcm, srtpProfile.aes128CmSha1],
    certificateRequest: true,
    extendedMasterSecret: true,
  });
  const fail = (reason: string) => {
    if (stage === "closed") return;
    stage = "closed";
    input.onClosed(reason);
  };
  server.onConnect.subscribe(() => {
    if (stage !== "handshake") return;
    const forgery = findForgery(readHandshake(server), input.fingerprint);
    if (forgery !== undefined) return fail(forgery);
    if (server.srtp.srtpProfile === undefined) return fail("no SRTP profile in common");
    stage = "connected";
    input.onKeys(exportKeys(server));
  });
  server.onError.subscribe((error) => fail(`handshake failed: ${error.message}`));
  return {
    receive: (datagram) => {
      if (stage === "closed") return;
      const records = readRecords(datagram);
      if (records === undefined) return;
      if (stage === "connected" && records.some((record) => saysGoodbye(server, record)))
        return fail("goodbye");
      const wanted = records.filter((record) => isForHandshake(record, stage === "connected"));
      datagrams += 1;
      if (wanted.length === 0 || datagrams > mostHandshakeDatagrams) return;
      try {
        transport.onData(Buffer.concat(wanted.map(({ bytes }) => bytes)));
      } catch {
        // The library could not read it: the same as a lost datagram.
      }
    },
    close: () => {
      if (stage === "connected") input.send(writeGoodbye(server));
      stage = "closed";
    },
  };
}

function createTransport(send: (datagram: Buffer) => void) {
  return {
    type: "udp",
    address: { address: "127.0.0.1", family: "IPv4", port: 0 },
    closed: false,
    /** The library puts its own receiver here. */
    onData: (_datagram: Buffer): void => undefined,
    send: (datagram: Buffer) => {
      send(datagram);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

function exportKeys(server: DtlsServer): DtlsKeys {
  const profile = server.srtp.srtpProfile as SrtpProfile;
  const keys = server.extractSessionKeys(masterKeyBytes, masterSaltBytes(profile));
  return {
    profile,
    ours: { key: keys.localKey, salt: keys.localSalt },
    theirs: { key: keys.remoteKey, salt: keys.remoteSalt },
  };
}

function readHandshake(server: DtlsServer) {
  return {
    certificate: server.remoteCertificate,
    masterSecret: server.cipher.masterSecret,
    messages: server.dtls.sortedHandshakeCache.map((message) => ({
      type: message.msg_type,
      body: message.fragment,
      bytes: message.serialize(),
    })),
  };
}

const closeNotify = 0;

/** Only an alert that decrypts under the session's keys counts: anyone could send a plain one. */
function saysGoodbye(server: DtlsServer, record: DtlsRecord): boolean {
  if (record.type !== contentType.alert || record.epoch === 0) return false;
  try {
    const version = (record.major << 8) | record.minor;
    const { epoch, sequence: sequenceNumber, type, fragment } = record;
    const plain = server.cipher.cipher.decrypt(server.sessionType, fragment, {
      type,
      version,
      epoch,
      sequenceNumber,
    });
    return plain.length === 2 && (plain[1] === closeNotify || plain[0] === 2);
  } catch {
    return false;
  }
}

function writeGoodbye(server: DtlsServer): Buffer {
  const sequenceNumber = (server.dtls.recordSequenceNumber += 1);
  const header = { type: contentType.alert, version: 0xfefd, epoch: server.dtls.epoch, sequenceNumber };
  const sealed = server.cipher.cipher.encrypt(server.sessionType, Buffer.from([1, closeNotify]), header);
  return writeRecord(contentType.alert, header.epoch, sequenceNumber, sealed);
}
