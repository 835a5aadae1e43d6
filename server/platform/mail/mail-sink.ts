import type { AddressInfo } from "node:net";
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";

/** A mail as the sink received it. */
export type ReceivedMail = {
  readonly messageId: string;
  readonly from: string;
  /** The recipients of the envelope. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** As it was sent: show it in a sandboxed frame only. */
  readonly html: string | undefined;
  /** By lower-case name; folded lines are joined. */
  readonly headers: Readonly<Record<string, string>>;
};

export type MailSinkOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** Called for every mail before it is acknowledged; when it throws, the sender is told to try again. */
  readonly store: (mail: ReceivedMail) => void | Promise<void>;
  /** An SMTP code (4yz or 5yz) to refuse a recipient with; undefined takes the mail. */
  readonly refuse?: (address: string) => number | undefined;
};

export type MailSink = {
  /** `smtp://host:port` */
  readonly url: string;
  stop(): Promise<void>;
};

const maxMailBytes = 10 * 1024 * 1024;

/** An SMTP server that delivers nothing and hands every mail to `store`: the demo's outbox, and tests. */
export async function startMailSink(options: MailSinkOptions): Promise<MailSink> {
  const { host = "127.0.0.1", store, refuse } = options;

  /** The error to answer the sender with; undefined when the mail is stored. */
  async function take(
    stream: SMTPServerDataStream,
    recipients: readonly string[],
  ): Promise<Error | undefined> {
    try {
      const parsed = await simpleParser(stream, { skipImageLinks: true, skipTextToHtml: true });
      if (stream.sizeExceeded) return smtpError(552, "The mail is too large");
      await store(receivedMail(parsed, recipients));
      return undefined;
    } catch {
      return smtpError(451, "The mail could not be stored");
    }
  }

  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    size: maxMailBytes,
    closeTimeout: 1000,
    onRcptTo({ address }, _session, answer) {
      const code = refuse?.(address);
      answer(code === undefined ? undefined : smtpError(code, `${address} is refused`));
    },
    onData(stream, session, answer) {
      const recipients = session.envelope.rcptTo.map((recipient) => recipient.address);
      void take(stream, recipients).then(answer);
    },
  });
  // A sender that goes away in the middle is no failure of the sink.
  server.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(options.port, host, () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${host.includes(":") ? `[${host}]` : host}:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function receivedMail(parsed: ParsedMail, to: readonly string[]): ReceivedMail {
  const headers = parsed.headerLines.map(({ key, line }) => {
    const value = line.slice(line.indexOf(":") + 1);
    return [key, value.replaceAll(/\r?\n\s+/gu, " ").trim()] as const;
  });
  return {
    messageId: parsed.messageId ?? "",
    from: textOf(parsed.from),
    to,
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html === false ? undefined : parsed.html,
    headers: Object.fromEntries(headers),
  };
}

function textOf(address: AddressObject | undefined): string {
  return address?.text ?? "";
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
