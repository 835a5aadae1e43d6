import type { Clock } from "../platform/clock/index.ts";
import type { Database } from "../platform/database/index.ts";
import type { Events } from "../platform/events/index.ts";
import type { Log } from "../platform/log/index.ts";
import type { ShopChapter } from "../shop/index.ts";

export type OutgoingMail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** One-click unsubscribe (RFC 8058); marketing mails always carry one. */
  readonly unsubscribeUrl?: string;
  /** Always the same for one touch, so that a mail server or reader recognises a second copy. */
  readonly messageId: string;
};

export type MailOutcome =
  | { readonly outcome: "sent" }
  /** Try again later: the server is away or asks to wait. */
  | { readonly outcome: "later"; readonly reason: string }
  /** Refused for good: no such mailbox. */
  | { readonly outcome: "never"; readonly reason: string };

/** What the rooms of this chapter are built from. */
export type EngageParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
  readonly shop: ShopChapter;
  /** Hands a mail to the mail server; says what became of it. */
  readonly sendMail: (mail: OutgoingMail) => Promise<MailOutcome>;
  /** Where links in mails lead: `https://shop.example.com`, no slash at the end. */
  readonly publicUrl: string;
  /** Signs links in mails. */
  readonly linkKey: string;
  /** Tells a shopper's open pages that something arrived. */
  readonly notifyInbox: (shopId: string, memberId: string, touchId: string, unread: number) => void;
};
