/** Signed, short-lived permissions to publish or play one stream. Nothing is stored: whoever holds the key can check them. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { RefrainError } from "../../platform/errors.ts";

export type MediaToken = {
  readonly shopId: string;
  /** The stream, which is the show's id. */
  readonly showId: string;
  readonly may: "publish" | "play";
  readonly expiresAt: Date;
};

/** What the token must allow, and when it is asked. */
export type MediaTokenCheck = {
  /** At least 16 bytes, kept secret. */
  readonly key: Buffer;
  readonly now: Date;
  readonly streamId: string;
  readonly may: MediaToken["may"];
  /** Accepts a token past its time: ending one's own session is always allowed. */
  readonly evenExpired?: boolean;
};

const shortestKeyBytes = 16;
const longestTokenBytes = 2048;

function signature(claims: string, key: Buffer): Buffer {
  if (key.length < shortestKeyBytes)
    throw new Error(`A media token key needs at least ${shortestKeyBytes} bytes.`);
  return createHmac("sha256", key).update(`media-token ${claims}`).digest();
}

/** Writes a token: claims and their HMAC-SHA256, both base64url, joined by a dot. */
export function signMediaToken(token: MediaToken, key: Buffer): string {
  const claims = { shop: token.shopId, show: token.showId, may: token.may, until: token.expiresAt.getTime() };
  const text = Buffer.from(JSON.stringify(claims)).toString("base64url");
  return `${text}.${signature(text, key).toString("base64url")}`;
}

/** Reads a token. Throws `media_token_invalid` when it is forged, past its time, or for something else. */
export function verifyMediaToken(token: string, check: MediaTokenCheck): MediaToken {
  const [claims = "", given = "", ...rest] = token.length > longestTokenBytes ? [] : token.split(".");
  const expected = signature(claims, check.key);
  const presented = Buffer.from(given, "base64url");
  if (rest.length > 0 || presented.length !== expected.length || !timingSafeEqual(presented, expected)) {
    throw refuse("forged");
  }
  const read = readClaims(claims);
  if (read.showId !== check.streamId) throw refuse("wrong_stream");
  if (read.may !== check.may) throw refuse("wrong_use");
  if (check.evenExpired !== true && read.expiresAt.getTime() <= check.now.getTime()) throw refuse("expired");
  return read;
}

/** Only called on claims we signed ourselves, so their shape is ours. */
function readClaims(text: string): MediaToken {
  const claims = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as {
    shop: string;
    show: string;
    may: MediaToken["may"];
    until: number;
  };
  return { shopId: claims.shop, showId: claims.show, may: claims.may, expiresAt: new Date(claims.until) };
}

function refuse(reason: "forged" | "wrong_stream" | "wrong_use" | "expired"): RefrainError {
  return new RefrainError("media_token_invalid", undefined, { reason });
}
