import { createTransport } from "nodemailer";
import { type MailOutcome, outcomeOf } from "./mail-outcome.ts";

export type OutgoingMail = {
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** The same for every attempt of one mail, so that a reader's server recognises a second copy: `<id@host>`. */
  readonly messageId: string;
  /** A POST to this address unsubscribes in one click (RFC 8058); what sells must carry one. */
  readonly unsubscribeUrl?: string;
};

export type MailerOptions = {
  /** `smtp://` (with STARTTLS where the server offers it) or `smtps://`, user and password in it. */
  readonly smtpUrl: string;
  /** `Shop <hello@shop.example>` */
  readonly from: string;
  /** How long to wait for the server at each step. 15 s if nothing is said. */
  readonly timeoutMs?: number;
};

export type Mailer = {
  /** Hands a mail to the server and says what became of it; does not throw for what the server or network does. */
  send(mail: OutgoingMail): Promise<MailOutcome>;
  close(): void;
};

/** A mailer that keeps up to three connections to the mail server open. */
export function createMailer({ smtpUrl, from, timeoutMs = 15_000 }: MailerOptions): Mailer {
  const transport = createTransport({
    pool: true,
    maxConnections: 3,
    ...connectionOf(smtpUrl),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A mail is made of strings: nothing in it may read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const { to, subject, text, html, messageId, unsubscribeUrl } = mail;
      try {
        await transport.sendMail({
          from,
          // As an object it is one address, whatever commas it holds.
          to: { name: "", address: to },
          subject,
          text,
          ...(html !== undefined && { html }),
          messageId,
          headers: unsubscribeUrl === undefined ? {} : unsubscribeHeaders(unsubscribeUrl),
        });
        return { outcome: "sent" };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function connectionOf(smtpUrl: string) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === "smtps:";
  const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  return {
    host: url.hostname.replace(/^\[|\]$/gu, ""),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    ...(url.username !== "" && { auth }),
  };
}

/** RFC 8058 §3.1. The address must be https for a mail client to use it; the demo's outbox takes http as well. */
function unsubscribeHeaders(unsubscribeUrl: string): Record<string, string> {
  return {
    "List-Unsubscribe": `<${new URL(unsubscribeUrl).href}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}
