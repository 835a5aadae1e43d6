import { once } from "node:events";
import { type AddressInfo, type Server, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import {
  type MailSinkOptions,
  type MailerOptions,
  type OutgoingMail,
  type ReceivedMail,
  createMailer,
  startMailSink,
} from "./index.ts";
import { outcomeOf } from "./mail-outcome.ts";

const stops: (() => void | Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const mail: OutgoingMail = {
  to: "lina@example.com",
  subject: "Your order is on its way",
  text: "It left today.",
  messageId: "<touch-1@shop.example>",
};

async function openSink(options: Partial<MailSinkOptions> = {}) {
  const received: ReceivedMail[] = [];
  const sink = await startMailSink({ port: 0, store: (one) => void received.push(one), ...options });
  stops.push(() => sink.stop());
  return { url: sink.url, received };
}

function open(smtpUrl: string, options: Partial<MailerOptions> = {}) {
  const mailer = createMailer({ smtpUrl, from: "回响 <hello@shop.example>", ...options });
  stops.push(() => mailer.close());
  return mailer;
}

/** A server that takes connections and says what it is told, or nothing. */
async function openSilentServer(greeting?: string): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => undefined);
    if (greeting) socket.end(greeting);
    stops.push(() => void socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => new Promise((resolve) => server.close(resolve)));
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a mail arrives as it was written, Chinese included", async () => {
  const { url, received } = await openSink();
  const long = "今天的直播里你问过的那款面霜，主播已经做了详细的讲解。".repeat(20);
  const chinese = { ...mail, subject: "李娜，你的订单已发货 🎉", text: long, html: `<p>${long}</p>` };
  expect(await open(url).send(chinese)).toEqual({ outcome: "sent" });
  expect(received).toMatchObject([
    {
      messageId: mail.messageId,
      to: ["lina@example.com"],
      subject: chinese.subject,
      html: chinese.html,
    },
  ]);
  expect(received[0]?.text.trim()).toBe(long);
  expect(received[0]?.from).toContain("回响");
});

test("a mail that sells carries the headers of one-click unsubscription, another does not", async () => {
  const { url, received } = await openSink();
  const unsubscribeUrl = `https://shop.example/api/v1/unsubscribe/${"a1-_".repeat(60)}`;
  const mailer = open(url);
  await mailer.send({ ...mail, unsubscribeUrl });
  await mailer.send(mail);
  expect(received[0]?.headers).toMatchObject({
    "list-unsubscribe": `<${unsubscribeUrl}>`,
    "list-unsubscribe-post": "List-Unsubscribe=One-Click",
  });
  expect(received[1]?.headers).not.toHaveProperty("list-unsubscribe");
});

test("a text cannot smuggle in a header or a second recipient", async () => {
  const { url, received } = await openSink();
  const mailer = open(url);
  await mailer.send({ ...mail, subject: "Hello\r\nBcc: eve@example.com" });
  expect(received[0]?.to).toEqual(["lina@example.com"]);
  expect(received[0]?.headers).not.toHaveProperty("bcc");
  await mailer.send({ ...mail, to: "lina@example.com, eve@example.com" });
  expect(received.slice(1).flatMap((one) => one.to)).not.toContain("eve@example.com");
});

test("a mailbox that does not exist is a bounce, greylisting is not", async () => {
  const codes: Record<string, number> = { "gone@example.com": 550, "grey@example.com": 451 };
  const { url, received } = await openSink({ refuse: (address) => codes[address] });
  const mailer = open(url);
  expect(await mailer.send({ ...mail, to: "gone@example.com" })).toMatchObject({
    outcome: "never",
    reason: expect.stringContaining("gone@example.com is refused"),
  });
  expect(await mailer.send({ ...mail, to: "grey@example.com" })).toMatchObject({ outcome: "later" });
  expect(await mailer.send({ ...mail, to: "" })).toMatchObject({ outcome: "never" });
  expect(await mailer.send(mail)).toEqual({ outcome: "sent" });
  expect(received).toHaveLength(1);
});

test("a server that is away, silent or closing is tried again later, within the timeout", async () => {
  const away = await openSilentServer();
  const gone = open("smtp://127.0.0.1:1", { timeoutMs: 200 });
  expect(await gone.send(mail)).toMatchObject({ outcome: "later" });
  const silent = open(away, { timeoutMs: 200 });
  expect(await silent.send(mail)).toMatchObject({ outcome: "later" });
  const closing = open(await openSilentServer("421 closing for maintenance\r\n"), { timeoutMs: 200 });
  expect(await closing.send(mail)).toMatchObject({ outcome: "later" });
});

test("a refusal that is about us and not about the recipient is no bounce", async () => {
  const banned = open(await openSilentServer("554 your address is on a list\r\n"), { timeoutMs: 200 });
  expect(await banned.send(mail)).toMatchObject({ outcome: "later" });
  const wrongPassword = Object.assign(new Error("535"), {
    code: "EAUTH",
    responseCode: 535,
    command: "AUTH PLAIN",
  });
  expect(outcomeOf(wrongPassword)).toMatchObject({ outcome: "later" });
  const spam = Object.assign(new Error("554"), { code: "EMESSAGE", responseCode: 554, command: "DATA" });
  expect(outcomeOf(spam)).toMatchObject({ outcome: "never" });
});

test("a mail that the sink could not store is not acknowledged", async () => {
  const { url } = await openSink({
    store: () => {
      throw new Error("the disk is full");
    },
  });
  expect(await open(url).send(mail)).toMatchObject({ outcome: "later" });
});
