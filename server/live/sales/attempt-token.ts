/** Signed permission to claim units of one sale: whoever holds the key can check it, nothing is stored. */
import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import { RefrainError } from "../../platform/errors.ts";

export type AttemptToken = {
  readonly shopId: string;
  readonly saleId: string;
  readonly memberId: string;
  readonly expiresAt: Date;
};

const longestToken = 400;

function sign(claims: string, key: KeyObject): string {
  return createHmac("sha256", key).update(`sale-attempt ${claims}`).digest("base64url");
}

/** One viewer's token is the same however often it is asked for within its time: several tabs are one viewer. */
export function signAttemptToken(token: AttemptToken, key: KeyObject): string {
  const claims = `${token.shopId}.${token.saleId}.${token.memberId}.${token.expiresAt.getTime()}`;
  return `${token.expiresAt.getTime()}.${sign(claims, key)}`;
}

/** Errors: sale_not_for_you with the reason `token` (not hers, or of another sale) or `token_expired`. */
export function checkAttemptToken(
  text: string,
  asked: Omit<AttemptToken, "expiresAt">,
  key: KeyObject,
  now: Date,
): void {
  const [until = "", given = ""] = text.length > longestToken ? [] : text.split(".");
  const claims = `${asked.shopId}.${asked.saleId}.${asked.memberId}.${until}`;
  const expected = Buffer.from(sign(claims, key));
  const presented = Buffer.from(given);
  if (presented.length !== expected.length || !timingSafeEqual(presented, expected))
    throw new RefrainError("sale_not_for_you", undefined, { reason: "token" });
  if (Number(until) <= now.getTime())
    throw new RefrainError("sale_not_for_you", undefined, { reason: "token_expired" });
}
