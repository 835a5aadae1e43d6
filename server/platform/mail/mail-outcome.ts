/** What became of a mail that was handed to the mail server. */
export type MailOutcome =
  | { readonly outcome: "sent" }
  /** Try again later: the server is away, slow, asks to wait, or does not know us. */
  | { readonly outcome: "later"; readonly reason: string }
  /** Refused for good (a bounce): no such mailbox, or it does not take this mail. */
  | { readonly outcome: "never"; readonly reason: string };

type SmtpError = { readonly code?: unknown; readonly responseCode?: unknown; readonly command?: unknown };

/** Steps at which a refusal concerns the recipient or the mail itself. Before them it concerns us: our login, our IP. */
const aboutThisMail = new Set(["RCPT TO", "DATA"]);

/**
 * RFC 5321 §4.2.1: 4yz may succeed later, 5yz will not. A 5yz that is about us and not about the mail must not count
 * as a bounce, or a wrong password would mark every member's address as dead.
 */
export function outcomeOf(error: unknown): MailOutcome {
  const reason = error instanceof Error ? error.message : String(error);
  const { code, responseCode, command } = (error ?? {}) as SmtpError;
  if (typeof responseCode === "number") {
    const isFinal = responseCode >= 500 && aboutThisMail.has(String(command));
    return { outcome: isFinal ? "never" : "later", reason };
  }
  // No server was asked: the address itself cannot be written into an envelope.
  return { outcome: code === "EENVELOPE" ? "never" : "later", reason };
}
