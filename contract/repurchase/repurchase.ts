import { z } from "zod";
import type { Routes } from "../route.ts";
import { Cents, Id, Instant, LocalText, Ok, PageQuery, pageOf } from "../values.ts";
import { Channel, TouchKind, TouchPurpose } from "../engage/engage.ts";

/** When a member will need a product again. */
export const Need = z.object({
  productId: Id,
  title: LocalText,
  pictureUrl: z.string(),
  lastBoughtAt: Instant,
  timesBought: z.int(),
  dueAt: Instant,
  /** The 80 % interval around it. */
  earliestAt: Instant,
  latestAt: Instant,
  /** Chance that she buys it again at all, 0–1. */
  chance: z.number(),
  /** Whose rhythm the date rests on mostly. */
  basis: z.enum(["member", "product", "category", "shop"]),
});

export const MemberForecast = z.object({
  memberId: Id,
  name: z.string(),
  asOf: Instant,
  /** Repeat purchases so far (x), weeks to the last of them (t_x) and weeks observed (T). */
  repeats: z.int(),
  recencyWeeks: z.number(),
  observedWeeks: z.number(),
  /** Chance to be a customer still, 0–1. */
  aliveChance: z.number(),
  expectedOrders30: z.number(),
  expectedOrders90: z.number(),
  expectedOrders365: z.number(),
  expectedSpend90Cents: Cents,
});

const ModelName = z.enum(["BG/NBD", "MBG/NBD"]);

export const ModelFit = z.object({
  id: Id,
  fittedAt: Instant,
  /** The model the forecasts come from. */
  model: ModelName,
  /** Every model that was fitted, with how well it explains the orders: larger is better. */
  candidates: z.array(z.object({ model: ModelName, logLikelihood: z.number(), converged: z.boolean() })),
  customers: z.int(),
  params: z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() }),
  logLikelihood: z.number(),
  converged: z.boolean(),
  note: z.string(),
  spend: z.object({ p: z.number(), q: z.number(), v: z.number() }).optional(),
  seconds: z.number(),
  /** Observed against expected number of customers by repeat purchases, to see whether to believe it. */
  calibration: z.array(z.object({ repeats: z.int(), observed: z.number(), expected: z.number() })),
});

export const PlanItem = z.object({
  id: Id,
  memberId: Id,
  memberName: z.string(),
  /** `nothing` is a choice like any other. */
  choice: z.enum(["content", "repeat_reminder", "recommendation", "offer", "show_reminder", "nothing"]),
  kind: TouchKind.optional(),
  purpose: TouchPurpose.optional(),
  channel: Channel.optional(),
  productId: Id.optional(),
  contentId: Id.optional(),
  subject: LocalText.optional(),
  sendAt: Instant.optional(),
  /** Expected gain in orders over doing nothing. */
  worth: z.number(),
  reason: LocalText,
  status: z.enum(["proposed", "removed", "approved", "queued", "sent", "deferred", "refused"]),
  touchId: Id.optional(),
});

export const WeeklyPlan = z.object({
  id: Id,
  weekStartsAt: Instant,
  status: z.enum(["making", "proposed", "approved", "done", "failed"]),
  madeAt: Instant,
  seconds: z.number(),
  members: z.int(),
  counts: z.record(z.string(), z.int()),
  /** Why members are left alone, by reason. */
  leftAlone: z.record(z.string(), z.int()),
  salesShare: z.number(),
  expectedOrders: z.number(),
  progress: z.number(),
  error: z.string().optional(),
});

export const repurchaseRoutes = {
  "GET /api/v1/forecasts": {
    summary: "Forecast for every member: chance to be a customer still, expected orders and spend",
    access: { right: "plan.read" },
    query: PageQuery.extend({ sort: z.enum(["expected", "alive", "at_risk"]).default("expected") }),
    response: pageOf(MemberForecast).extend({
      fit: ModelFit.optional(),
      histogram: z.array(z.object({ from: z.number(), to: z.number(), members: z.int() })),
    }),
  },
  "POST /api/v1/forecasts/fit": {
    summary: "Fit the models to the shop's orders now and forecast every member",
    access: { right: "plan.write" },
    ratePerMinute: 12,
    response: z.object({ started: z.literal(true) }),
  },
  "GET /api/v1/members/{id}/forecast": {
    summary: "One member's forecast and next needs",
    access: { right: "plan.read" },
    params: z.object({ id: Id }),
    response: z.object({ forecast: MemberForecast.optional(), needs: z.array(Need) }),
    errors: ["not_found"],
  },
  "GET /api/v1/needs": {
    summary: "Needs falling due, soonest first",
    access: { right: "plan.read" },
    query: PageQuery.extend({ withinDays: z.coerce.number().int().min(1).max(365).default(14) }),
    response: pageOf(Need.extend({ memberId: Id, memberName: z.string() })),
  },
  "GET /api/v1/front/needs": {
    summary: "Buy again, now: what oneself may need soon",
    access: "shopper",
    response: z.object({ items: z.array(Need) }),
  },
  "GET /api/v1/plans": {
    summary: "Weekly plans, newest first",
    access: { right: "plan.read" },
    response: z.object({ items: z.array(WeeklyPlan) }),
  },
  "POST /api/v1/plans": {
    summary: "Make the plan for the coming seven days",
    access: { right: "plan.write" },
    ratePerMinute: 12,
    response: WeeklyPlan,
    errors: ["conflict"],
  },
  "GET /api/v1/plans/{id}": {
    summary: "A weekly plan",
    access: { right: "plan.read" },
    params: z.object({ id: Id }),
    response: WeeklyPlan,
    errors: ["not_found"],
  },
  "GET /api/v1/plans/{id}/items": {
    summary: "The plan's choices with their reasons",
    access: { right: "plan.read" },
    params: z.object({ id: Id }),
    query: PageQuery.extend({
      choice: PlanItem.shape.choice.optional(),
      memberId: Id.optional(),
    }),
    response: pageOf(PlanItem),
    errors: ["not_found"],
  },
  "DELETE /api/v1/plans/{id}/items/{itemId}": {
    summary: "Leave a member alone this week",
    access: { right: "plan.write" },
    params: z.object({ id: Id, itemId: Id }),
    response: Ok,
    errors: ["not_found", "conflict"],
  },
  "POST /api/v1/plans/{id}/approve": {
    summary: "Approve the plan: its touches go to the gate",
    access: { right: "plan.write" },
    params: z.object({ id: Id }),
    response: WeeklyPlan,
    errors: ["not_found", "conflict"],
  },
} as const satisfies Routes;
