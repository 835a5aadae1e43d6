/**
 * What of a file's personal data may identify somebody. A masked phone is the phone of many people and an encrypted one
 * of nobody: taken as an identity, either would pour strangers into one member.
 */
export type IdentityDoubt = "masked" | "encrypted" | "unrecognised";

export type FoundIdentity =
  | { readonly value: string; readonly doubt?: undefined }
  | { readonly value?: undefined; readonly doubt?: IdentityDoubt };

/**
 * A phone in E.164. `callingCode` (digits, such as "86") serves for numbers written without one; mainland Chinese mobile
 * numbers are known by their shape.
 */
export function readPhone(text: string, callingCode?: string): FoundIdentity {
  if (text === "" || text === "-") return {};
  const doubt = doubtOf(text);
  if (doubt) return { doubt };
  const digits = text.replaceAll(/[\s().\-–/]/gu, "");
  if (/^\+[1-9]\d{6,14}$/u.test(digits)) return { value: digits };
  if (/^00[1-9]\d{6,14}$/u.test(digits)) return { value: `+${digits.slice(2)}` };
  if (/^(?:86)?1[3-9]\d{9}$/u.test(digits) && (callingCode === undefined || callingCode === "86")) {
    return { value: `+86${digits.slice(-11)}` };
  }
  if (callingCode !== undefined && /^0?[1-9]\d{5,12}$/u.test(digits)) {
    return { value: `+${callingCode}${digits.replace(/^0/u, "")}` };
  }
  return { doubt: "unrecognised" };
}

/** An e-mail address in lower case. */
export function readEmail(text: string): FoundIdentity {
  if (text === "" || text === "-") return {};
  const doubt = doubtOf(text);
  if (doubt) return { doubt };
  const email = text.toLowerCase();
  return /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,190}\.[a-z0-9-]{2,}$/u.test(email)
    ? { value: email }
    : { doubt: "unrecognised" };
}

/** An account name or number given by the platform. */
export function readAccount(text: string): FoundIdentity {
  if (text === "" || text === "-") return {};
  const doubt = doubtOf(text);
  return doubt ? { doubt } : { value: text.slice(0, 200).toWellFormed() };
}

/** A name for the screen; encrypted ones say nothing. */
export function readDisplayName(text: string): string | undefined {
  if (text === "" || text === "-" || doubtOf(text) === "encrypted") return undefined;
  return text.slice(0, 200).toWellFormed();
}

function doubtOf(text: string): IdentityDoubt | undefined {
  if (text.startsWith("##") || text.startsWith("$$") || text.startsWith("~")) return "encrypted";
  return /[*＊●•]/u.test(text) ? "masked" : undefined;
}
