import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Outbox",
  lead: "Mails and codes of the demo end here; nothing leaves the machine",
  emptyTitle: "The outbox is empty",
  emptyHint: "Codes, welcome mails and touches appear here.",
  search: "E-mail or phone of the recipient",
  email: "E-mail",
  sms: "SMS",
  code: "Code",
  to: "To {{to}}",
  unsubscribe: "One-click unsubscribe (RFC 8058)",
  asText: "Plain text",
  asMail: "Mail",
  headers: "Headers",
  empty: "Empty",
  emptyAsk: "Empty the outbox?",
  emptied: "Emptied",
  cancel: "Cancel",
  frame: "The mail",
} as const satisfies SameKeys<typeof zh>;
