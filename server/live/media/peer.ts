/** One remote end: ICE-lite, then DTLS, then SRTP, over whichever address the other side chose. */
import { randomBytes } from "node:crypto";
import type { MediaCertificate } from "./certificate.ts";
import { type DtlsLink, createDtlsLink } from "./dtls.ts";
import type { Fingerprint } from "./sdp.ts";
import { type SrtpReceiver, type SrtpSender, createSrtpReceiver, createSrtpSender } from "./srtp.ts";
import { type BindingRequest, answerBinding, hasIntegrity } from "./stun.ts";

/** Where a datagram came from, and how to answer from the same local address. */
export type Remote = {
  readonly key: string;
  readonly address: string;
  readonly port: number;
  send(datagram: Buffer): void;
};

export type PeerInput = {
  readonly certificate: MediaCertificate;
  readonly fingerprint: Fingerprint;
  /** The other side's user fragment: a check must name it. */
  readonly theirUfrag: string;
  readonly now: () => number;
  readonly onConnected: () => void;
  readonly onClosed: (reason: string) => void;
  /** A decrypted packet and its 48-bit index. */
  readonly onRtp: (packet: Buffer, sequence: number) => void;
  readonly onRtcp: (compound: Buffer) => void;
};

export type Peer = {
  readonly ufrag: string;
  readonly password: string;
  isConnected(): boolean;
  /** When an authenticated packet came last, in milliseconds of `now`. */
  heardAt(): number;
  /** Answers a check; false when it is not authentic. */
  receiveBinding(request: BindingRequest, remote: Remote): boolean;
  receiveDtls(datagram: Buffer): void;
  receiveMedia(datagram: Buffer): void;
  sendRtp(packet: Buffer, headerLength: number, sequence: number): void;
  sendRtcp(compound: Buffer): void;
  close(): void;
};

export function createPeer(input: PeerInput): Peer {
  const ufrag = randomBytes(6).toString("base64url");
  const password = randomBytes(18).toString("base64url");
  let remote: Remote | undefined;
  let nominated = false;
  let dtls: DtlsLink | undefined;
  let sender: SrtpSender | undefined;
  let receiver: SrtpReceiver | undefined;
  let heardAt = input.now();

  const startDtls = () =>
    createDtlsLink({
      certificate: input.certificate,
      fingerprint: input.fingerprint,
      send: (datagram) => remote?.send(datagram),
      onClosed: input.onClosed,
      onKeys: (keys) => {
        sender = createSrtpSender(keys.profile, keys.ours.key, keys.ours.salt);
        receiver = createSrtpReceiver(keys.profile, keys.theirs.key, keys.theirs.salt);
        input.onConnected();
      },
    });

  return {
    ufrag,
    password,
    isConnected: () => sender !== undefined,
    heardAt: () => heardAt,
    receiveBinding: (request, from) => {
      if (request.username !== `${ufrag}:${input.theirUfrag}` || !hasIntegrity(request, password))
        return false;
      heardAt = input.now();
      // Before the nomination any checked address will do: the handshake starts a round trip earlier.
      if (request.useCandidate || !nominated) remote = from;
      nominated ||= request.useCandidate;
      from.send(answerBinding(request, from, password));
      return true;
    },
    receiveDtls: (datagram) => {
      dtls ??= startDtls();
      dtls.receive(datagram);
    },
    receiveMedia: (datagram) => {
      if (receiver === undefined) return;
      if (isRtcp(datagram)) {
        const compound = receiver.unprotectRtcp(datagram);
        if (compound === undefined) return;
        heardAt = input.now();
        input.onRtcp(compound);
        return;
      }
      const opened = receiver.unprotectRtp(datagram);
      if (opened === undefined) return;
      heardAt = input.now();
      input.onRtp(opened.packet, opened.sequence);
    },
    sendRtp: (packet, headerLength, sequence) => {
      if (sender !== undefined && remote !== undefined)
        remote.send(sender.protectRtp(packet, headerLength, sequence));
    },
    sendRtcp: (compound) => {
      if (sender !== undefined && remote !== undefined) remote.send(sender.protectRtcp(compound));
    },
    close: () => {
      dtls?.close();
      sender = undefined;
      receiver = undefined;
    },
  };
}

/** RFC 5761 §4: RTCP packet types take the second byte's 192–223. */
function isRtcp(datagram: Buffer): boolean {
  const second = datagram[1] ?? 0;
  return second >= 192 && second <= 223;
}
