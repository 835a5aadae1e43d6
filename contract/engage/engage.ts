import { z } from "zod";
import type { Routes } from "../route.ts";
import { Id, Instant, LocalText, Ok, PageQuery, pageOf, TimeZone } from "../values.ts";

export const Channel = z.enum(["inbox", "email"]);
/** 价值 or 销售: at most a fifth of all touches may sell. */
export const TouchPurpose = z.enum(["value", "sales"]);
/** Order and service messages are outside the budget; they are typed so that nobody sells with them. */
export const TouchClass = z.enum(["marketing", "service"]);

export const TouchKind = z.enum([
  "content",
  "repeat_reminder",
  "recommendation",
  "offer",
  "show_reminder",
  "welcome",
  "order_update",
]);

/** The rules of the gate, in the order in which they are asked. */
export const GateRule = z.enum([
  "expired",
  "not_a_member",
  "control_group",
  "no_consent",
  "channel_unreachable",
  "quiet_hours",
  "minimum_gap",
  "weekly_budget",
  "sales_share_member",
  "sales_share_shop",
  "duplicate",
]);

/** One rule's answer: `limit` and `actual` say in numbers what was allowed and what was found. */
export const GateReason = z.object({
  rule: GateRule,
  passed: z.boolean(),
  limit: z.string().optional(),
  actual: z.string().optional(),
  /** When the rule would no longer stand in the way; absent when waiting does not help. */
  until: Instant.optional(),
  /** Where the limit is the member's own: why, in words. */
  why: LocalText.optional(),
});

export const TouchStatus = z.enum(["waiting", "sending", "sent", "deferred", "refused", "expired", "failed"]);

export const TouchDecision = z.object({
  at: Instant,
  outcome: z.enum(["send", "defer", "refuse"]),
  until: Instant.optional(),
  reasons: z.array(GateReason),
});

export const Touch = z.object({
  id: Id,
  memberId: Id,
  memberName: z.string(),
  channel: Channel,
  class: TouchClass,
  purpose: TouchPurpose,
  kind: TouchKind,
  subject: LocalText,
  /** Where the wish to send came from: "plan:<id>", "welcome", "order" … */
  source: z.string(),
  worth: z.number(),
  status: TouchStatus,
  createdAt: Instant,
  notBefore: Instant,
  expiresAt: Instant.optional(),
  sentAt: Instant.optional(),
  openedAt: Instant.optional(),
  clickedAt: Instant.optional(),
  convertedOrderId: Id.optional(),
});

/** A time of day by the wall clock: 21:00. */
const ClockTime = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/u, "a time such as 21:00");

export const TrustPolicy = z.object({
  /** Touches in any seven days. */
  weeklyBudget: z.number().min(0.5).max(4),
  /** Whether each member's budget follows how she responds, between floor and ceiling. */
  adapts: z.boolean().default(true),
  budgetFloor: z.number().min(0.5).max(4).default(0.5),
  budgetCeiling: z.number().min(0.5).max(4).default(4),
  /** Largest share of touches that may sell, per member and for the shop, 0–0.5. */
  salesShare: z.number().min(0).max(0.5),
  minimumGapHours: z.number().min(0).max(168),
  quietFrom: ClockTime,
  quietUntil: ClockTime,
  /** Share of members never touched by marketing, so that the effect can be measured. */
  controlShare: z.number().min(0).max(0.5),
});

export const ContentPiece = z.object({
  id: Id,
  title: LocalText,
  body: LocalText,
  kind: z.enum(["tip", "story", "news", "know_how", "service", "benefit", "sale"]),
  purpose: TouchPurpose,
  category: z.string().optional(),
  productId: Id.optional(),
  active: z.boolean(),
  createdAt: Instant,
  reached: z.int(),
  opened: z.int(),
});

const ContentInput = ContentPiece.pick({ title: true, body: true, kind: true }).extend({
  category: z.string().max(80).optional(),
  productId: Id.optional(),
});

export const InboxMessage = z.object({
  id: Id,
  touchId: Id,
  purpose: TouchPurpose,
  class: TouchClass,
  kind: TouchKind,
  subject: LocalText,
  body: LocalText,
  link: z.string().optional(),
  productId: Id.optional(),
  sentAt: Instant,
  readAt: Instant.optional(),
  /** In plain words: why she gets this. */
  why: LocalText,
});

export const Consent = z.object({
  channel: Channel,
  granted: z.boolean(),
  since: Instant,
  source: z.string(),
});

export const MyContactPage = z.object({
  consents: z.array(Consent),
  timeZone: TimeZone,
  quietFrom: z.string(),
  quietUntil: z.string(),
  /** Whether she chose them; else they are the shop's. */
  quietHoursAreHers: z.boolean(),
  /** What the shop would write at most: its own budget, or hers by how she responds. */
  weeklyBudget: z.number(),
  /** Why it is not simply the shop's. */
  budgetWhy: LocalText.optional(),
  /** Her own wish; the shop never goes above it. */
  wishedPerWeek: z.number().optional(),
  touchesThisWeek: z.int(),
  inControlGroup: z.boolean(),
  recent: z.array(
    z.object({
      touchId: Id,
      at: Instant,
      channel: Channel,
      class: TouchClass,
      purpose: TouchPurpose,
      subject: LocalText,
      why: LocalText,
    }),
  ),
});

