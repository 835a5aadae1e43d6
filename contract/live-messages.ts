import { z } from "zod";
import { Cents, Id, Instant, LocalText, PriceCents } from "./values.ts";
import { LuckyBag } from "./join/lucky-bags.ts";
import { FlashSale, SaleClaim } from "./live/sales.ts";
import { ChatMessage, Returning, RoomRules, ShowFigures, Spotlight } from "./live/shows.ts";

/**
 * Messages that the server pushes over the live socket, by type. Each says which topics carry it and in which
 * lane it travels: `state` (latest per key, never dropped), `must` (never dropped), `aggregate` (merged),
 * `chat` (may be sampled for display under a flood; the record keeps everything).
 *
 * Topics: `room:<showId>` viewers and studio; `studio:<showId>` host and moderators only;
 * `member:<memberId>` one shopper; `console:<shopId>` staff.
 */
export type Lane = "state" | "must" | "aggregate" | "chat";

export const liveMessages = {
  "show.status": {
    lane: "state",
    when: "The show opens, ends, or its picture comes or goes. Topic room.",
    data: z.object({ status: z.enum(["planned", "on_air", "ended", "cancelled"]), publishing: z.boolean() }),
  },
  "spotlight.changed": {
    lane: "state",
    when: "Another product, or none, is in the light. Topic room.",
    data: z.object({ spotlight: Spotlight.nullable() }),
  },
  "stock.changed": {
    lane: "state",
    when: "A variant on the run-sheet has another stock or price. Topic room, key variantId.",
    data: z.object({ productId: Id, variantId: Id, stock: z.int(), priceCents: PriceCents }),
  },
  "sale.changed": {
    lane: "state",
    when: "A flash sale was prepared, opened, paused or ended, or has another number of units left. Topic room, key saleId.",
    data: FlashSale,
  },
  "sale.claimed": {
    lane: "must",
    when: "A claim that waited got its units, or waits no longer. Topic member.",
    data: SaleClaim,
  },
  "room.rules": {
    lane: "state",
    when: "Slow mode or links were switched. Topic room.",
    data: RoomRules.pick({ slowModeSeconds: true, linksAllowed: true }),
  },
  "room.counts": {
    lane: "state",
    when: "How many are watching and how many likes there are, at most once a second. Topic room.",
    data: z.object({ viewers: z.int(), likes: z.int() }),
  },
  "chat.said": { lane: "chat", when: "Somebody wrote in the room. Topic room.", data: ChatMessage },
  "chat.pinned": {
    lane: "must",
    when: "The host wrote: never sampled away. Topic room.",
    data: ChatMessage,
  },
  "chat.removed": {
    lane: "must",
    when: "A moderator took a message away. Topic room.",
    data: z.object({ messageId: Id }),
  },
  "chat.muted": {
    lane: "must",
    when: "The shopper was muted or may write again. Topic member.",
    data: z.object({ showId: Id, until: Instant.nullable(), muted: z.boolean() }),
  },
  "purchase.ticker": {
    lane: "aggregate",
    when: "Somebody bought in the room; the name is masked. Topic room.",
    data: z.object({ name: z.string(), title: LocalText, quantity: z.int() }),
  },
  "join.card": {
    lane: "must",
    when: "The host shows the join card. Topic room.",
    data: z.object({ code: z.string(), title: LocalText, benefit: LocalText.nullable() }),
  },
  "bag.changed": {
    lane: "state",
    when: "A lucky bag was opened, drawn or taken back, or more people take part. Topic room, key the bag's id.",
    data: z.object({ bag: LuckyBag }),
  },
  "order.changed": {
    lane: "must",
    when: "One of the shopper's orders changed its status. Topic member.",
    data: z.object({ orderId: Id, status: z.string() }),
  },
  "inbox.received": {
    lane: "must",
    when: "A touch arrived in the shopper's inbox. Topic member.",
    data: z.object({ touchId: Id, unread: z.int() }),
  },
  "studio.figures": {
    lane: "state",
    when: "The show's own figures, at most once a second. Topic studio.",
    data: ShowFigures,
  },
  "studio.returning": {
    lane: "must",
    when: "A returning member entered; only what she agreed to share. Topic studio.",
    data: Returning,
  },
  "console.sale": {
    lane: "aggregate",
    when: "An order was paid. Topic console.",
    data: z.object({ orderId: Id, totalCents: Cents, showId: Id.nullable() }),
  },
  "console.progress": {
    lane: "state",
    when: "Long work goes on: imports, fitting, planning. Topic console, key work.",
    data: z.object({ work: z.string(), fraction: z.number(), note: z.string(), done: z.boolean() }),
  },
} as const satisfies Record<string, { lane: Lane; when: string; data: z.ZodType }>;

export type LiveMessageType = keyof typeof liveMessages;
export type LiveMessageData<T extends LiveMessageType> = z.output<(typeof liveMessages)[T]["data"]>;
