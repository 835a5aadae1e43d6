import { z } from "zod";
import type { Routes } from "../route.ts";
import {
  Id,
  Instant,
  Language,
  LocalText,
  Ok,
  Origin,
  PageQuery,
  pageOf,
  PriceCents,
  TimeZone,
} from "../values.ts";
import { Coupon } from "../shop/orders.ts";
import { Shopper } from "../shop/identity.ts";

/** A budgeted benefit given once to each person who joins (入群福利). */
export const Benefit = z.object({
  id: Id,
  label: LocalText,
  kind: z.enum(["coupon"]),
  offCents: PriceCents,
  minimumCents: PriceCents,
  validDays: z.int(),
  /** How many may be issued in all. */
  budget: z.int(),
  issued: z.int(),
  active: z.boolean(),
});

/** People at each step, each counted once. */
export const JoinFunnel = z.object({
  scanned: z.int(),
  joined: z.int(),
  firstReply: z.int(),
  ordered: z.int(),
  gmvCents: z.int(),
});

export const JoinCode = z.object({
  id: Id,
  code: z.string(),
  label: z.string(),
  url: z.string(),
  channel: z.string(),
  showId: Id.optional(),
  showTitle: LocalText.optional(),
  productId: Id.optional(),
  productTitle: LocalText.optional(),
  benefit: Benefit.optional(),
  active: z.boolean(),
  createdAt: Instant,
  funnel: JoinFunnel,
});

export const joinRoutes = {
  "GET /api/v1/join-codes": {
    summary: "Join codes with their funnels",
    access: { right: "join.read" },
    query: PageQuery.extend({ showId: Id.optional() }),
    response: pageOf(JoinCode),
  },
  "POST /api/v1/join-codes": {
    summary: "Make a join code (渠道活码) that carries show, product and channel",
    access: { right: "join.write" },
    body: z.object({
      label: z.string().min(1).max(80),
      channel: z.string().min(1).max(40),
      showId: Id.optional(),
      productId: Id.optional(),
      benefitId: Id.optional(),
    }),
    response: JoinCode,
    errors: ["not_found"],
  },
  "PATCH /api/v1/join-codes/{id}": {
    summary: "Rename a join code or switch it off",
    access: { right: "join.write" },
    params: z.object({ id: Id }),
    body: z.object({ label: z.string().min(1).max(80).optional(), active: z.boolean().optional() }),
    response: JoinCode,
    errors: ["not_found"],
  },
  "GET /api/v1/join-codes/{id}/qr.svg": {
    summary: "The code as a QR picture",
    access: { right: "join.read" },
    params: z.object({ id: Id }),
    carries: "file",
    errors: ["not_found"],
  },
  "GET /api/v1/benefits": {
    summary: "Join benefits and how much of their budget is used",
    access: { right: "join.read" },
    response: z.object({ items: z.array(Benefit) }),
  },
  "POST /api/v1/benefits": {
    summary: "Add a join benefit",
    access: { right: "join.write" },
    body: Benefit.pick({ label: true, kind: true, offCents: true, minimumCents: true }).extend({
      offCents: PriceCents.min(1),
      validDays: z.int().min(1).max(365),
      budget: z.int().min(1).max(10_000_000),
    }),
    response: Benefit,
  },
  "POST /api/v1/shows/{id}/join-card": {
    summary: "Show the join card in the room",
    access: { right: "shows.host" },
    params: z.object({ id: Id }),
    response: z.object({ code: z.string() }),
    errors: ["not_found", "conflict"],
  },
  "GET /api/v1/front/join/{code}": {
    summary: "What a join code offers; looking at it counts as a scan",
    access: "shopper",
    params: z.object({ code: z.string().max(40) }),
    response: z.object({
      code: z.string(),
      shopName: z.string(),
      label: z.string(),
      showId: Id.optional(),
      showTitle: LocalText.optional(),
      productId: Id.optional(),
      benefit: z
        .object({ label: LocalText, offCents: PriceCents, minimumCents: PriceCents, left: z.int() })
        .optional(),
      alreadyJoined: z.boolean(),
    }),
    errors: ["not_found"],
  },
  "POST /api/v1/front/join/{code}": {
    summary:
      "Join with one verified phone or e-mail (or at once, when already verified); the benefit comes exactly once",
    access: "shopper",
    ratePerMinute: 20,
    params: z.object({ code: z.string().max(40) }),
    body: z.object({
      phone: z.string().max(24).optional(),
      email: z.email().optional(),
      /** Six digits; left out when the shopper has already a verified identity. */
      verification: z
        .string()
        .regex(/^[0-9]{6}$/u, "six digits")
        .optional(),
      consents: z.object({ inbox: z.boolean(), email: z.boolean() }),
      language: Language.optional(),
      timeZone: TimeZone.optional(),
      origin: Origin.optional(),
    }),
    response: z.object({ shopper: Shopper, coupon: Coupon.optional(), newMember: z.boolean() }),
    errors: ["not_found", "code_wrong", "conflict"],
  },
  "POST /api/v1/front/join/{code}/reply": {
    summary: "The first reply of a new member: a question or a wish to the shop",
    access: "member",
    params: z.object({ code: z.string().max(40) }),
    body: z.object({ text: z.string().min(1).max(500) }),
    response: Ok,
    errors: ["not_found"],
  },
} as const satisfies Routes;
