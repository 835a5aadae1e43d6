import { z } from "zod";
import type { Routes } from "../route.ts";
import { Cents, Day, Id, Instant, LocalText, Ok, PageQuery, pageOf } from "../values.ts";

/** The figures of a show as the field names them; people unless said otherwise. */
export const ShowMetrics = z.object({
  viewers: z.int(),
  peakConcurrent: z.int(),
  averageConcurrent: z.number(),
  averageWatchSeconds: z.number(),
  interactionRate: z.number(),
  productClickRate: z.number(),
  clickConversion: z.number(),
  viewConversion: z.number(),
  gmvCents: Cents,
  gpmCents: z.number(),
  uvValueCents: z.number(),
  gmvPerHourCents: z.number(),
  orders: z.int(),
  buyers: z.int(),
  newMembers: z.int(),
  joinRate: z.number(),
  returningShare: z.number(),
  refundRate: z.number(),
  negativeFeedbackRate: z.number(),
});

export const ShowReport = z.object({
  showId: Id,
  title: LocalText,
  startedAt: Instant,
  endedAt: Instant.optional(),
  currency: z.string(),
  inShow: ShowMetrics,
  /** What followed in 7 and 30 days; absent while the days are not over, then partial. */
  after: z.array(
    z.object({
      days: z.int(),
      complete: z.boolean(),
      joined: z.int(),
      cameBack: z.int(),
      boughtAgain: z.int(),
      gmvCents: Cents,
    }),
  ),
  minutes: z.array(
    z.object({
      at: Instant,
      concurrent: z.int(),
      messages: z.int(),
      likes: z.int(),
      orders: z.int(),
      gmvCents: Cents,
    }),
  ),
  spotlights: z.array(
    z.object({ productId: Id, title: LocalText, from: Instant, until: Instant.optional() }),
  ),
  funnel: z.array(
    z.object({
      productId: Id,
      title: LocalText,
      seen: z.int(),
      clicked: z.int(),
      buyers: z.int(),
      units: z.int(),
      gmvCents: Cents,
    }),
  ),
});

export const RepurchaseReport = z.object({
  asOf: Instant,
  currency: z.string(),
  buyers: z.int(),
  /** Customers with a second paid order within N days of the first ÷ buyers whose N days are over. */
  rates: z.array(z.object({ days: z.int(), buyers: z.int(), repeated: z.int(), rate: z.number() })),
  cohorts: z.array(
    z.object({
      month: z.string(),
      size: z.int(),
      /** Month 0, 1, 2 …: customers who ordered in that month. */
      active: z.array(z.int()),
      revenueCents: z.array(Cents),
    }),
  ),
  gapDays: z.array(z.object({ from: z.int(), to: z.int(), pairs: z.int() })),
  /** `unknownCents`: imported sales whose buyer nobody knows. */
  byMonth: z.array(z.object({ month: z.string(), newCents: Cents, repeatCents: Cents, unknownCents: Cents })),
});

export const TimelineEntry = z.object({
  at: Instant,
  /** The fact's type: `order.paid`, `show.entered` … */
  type: z.string(),
  chapter: z.enum(["shop", "live", "join", "engage", "repurchase", "insight"]),
  title: LocalText,
  details: z.record(z.string(), z.unknown()),
});

/** Touched against control: what the touches caused. */
export const Lift = z.object({
  name: z.string(),
  metric: z.enum(["repeat_orders", "revenue", "unsubscribes", "refunds"]),
  from: Day,
  until: Day,
  treated: z.object({ members: z.int(), mean: z.number() }),
  control: z.object({ members: z.int(), mean: z.number() }),
  /** treated − control per member, with a 95 % interval that stays valid while one looks. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** How much the behaviour before lowered the variance, 0–1 (CUPED). */
  varianceReduction: z.number(),
  sampleRatioOk: z.boolean(),
  verdict: z.enum(["gain", "loss", "not_yet_known"]),
});

export const Fact = z.object({
  id: z.string(),
  type: z.string(),
  at: Instant,
  memberId: Id.optional(),
  subjectId: Id.optional(),
  data: z.unknown(),
});

export const insightRoutes = {
  "GET /api/v1/overview": {
    summary: "The shop at a glance: today and the last weeks",
    access: { right: "insight.read" },
    response: z.object({
      currency: z.string(),
      today: z.object({ gmvCents: Cents, orders: z.int(), newMembers: z.int(), viewers: z.int() }),
      last28Days: z.object({
        gmvCents: Cents,
        orders: z.int(),
        buyers: z.int(),
        repeatShare: z.number(),
        newMembers: z.int(),
        unsubscribes: z.int(),
      }),
      byDay: z.array(
        z.object({ day: Day, gmvCents: Cents, repeatCents: Cents, orders: z.int(), newMembers: z.int() }),
      ),
      members: z.int(),
      rfm: z.array(z.object({ group: z.string(), members: z.int() })),
    }),
  },
  "GET /api/v1/reports/shows/{id}": {
    summary: "The report of a show, in-show and after",
    access: { right: "insight.read" },
    params: z.object({ id: Id }),
    response: ShowReport,
    errors: ["not_found"],
  },
  "GET /api/v1/reports/repurchase": {
    summary: "Repurchase rate with its windows, cohorts, gaps between orders",
    access: { right: "insight.read" },
    response: RepurchaseReport,
  },
  "GET /api/v1/members/{id}/timeline": {
    summary: "Everything of one member in one line of time, newest first",
    access: { right: "members.read" },
    params: z.object({ id: Id }),
    query: PageQuery,
    response: pageOf(TimelineEntry),
    errors: ["not_found"],
  },
  "GET /api/v1/lift": {
    summary: "Touched members against the universal control group, with intervals",
    access: { right: "insight.read" },
    query: z.object({ from: Day.optional(), until: Day.optional() }),
    response: z.object({ items: z.array(Lift) }),
  },
  "GET /api/v1/facts": {
    summary: "The stream of facts, newest first",
    access: { right: "audit.read" },
    query: PageQuery.extend({ type: z.string().max(60).optional(), memberId: Id.optional() }),
    response: pageOf(Fact),
  },
  "GET /api/v1/exports/{name}": {
    summary: "Download orders, members, touches or facts as CSV",
    access: { right: "insight.export" },
    params: z.object({ name: z.enum(["orders.csv", "members.csv", "touches.csv", "facts.csv"]) }),
    carries: "file",
  },
} as const satisfies Routes;

export const demoRoutes = {
  "GET /api/v1/demo": {
    summary: "Whether the demo is on, its clock and its sign-ins",
    access: "public",
    response: z.object({
      on: z.boolean(),
      now: Instant,
      offsetSeconds: z.number(),
      signIns: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })),
    }),
  },
  "POST /api/v1/demo/clock": {
    summary: "Put the demo's clock forward; what falls due meanwhile is done before the answer",
    access: "demo",
    body: z.object({ advanceSeconds: z.int().min(1).max(40_000_000) }),
    response: z.object({ now: Instant }),
  },
  "GET /api/v1/demo/outbox": {
    summary: "Mails and codes that the demo sent, newest first (nothing leaves the machine)",
    access: "demo",
    query: z.object({
      to: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      items: z.array(
        z.object({
          id: Id,
          at: Instant,
          channel: z.enum(["email", "sms"]),
          to: z.string(),
          subject: z.string(),
          text: z.string(),
          html: z.string().optional(),
          headers: z.record(z.string(), z.string()),
        }),
      ),
    }),
  },
  "DELETE /api/v1/demo/outbox": { summary: "Empty the outbox", access: "demo", response: Ok },
} as const satisfies Routes;