export const engageRoutes = {
  "GET /api/v1/touches": {
    summary: "Touches of the shop, newest first",
    access: { right: "engage.read" },
    query: PageQuery.extend({
      memberId: Id.optional(),
      status: TouchStatus.optional(),
      channel: Channel.optional(),
      class: TouchClass.optional(),
      purpose: TouchPurpose.optional(),
      source: z.string().max(80).optional(),
    }),
    response: pageOf(Touch),
  },
  "GET /api/v1/touches/{id}": {
    summary: "Why did she get this, or why not yet: every decision with its reasons in order",
    access: { right: "engage.read" },
    params: z.object({ id: Id }),
    response: z.object({ touch: Touch, body: LocalText, decisions: z.array(TouchDecision) }),
    errors: ["not_found"],
  },
  "POST /api/v1/touches": {
    summary: "Ask the gate to send a touch to one member",
    access: { right: "engage.write" },
    idempotent: true,
    body: z.object({
      memberId: Id,
      channel: Channel,
      contentId: Id,
      notBefore: Instant.optional(),
      expiresAt: Instant.optional(),
    }),
    /** Without a decision the touch waits for its time. */
    response: z.object({ touch: Touch, decision: TouchDecision.optional() }),
    errors: ["not_found", "idempotency_key_reused"],
  },
  "GET /api/v1/trust/policy": {
    summary: "The trust budget's rules",
    access: { right: "engage.read" },
    response: TrustPolicy,
  },
  "PUT /api/v1/trust/policy": {
    summary: "Change the trust budget's rules; the audit log keeps the old ones",
    access: { right: "engage.write" },
    body: TrustPolicy.extend({ reason: z.string().min(1).max(200) }),
    response: TrustPolicy,
  },
  "GET /api/v1/trust/overview": {
    summary: "How the budget stands: touches of seven days, share that sells, deferrals and refusals by rule",
    access: { right: "engage.read" },
    response: z.object({
      members: z.int(),
      reachable: z.int(),
      inControlGroup: z.int(),
      sentLast7Days: z.int(),
      salesLast7Days: z.int(),
      salesShareLast28Days: z.number(),
      deferred: z.int(),
      unsubscribedLast28Days: z.int(),
      byRule: z.array(z.object({ rule: GateRule, count: z.int() })),
      byDay: z.array(z.object({ day: z.string(), value: z.int(), sales: z.int(), service: z.int() })),
      perMember: z.array(z.object({ touches: z.int(), members: z.int() })),
    }),
  },
  "GET /api/v1/content": {
    summary: "Pieces of content with how they did",
    access: { right: "engage.read" },
    response: z.object({ items: z.array(ContentPiece) }),
  },
  "POST /api/v1/content": {
    summary: "Write a piece; a value piece that sells is refused with the reason",
    access: { right: "engage.write" },
    body: ContentInput,
    response: ContentPiece,
  },
  "PUT /api/v1/content/{id}": {
    summary: "Change a piece",
    access: { right: "engage.write" },
    params: z.object({ id: Id }),
    body: ContentInput.extend({ active: z.boolean().default(true) }),
    response: ContentPiece,
    errors: ["not_found"],
  },
  "GET /api/v1/front/inbox": {
    summary: "One's own inbox, newest first",
    access: "shopper",
    query: PageQuery,
    response: pageOf(InboxMessage).extend({ unread: z.int() }),
  },
  "POST /api/v1/front/inbox/{id}/read": {
    summary: "A message was opened",
    access: "shopper",
    params: z.object({ id: Id }),
    response: Ok,
    errors: ["not_found"],
  },
  "POST /api/v1/front/inbox/{id}/click": {
    summary: "The link of a message was followed; a purchase within seven days is credited to it",
    access: "shopper",
    params: z.object({ id: Id }),
    response: Ok,
    errors: ["not_found"],
  },
  "GET /api/v1/front/contact": {
    summary: "How often the shop may write, on which channels, and what it sent and why",
    access: "shopper",
    response: MyContactPage,
  },
  "PUT /api/v1/front/contact": {
    summary: "Change consent, quiet hours and the wished number of touches a week",
    access: "shopper",
    body: z.object({
      consents: z
        .array(z.object({ channel: Channel, granted: z.boolean() }))
        .max(2)
        .optional(),
      wishedPerWeek: z.number().min(0).max(4).nullable().optional(),
      /** Her own quiet hours in her time zone; the same time twice means none, null takes the shop's again. */
      quietHours: z.object({ quietFrom: ClockTime, quietUntil: ClockTime }).nullable().optional(),
    }),
    response: MyContactPage,
  },
  "GET /api/v1/t/{token}": {
    summary: "A tracked link in a mail: counts the click and goes on to the page",
    access: "public",
    params: z.object({ token: z.string().max(200) }),
    carries: "html",
    errors: ["not_found"],
  },
  "POST /api/v1/unsubscribe/{token}": {
    summary: "One-click unsubscribe (RFC 8058)",
    access: "public",
    params: z.object({ token: z.string().max(200) }),
    response: Ok,
    errors: ["not_found"],
  },
} as const satisfies Routes;
