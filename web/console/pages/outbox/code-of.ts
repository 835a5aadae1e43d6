import type { Message } from "./outbox.tsx";

/** The sign-in code of a message, if it carries one. */
export function codeOf(message: Message): string | undefined {
  const text = `${message.subject} ${message.text}`.replaceAll(/https?:\S+/gu, "");
  return /(?<!\d)\d{6}(?!\d)/u.exec(text)?.[0];
}
