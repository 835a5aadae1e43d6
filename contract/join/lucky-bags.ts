import { z } from "zod";
import type { Routes } from "../route.ts";
import { Id, Instant, LocalText } from "../values.ts";
import { Coupon } from "../shop/orders.ts";

const Hex32 = z.string().regex(/^[0-9a-f]{64}$/u, "32 bytes as 64 small hexadecimal digits");

/** A draw in the room (福袋). Its `commitment` is the SHA-256 of a seed that is told once it is drawn. */
export const LuckyBag = z.object({
  id: Id,
  showId: Id,
  /** What each winner gets. */
  prize: LocalText,
  /** How many win at most. */
  winners: z.int(),
  status: z.enum(["open", "drawn", "cancelled"]),
  openedAt: Instant,
  closesAt: Instant,
  entries: z.int(),
  commitment: Hex32,
  seed: Hex32.optional(),
  drawnAt: Instant.optional(),
});

const LuckyBagParams = z.object({ id: Id });

export const luckyBagRoutes = {
  "GET /api/v1/shows/{id}/lucky-bags": {
    summary: "The lucky bags of a show, newest first",
    access: { right: "join.read" },
    params: LuckyBagParams,
    response: z.object({ items: z.array(LuckyBag) }),
    errors: ["not_found"],
  },
  "POST /api/v1/shows/{id}/lucky-bags": {
    summary: "Open a lucky bag in a show on air; its prizes are set aside from the benefit's budget at once",
    access: { right: "shows.host" },
    idempotent: true,
    params: LuckyBagParams,
    body: z.object({
      benefitId: Id,
      winners: z.int().min(1).max(1000),
      /** How long one can take part. */
      seconds: z.int().min(30).max(3600),
    }),
    response: LuckyBag,
    errors: ["not_found", "conflict"],
  },
  "POST /api/v1/lucky-bags/{id}/cancel": {
    summary: "Take an open lucky bag back; nobody wins and the prizes go back to the budget",
    access: { right: "shows.host" },
    params: LuckyBagParams,
    response: LuckyBag,
    errors: ["not_found", "conflict"],
  },
  "GET /api/v1/front/shows/{id}/lucky-bag": {
    summary:
      "The lucky bag of a room that is open or was drawn in the last ten minutes, and how one stands in it",
    access: "shopper",
    params: LuckyBagParams,
    response: z.object({
      bag: LuckyBag.optional(),
      ticket: Id.optional(),
      won: z.boolean(),
      coupon: Coupon.optional(),
      serverTime: Instant,
    }),
    errors: ["not_found"],
  },
  "POST /api/v1/front/lucky-bags/{id}/enter": {
    summary: "Take part, once each. The ticket is made by the shopper's device; a retry keeps the first one",
    access: "member",
    ratePerMinute: 30,
    params: LuckyBagParams,
    body: z.object({ ticket: Id }),
    response: z.object({ ticket: Id }),
    errors: ["not_found", "conflict"],
  },
  "GET /api/v1/front/lucky-bags/{id}/proof": {
    summary:
      "Everything needed to recompute a draw: the seed, all tickets and those that won. The winners are the tickets with the smallest HMAC-SHA256(seed, '<bag id>:<ticket>')",
    access: "shopper",
    params: LuckyBagParams,
    response: z.object({
      bagId: Id,
      prize: LocalText,
      commitment: Hex32,
      seed: Hex32,
      winners: z.int(),
      tickets: z.array(Id),
      winning: z.array(Id),
    }),
    errors: ["not_found", "conflict"],
  },
} as const satisfies Routes;
