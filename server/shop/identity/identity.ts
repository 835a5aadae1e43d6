import { invalidInput } from "../../platform/errors.ts";

export type IdentityKind =
  | "phone"
  | "email"
  | "device"
  | "wechat_unionid"
  | "wecom_external_userid"
  | "customer_number";

export type Identity = { readonly kind: IdentityKind; readonly value: string };

/**
 * A phone in E.164 as far as it can be told: `+8613800138000`. Numbers without a country take the shop's
 * (China's eleven digits beginning with 1 are recognised everywhere). Undefined when it is no phone, and for
 * masked or encrypted ones, which never identify anybody.
 */
export function normalisePhone(text: string, countryCode = "86"): string | undefined {
  if (/[*#$x]/iu.test(text)) return undefined;
  const digits = text.replaceAll(/[\s().-]/gu, "");
  if (/^\+[1-9]\d{6,14}$/u.test(digits)) return digits;
  if (/^00[1-9]\d{6,14}$/u.test(digits)) return `+${digits.slice(2)}`;
  if (/^1[3-9]\d{9}$/u.test(digits)) return `+86${digits}`;
  if (/^86(1[3-9]\d{9})$/u.test(digits)) return `+${digits}`;
  if (/^0?\d{6,12}$/u.test(digits)) return `+${countryCode}${digits.replace(/^0/u, "")}`;
  return undefined;
}

export function normaliseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email) && email.length <= 254 ? email : undefined;
}

/** The identity a sign-in form names. Errors: invalid_input on the field. */
export function identityOf(target: { phone?: string | undefined; email?: string | undefined }): Identity {
  if (target.email) {
    const value = normaliseEmail(target.email);
    if (!value) throw invalidInput("email", "write an address such as li.na@example.com");
    return { kind: "email", value };
  }
  const value = normalisePhone(target.phone ?? "");
  if (!value) throw invalidInput("phone", "write a phone number such as +86 138 0013 8000");
  return { kind: "phone", value };
}

/** What staff may see of it: enough to tell two apart, not enough to use. */
export function maskIdentity({ kind, value }: Identity): string {
  if (kind === "email") {
    const at = value.indexOf("@");
    return `${value.slice(0, Math.min(2, at))}***${value.slice(at)}`;
  }
  if (kind === "phone") return `${value.slice(0, -8)}****${value.slice(-4)}`;
  if (kind === "customer_number") return value;
  return `${value.slice(0, 4)}…`;
}
