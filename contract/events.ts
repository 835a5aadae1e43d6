import { z } from "zod";
import { Cents, Id, Instant, LocalText, Origin, PriceCents } from "./values.ts";

/**
 * Every fact that the house writes down, in the past tense. A fact is written in the same transaction as the
 * state it reports; later chapters read the stream. `member` says whether the fact belongs to a member
 * (then facts of one member are read in order); `subject` names what `subjectId` points at.
 */
type EventType = {
  readonly when: string;
  readonly member: boolean;
  readonly subject?: string;
  readonly data: z.ZodType;
};

const OrderLineFact = z.object({
  productId: Id,
  variantId: Id,
  quantity: z.int(),
  totalCents: Cents,
  category: z.string(),
});

const ImportedOrder = z.object({
  source: z.string(),
  number: z.string(),
  totalCents: Cents,
  currency: z.string(),
  refundedCents: PriceCents,
  lines: z.int(),
});

export const events = {
  // shop
  "member.seen": {
    when: "A guest or member begins a session.",
    member: true,
    data: z.object({ origin: Origin, newGuest: z.boolean() }),
  },
  "member.joined": {
    when: "A shopper verified an identity for the first time and is a member from now on.",
    member: true,
    data: z.object({
      origin: Origin,
      via: z.string(),
      imported: z.boolean().default(false),
      /** Channels the member allowed when joining: `inbox`, `email`. */
      consents: z.array(z.string()).default([]),
    }),
  },
  "member.merged": {
    when: "Two members turned out to be one; memberId is the one that stays.",
    member: true,
    data: z.object({ mergedMemberId: Id, reason: z.string() }),
  },
  "identity.conflicted": {
    when: "Two members claim one identity; it waits on the review list.",
    member: true,
    subject: "identity_conflict",
    data: z.object({ otherMemberId: Id, kind: z.string() }),
  },
  "product.changed": {
    when: "A product was added or changed, its price and stock included.",
    member: false,
    subject: "product",
    data: z.object({ title: LocalText, category: z.string(), active: z.boolean() }),
  },
  "stock.changed": {
    when: "Units of a variant were sold, released, added or taken out.",
    member: false,
    subject: "variant",
    data: z.object({ productId: Id, stock: z.int(), change: z.int(), why: z.string() }),
  },
  "order.placed": {
    when: "An order took its stock and waits for payment.",
    member: true,
    subject: "order",
    data: z.object({
      totalCents: PriceCents,
      currency: z.string(),
      origin: Origin,
      lines: z.array(OrderLineFact),
    }),
  },
  "order.paid": {
    when: "An order was paid.",
    member: true,
    subject: "order",
    data: z.object({
      number: z.string(),
      totalCents: PriceCents,
      discountCents: PriceCents,
      currency: z.string(),
      origin: Origin,
      lines: z.array(OrderLineFact),
      /** How many paid orders the member had before this one. */
      earlierOrders: z.int(),
    }),
  },
  "order.cancelled": {
    when: "An order was cancelled or ran out of time; its stock went back.",
    member: true,
    subject: "order",
    data: z.object({ reason: z.enum(["expired", "by_shopper", "by_staff"]) }),
  },
  "order.refunded": {
    when: "Money of an order went back, in full or in part.",
    member: true,
    subject: "order",
    data: z.object({ cents: PriceCents, full: z.boolean(), shipped: z.boolean(), reason: z.string() }),
  },
  "order.shipped": {
    when: "An order left the shop.",
    member: true,
    subject: "order",
    data: z.object({ carrier: z.string().optional(), tracking: z.string().optional() }),
  },
  "order.imported": {
    when: "An order of another system came in with an import; `at` is when it was placed.",
    member: true,
    subject: "order",
    data: ImportedOrder,
  },
  "anonymous_order.imported": {
    when: "An order whose customer nobody knows came in with an import, or grew in one: what the facts of one order say adds up.",
    member: false,
    subject: "order",
    data: ImportedOrder,
  },
  "import.finished": {
    when: "An import came to its end.",
    member: false,
    subject: "import",
    data: z.object({
      format: z.string(),
      lines: z.int(),
      orders: z.int(),
      members: z.int(),
      rejected: z.int(),
    }),
  },
  "coupon.issued": {
    when: "A member was given a coupon.",
    member: true,
    subject: "coupon",
    data: z.object({ offCents: PriceCents, issuedFor: z.string() }),
  },
  // live
  "show.planned": {
    when: "A show was planned.",
    member: false,
    subject: "show",
    data: z.object({ startsAt: Instant }),
  },
  "show.opened": { when: "A show went on air.", member: false, subject: "show", data: z.object({}) },
  "show.ended": { when: "A show ended.", member: false, subject: "show", data: z.object({}) },
  "show.entered": {
    when: "A shopper entered a room.",
    member: true,
    subject: "show",
    data: z.object({ first: z.boolean(), joined: z.boolean() }),
  },
  "show.left": {
    when: "A shopper left a room.",
    member: true,
    subject: "show",
    data: z.object({ seconds: z.int() }),
  },
  "show.watched": {
    when: "Seconds of watching were reported; in batches.",
    member: true,
    subject: "show",
    data: z.object({ seconds: z.int() }),
  },
  "show.concurrent": {
    when: "How many were watching, once in a minute while on air.",
    member: false,
    subject: "show",
    data: z.object({ viewers: z.int() }),
  },
  "show.liked": {
    when: "A shopper liked the show; taps of one batch.",
    member: true,
    subject: "show",
    data: z.object({ count: z.int() }),
  },
  "chat.said": {
    when: "Somebody wrote in a room.",
    member: true,
    subject: "show",
    data: z.object({ messageId: Id, text: z.string() }),
  },
  "chat.muted": {
    when: "A moderator muted a person.",
    member: true,
    subject: "show",
    data: z.object({ minutes: z.int().nullable(), reason: z.string() }),
  },
  "spotlight.changed": {
    when: "A product came into the light, or the light went off (productId null).",
    member: false,
    subject: "show",
    data: z.object({ productId: Id.nullable() }),
  },
  "sale.prepared": {
    when: "A flash sale was prepared: its units were set aside and wait for its time.",
    member: false,
    subject: "flash_sale",
    data: z.object({ showId: Id, variantId: Id, priceCents: PriceCents, units: z.int(), opensAt: Instant }),
  },
  "sale.opened": {
    when: "A flash sale opened, by its time or by the host.",
    member: false,
    subject: "flash_sale",
    data: z.object({ showId: Id }),
  },
  "sale.paused": {
    when: "The host paused a flash sale.",
    member: false,
    subject: "flash_sale",
    data: z.object({ showId: Id }),
  },
  "sale.ended": {
    when: "A flash sale ended, by the host or with its show; what nobody has went back into stock.",
    member: false,
    subject: "flash_sale",
    data: z.object({ showId: Id }),
  },
  "sale.reconciled": {
    when: "The last order of an ended flash sale was settled and its units were counted; problems is empty when every one is accounted for.",
    member: false,
    subject: "flash_sale",
    data: z.object({
      showId: Id,
      units: z.int(),
      sold: z.int(),
      returned: z.int(),
      problems: z.array(z.string()),
    }),
  },
  "product.seen": {
    when: "A product card came before a shopper's eyes.",
    member: true,
    subject: "product",
    data: z.object({ showId: Id.optional() }),
  },
  "product.opened": {
    when: "A shopper opened a product card or page.",
    member: true,
    subject: "product",
    data: z.object({ showId: Id.optional() }),
  },
  // join
  "join.scanned": {
    when: "A join link or QR code was opened.",
    member: true,
    subject: "join_code",
    data: z.object({ channel: z.string() }),
  },
  "join.completed": {
    when: "A shopper joined over a join code.",
    member: true,
    subject: "join_code",
    data: z.object({ channel: z.string(), newMember: z.boolean(), showId: Id.optional() }),
  },
  "join.consented": {
    when: "Somebody who was a member already allowed channels while joining over a code.",
    member: true,
    subject: "join_code",
    data: z.object({ channels: z.array(z.string()) }),
  },
  "join.replied": {
    when: "A new member sent her first reply.",
    member: true,
    subject: "join_code",
    data: z.object({ text: z.string() }),
  },
  "benefit.issued": {
    when: "A join benefit was issued.",
    member: true,
    subject: "benefit",
    data: z.object({ couponId: Id }),
  },
  "bag.opened": {
    when: "A lucky bag was opened in a room.",
    member: false,
    subject: "lucky_bag",
    data: z.object({ showId: Id, winners: z.int(), commitment: z.string() }),
  },
  "bag.entered": {
    when: "A member takes part in a lucky bag.",
    member: true,
    subject: "lucky_bag",
    data: z.object({ showId: Id }),
  },
  "bag.won": {
    when: "A member won in a lucky bag.",
    member: true,
    subject: "lucky_bag",
    data: z.object({ showId: Id, couponId: Id }),
  },
  "bag.drawn": {
    when: "A lucky bag was drawn.",
    member: false,
    subject: "lucky_bag",
    data: z.object({ showId: Id, entries: z.int(), winners: z.int() }),
  },
  // engage
  "consent.changed": {
    when: "A member allowed or forbade a channel.",
    member: true,
    data: z.object({ channel: z.string(), granted: z.boolean(), source: z.string() }),
  },
  "budget.adapted": {
    when: "A member's own weekly budget followed how she responds: it is the shop's times this factor.",
    member: true,
    data: z.object({ factor: z.number() }),
  },
  "touch.decided": {
    when: "The gate decided on a touch: send, defer or refuse.",
    member: true,
    subject: "touch",
    data: z.object({
      outcome: z.enum(["send", "defer", "refuse"]),
      rule: z.string().nullable(),
      source: z.string(),
    }),
  },
  "touch.sent": {
    when: "A touch left the house.",
    member: true,
    subject: "touch",
    data: z.object({
      channel: z.string(),
      purpose: z.string(),
      class: z.string(),
      kind: z.string(),
      source: z.string(),
    }),
  },
  "touch.failed": {
    when: "A channel refused a touch for good.",
    member: true,
    subject: "touch",
    data: z.object({ channel: z.string(), reason: z.string() }),
  },
  "touch.opened": {
    when: "A touch was opened.",
    member: true,
    subject: "touch",
    data: z.object({ channel: z.string() }),
  },
  "touch.clicked": {
    when: "The link of a touch was followed.",
    member: true,
    subject: "touch",
    data: z.object({ channel: z.string() }),
  },
  "touch.converted": {
    when: "A paid order was credited to a touch.",
    member: true,
    subject: "touch",
    data: z.object({ orderId: Id, totalCents: PriceCents }),
  },
  "member.unsubscribed": {
    when: "A member took back her consent by the unsubscribe link or in her settings.",
    member: true,
    data: z.object({ channel: z.string(), touchId: Id.optional() }),
  },
  // repurchase
  "models.fitted": {
    when: "The repurchase models were fitted to the shop's orders.",
    member: false,
    subject: "fit",
    data: z.object({ customers: z.int(), converged: z.boolean(), seconds: z.number() }),
  },
  "plan.made": {
    when: "A weekly plan was made.",
    member: false,
    subject: "plan",
    data: z.object({ members: z.int() }),
  },
  "plan.approved": {
    when: "A weekly plan was approved.",
    member: false,
    subject: "plan",
    data: z.object({ by: z.string() }),
  },
} as const satisfies Record<string, EventType>;

export type EventName = keyof typeof events;
export type EventData<T extends EventName> = z.input<(typeof events)[T]["data"]>;
