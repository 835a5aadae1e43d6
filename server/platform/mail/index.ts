/**
 * E-mail over SMTP, out (`createMailer`) and, for the demo and tests, in (`startMailSink`).
 *
 * Purpose: hand one mail to a mail server and say what became of it: sent, later, never.
 *
 * Invariants: one mail goes to one address; only what the server says about this recipient or this mail is a bounce
 * (`never`), everything else can be tried again. The mailer keeps nothing: whoever calls keeps the mail until it is
 * sent.
 *
 * Failure: a server that is away, slow or greylists gives `later` within the timeout; nothing is thrown.
 *
 * Shutdown: `mailer.close()` ends the connections after the mails under way; `sink.stop()` stops listening.
 */
export { type Mailer, type MailerOptions, type OutgoingMail, createMailer } from "./create-mailer.ts";
export type { MailOutcome } from "./mail-outcome.ts";
export { type MailSink, type MailSinkOptions, type ReceivedMail, startMailSink } from "./mail-sink.ts";
