import type { Clock } from "../platform/clock/index.ts";
import type { Database } from "../platform/database/index.ts";
import type { Events } from "../platform/events/index.ts";
import type { Log } from "../platform/log/index.ts";
import type { Mailer } from "../platform/mail/index.ts";
import type { ShopChapter } from "../shop/index.ts";

/** What the rooms of this chapter are built from. */
export type EngageParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
  readonly shop: ShopChapter;
  /** Hands a mail to the mail server; says what became of it. */
  readonly sendMail: Mailer["send"];
  /** Where links in mails lead: `https://shop.example.com`, no slash at the end. */
  readonly publicUrl: string;
  /** Signs links in mails. */
  readonly linkKey: string;
  /** Tells a shopper's open pages that something arrived. */
  readonly notifyInbox: (shopId: string, memberId: string, touchId: string, unread: number) => void;
};
