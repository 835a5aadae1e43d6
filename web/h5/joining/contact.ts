/** A phone number or an e-mail address, as the routes for codes take it. */
export type Contact = { readonly phone: string } | { readonly email: string };

const email = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u;
const phone = /^\+?[0-9][0-9 -]{5,19}$/u;

/** Tells what was typed into the one field; undefined while it is neither. Full-width signs of Chinese keyboards count as theirs. */
export function readContact(typed: string): Contact | undefined {
  const text = typed.normalize("NFKC").trim();
  if (email.test(text)) return { email: text.toLowerCase() };
  const digits = text.replaceAll(/[()]/gu, "");
  return phone.test(digits) ? { phone: digits } : undefined;
}

/** The six digits, whatever else was pasted around them. */
export function readCode(typed: string): string {
  return typed.normalize("NFKC").replaceAll(/\D/gu, "").slice(0, 6);
}
