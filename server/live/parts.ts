import type { LiveMessageType } from "../../contract/live-messages.ts";
import type { Clock } from "../platform/clock/index.ts";
import type { Database } from "../platform/database/index.ts";
import type { Events } from "../platform/events/index.ts";
import type { Log } from "../platform/log/index.ts";
import type { Message } from "../platform/realtime/index.ts";
import type { ShopChapter } from "../shop/index.ts";

/** Who is on the live socket. */
export type Listener =
  | { readonly id: string; readonly kind: "shopper"; readonly shopId: string; readonly memberId: string }
  | { readonly id: string; readonly kind: "staff"; readonly shopId: string; readonly mayHost: boolean };

/** What the rooms of this chapter are built from. */
export type LiveParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
  readonly shop: ShopChapter;
  /** Sends to everybody who follows a topic; call it after the transaction has committed. */
  readonly publish: <T extends LiveMessageType>(topic: string, message: Message<T>) => void;
  /** How many people of a kind follow a topic now. A host has her own room open, but does not watch. */
  readonly present: (topic: string, kind: Listener["kind"]) => number;
  /** Whether this person follows a topic in this process. */
  readonly isPresent: (topic: string, id: string) => boolean;
  /** A later chapter knows the join code of a show. */
  readonly joinCodeOf: (shopId: string, showId: string) => Promise<string | undefined>;
};

export const roomTopic = (showId: string) => `room:${showId}`;
export const studioTopic = (showId: string) => `studio:${showId}`;
export const memberTopic = (memberId: string) => `member:${memberId}`;
export const consoleTopic = (shopId: string) => `console:${shopId}`;
