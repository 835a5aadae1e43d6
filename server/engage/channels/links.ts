import { createHmac, timingSafeEqual } from "node:crypto";
import { notFound } from "../../platform/errors.ts";

/** What a link in a mail stands for. It never expires: an old mail's unsubscribe link must work. */
export type LinkMeaning = {
  readonly shopId: string;
  readonly touchId: string;
  readonly does: "follow" | "unsubscribe";
};

/** `<shop>.<touch>.<f|u>.<signature>`; the signature is HMAC-SHA256, cut to 128 bits. */
export function signLink(key: string, { shopId, touchId, does }: LinkMeaning): string {
  const text = `${compact(shopId)}.${compact(touchId)}.${does[0]}`;
  return `${text}.${signature(key, text)}`;
}

/** Errors: not_found when the link was not made here. */
export function readLink(key: string, token: string, does: LinkMeaning["does"]): LinkMeaning {
  const at = token.lastIndexOf(".");
  const text = token.slice(0, Math.max(0, at));
  const expected = Buffer.from(signature(key, text));
  const found = Buffer.from(token.slice(at + 1));
  const [shop, touch, letter] = text.split(".");
  const whole = shop?.length === 32 && touch?.length === 32 && letter === does[0];
  if (!whole || expected.length !== found.length || !timingSafeEqual(expected, found))
    throw notFound("link", token);
  return { shopId: uuid(shop), touchId: uuid(touch), does };
}

function signature(key: string, text: string): string {
  return createHmac("sha256", key).update(`mail link ${text}`).digest("base64url").slice(0, 22);
}

function compact(id: string): string {
  return id.replaceAll("-", "");
}

function uuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
