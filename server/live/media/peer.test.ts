import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createCertificate } from "./certificate.ts";
import { type Peer, type Remote, createPeer } from "./peer.ts";
import { readBindingRequest } from "./stun.ts";

const certificate = await createCertificate();

function newPeer(): Peer {
  return createPeer({
    certificate,
    fingerprint: { hash: "sha-256", value: certificate.fingerprint },
    theirUfrag: "them",
    now: () => 0,
    onConnected: () => expect.unreachable(),
    onClosed: () => undefined,
    onRtp: () => expect.unreachable(),
    onRtcp: () => expect.unreachable(),
  });
}

function remote(port: number): Remote & { readonly sent: Buffer[] } {
  const sent: Buffer[] = [];
  return {
    key: `127.0.0.1 ${port}`,
    address: "127.0.0.1",
    port,
    sent,
    send: (datagram) => sent.push(datagram),
  };
}

/** A binding request as a browser sends it. */
function check(username: string, password: string, nominates: boolean): Buffer {
  const name = Buffer.alloc(Math.ceil(Buffer.byteLength(username) / 4) * 4);
  name.write(username);
  const attribute = (type: number, length: number, value: Buffer) => {
    const head = Buffer.alloc(4);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(length, 2);
    return Buffer.concat([head, value]);
  };
  const body = [attribute(6, Buffer.byteLength(username), name)];
  if (nominates) body.push(attribute(0x25, 0, Buffer.alloc(0)));
  const head = Buffer.from("000100002112a442000102030405060708090a0b", "hex");
  const message = Buffer.concat([head, ...body]);
  message.writeUInt16BE(message.length - 20 + 24, 2);
  return Buffer.concat([message, attribute(8, 20, createHmac("sha1", password).update(message).digest())]);
}

test("a check with the session's password is answered, any other is not", () => {
  const peer = newPeer();
  const from = remote(1);
  const send = (username: string, password: string) =>
    peer.receiveBinding(readBindingRequest(check(username, password, true))!, from);
  expect(send(`${peer.ufrag}:them`, "guessed")).toBe(false);
  expect(send(`${peer.ufrag}:others`, peer.password)).toBe(false);
  expect(from.sent).toHaveLength(0);
  expect(send(`${peer.ufrag}:them`, peer.password)).toBe(true);
  expect(from.sent).toHaveLength(1);
});

test("media goes to the nominated address, also when another one is checked later", () => {
  const peer = newPeer();
  const [first, second] = [remote(1), remote(2)];
  const from = (where: Remote, nominates: boolean) =>
    peer.receiveBinding(readBindingRequest(check(`${peer.ufrag}:them`, peer.password, nominates))!, where);
  from(first, true);
  from(second, false);
  const answers = [first.sent.length, second.sent.length];
  // A client hello without a cookie is answered at once: it shows where the peer sends.
  peer.receiveDtls(clientHello);
  expect([first.sent.length - answers[0]!, second.sent.length - answers[1]!]).toEqual([1, 0]);
});

test("no datagram whatever makes a peer throw, or be believed", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 10 }), (datagrams) => {
      const peer = newPeer();
      for (const bytes of datagrams) {
        expect(peer.receiveMedia(Buffer.from(bytes))).toBeUndefined();
        expect(peer.receiveDtls(Buffer.from(bytes))).toBeUndefined();
      }
      expect(peer.isConnected()).toBe(false);
      peer.close();
    }),
  );
});

/** Version, random, no session, no cookie, one cipher suite, no compression, curve P-256, ECDSA with SHA-256. */
const clientHello = (() => {
  const extensions = Buffer.from("000a000400020017000d000400020403000e00050002000700", "hex");
  const body = Buffer.concat([
    Buffer.from("fefd", "hex"),
    Buffer.alloc(32, 1),
    Buffer.from("00000002c02b0100", "hex"),
    Buffer.from([0, extensions.length]),
    extensions,
  ]);
  const head = Buffer.alloc(12);
  head[0] = 1;
  head.writeUIntBE(body.length, 1, 3);
  head.writeUIntBE(body.length, 9, 3);
  const record = Buffer.from("16fefd00000000000000000000", "hex");
  record.writeUInt16BE(head.length + body.length, 11);
  return Buffer.concat([record, head, body]);
})();
