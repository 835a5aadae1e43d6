import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type MediaToken, signMediaToken, verifyMediaToken } from "./media-tokens.ts";

const key = randomBytes(32);
const now = new Date("2026-03-01T12:00:00Z");
const token: MediaToken = {
  shopId: "shop",
  showId: "show",
  may: "play",
  expiresAt: new Date("2026-03-01T12:05:00Z"),
};
const check = { key, now, streamId: "show", may: "play" } as const;
const refusedFor = (reason: string) =>
  expect.objectContaining({ code: "media_token_invalid", details: { reason } }) as Error;

test("a token allows what it says", () => {
  expect(verifyMediaToken(signMediaToken(token, key), check)).toEqual(token);
});

test("a token allows nothing else", () => {
  const signed = signMediaToken(token, key);
  expect(() => verifyMediaToken(signed, { ...check, streamId: "other" })).toThrow(refusedFor("wrong_stream"));
  expect(() => verifyMediaToken(signed, { ...check, may: "publish" })).toThrow(refusedFor("wrong_use"));
  expect(() => verifyMediaToken(signed, { ...check, now: token.expiresAt })).toThrow(refusedFor("expired"));
  expect(() => verifyMediaToken(signed, { ...check, key: randomBytes(32) })).toThrow(refusedFor("forged"));
});

test("a token past its time may still end its session", () => {
  const later = { ...check, now: new Date("2027-01-01T00:00:00Z"), evenExpired: true };
  expect(verifyMediaToken(signMediaToken(token, key), later).showId).toBe("show");
});

test("a token changed anywhere is forged, and so is any other text", () => {
  const signed = signMediaToken(token, key);
  fc.assert(
    fc.property(fc.nat(signed.length - 2), fc.constantFrom("A", "z", "0", "9", "-", "_"), (at, letter) => {
      fc.pre(signed[at] !== letter);
      const changed = signed.slice(0, at) + letter + signed.slice(at + 1);
      expect(() => verifyMediaToken(changed, check)).toThrow(refusedFor("forged"));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => verifyMediaToken(text, check)).toThrow(refusedFor("forged"));
    }),
  );
});

test("a key that can be guessed is not accepted", () => {
  expect(() => signMediaToken(token, Buffer.from("short"))).toThrow("at least 16 bytes");
});
