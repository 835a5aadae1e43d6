/** What must never stand in a log: secrets by the name of their field, people by the shape of the text. */

const secretNames =
  /^(authorization|cookies?|set-?cookie|passwords?|password_?hash|secrets?|secret_?key|.*token|api_?key|sign_?in_?code|otp)$/iu;
const personNames = /^(.*phones?|.*e-?mails?|address|street|birthday|recipient)$/iu;
const hidden = "[hidden]";
const depthLimit = 6;

const mailAddress = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;
const phoneNumber = /(?<![\w-])(?:\+\d[\d -]{6,18}\d|1[3-9]\d{9})(?![\w-])/gu;

/** Text without mail addresses and phone numbers. */
export function redactText(text: string): string {
  return text.replace(mailAddress, hidden).replace(phoneNumber, hidden);
}

/** A copy of a log line's fields in which secrets and personal data are hidden, at any depth. Errors pass untouched. */
export function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  return redactObject(fields, 0);
}

function redactObject(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    copy[name] = isSecret(name, value) ? hidden : redactValue(value, depth);
  }
  return copy;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return redactText(value);
  if (value === null || typeof value !== "object" || value instanceof Error || value instanceof Date)
    return value;
  if (depth >= depthLimit) return "[too deep]";
  if (Array.isArray(value)) return value.map((entry) => redactValue(entry, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return redactObject(value as Record<string, unknown>, depth + 1);
}

/** `code` is an error's name in most lines and a sign-in code in a few: digits alone are hidden. */
function isSecret(name: string, value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (secretNames.test(name) || personNames.test(name)) return true;
  if (name !== "code" || (typeof value !== "string" && typeof value !== "number")) return false;
  return /^\d{4,10}$/u.test(String(value));
}
