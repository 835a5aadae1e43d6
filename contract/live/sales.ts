import { z } from "zod";
import type { Routes } from "../route.ts";
import { Address, Currency, Id, Instant, PriceCents } from "../values.ts";

/** Who may claim: everyone in the room, members, or those who became members in this show. */
export const SaleAudience = z.enum(["everyone", "members", "joined_in_show"]);
export const SaleStatus = z.enum(["prepared", "open", "paused", "ended"]);

/** A flash sale as everybody sees it. `prepared` counts down to `opensAt` on the server's clock. */
export const FlashSale = z.object({
  id: Id,
  showId: Id,
  productId: Id,
  variantId: Id,
  priceCents: PriceCents,
  currency: Currency,
  units: z.int(),
  /** Units nobody has. Units of unpaid orders may come back. */
  left: z.int(),
  /** Units in orders that wait for payment. */
  unpaid: z.int(),
  /** People on the waiting list. */
  waiting: z.int(),
  perPerson: z.int(),
  audience: SaleAudience,
  opensAt: Instant,
  payWithinSeconds: z.int(),
  status: SaleStatus,
});

/**
 * What became of an attempt. `won` has an order to pay until `payUntil`. `waiting` has a `position`, counted from 1.
 * `lapsed`: the order was cancelled or not paid in time. `missed`: waited in vain. `left`: left the list herself.
 */
export const SaleClaim = z.object({
  saleId: Id,
  status: z.enum(["won", "waiting", "lapsed", "missed", "left"]),
  quantity: z.int(),
  orderId: Id.optional(),
  payUntil: Instant.optional(),
  position: z.int().optional(),
});

/** Where the units of an ended sale went; without problems every one is accounted for. */
export const SaleReconciliation = z.object({
  units: z.int(),
  sold: z.int(),
  returned: z.int(),
  claims: z.int(),
  orders: z.int(),
  problems: z.array(z.string()),
});

const StudioSale = z.object({
  sale: FlashSale,
  sold: z.int(),
  returned: z.int(),
  reconciliation: SaleReconciliation.optional(),
});

const SaleParams = z.object({ id: Id });

export const saleRoutes = {
  "GET /api/v1/shows/{id}/sales": {
    summary: "Flash sales of a show and where their units are",
    access: { right: "shows.read" },
    params: SaleParams,
    response: z.object({ items: z.array(StudioSale) }),
    errors: ["not_found"],
  },
  "POST /api/v1/shows/{id}/sales": {
    summary: "Prepare a flash sale (秒杀) of a product on the run-sheet; its units are set aside at once",
    access: { right: "shows.host" },
    idempotent: true,
    params: SaleParams,
    body: z.object({
      variantId: Id,
      priceCents: PriceCents,
      units: z.int().min(1).max(100_000),
      perPerson: z.int().min(1).max(99).default(1),
      audience: SaleAudience.default("everyone"),
      opensAt: Instant,
      payWithinSeconds: z.int().min(30).max(3600).default(300),
    }),
    response: FlashSale,
    errors: ["not_found", "conflict", "out_of_stock", "idempotency_key_reused"],
  },
  "POST /api/v1/sales/{id}/steps": {
    summary: "Open a flash sale now, pause it, go on with it, or end it; asking twice does nothing twice",
    access: { right: "shows.host" },
    params: SaleParams,
    body: z.object({ to: z.enum(["open", "paused", "ended"]) }),
    response: FlashSale,
    errors: ["not_found", "conflict"],
  },
  "GET /api/v1/front/sales/{id}": {
    summary: "A flash sale, and one's own latest claim with the place on the waiting list",
    access: "shopper",
    params: SaleParams,
    response: z.object({ sale: FlashSale, claim: SaleClaim.optional() }),
    errors: ["not_found"],
  },
  "POST /api/v1/front/sales/{id}/token": {
    summary: "The token to claim with: one for each viewer, for those in the room whom the sale is for",
    access: "shopper",
    ratePerMinute: 30,
    params: SaleParams,
    response: z.object({ token: z.string(), expiresAt: Instant }),
    errors: ["not_found", "sale_not_for_you"],
  },
  "POST /api/v1/front/sales/{id}/claims": {
    summary: "Claim units; a retry with the same key gets the same answer",
    access: "shopper",
    idempotent: true,
    ratePerMinute: 60,
    params: SaleParams,
    body: z.object({
      token: z.string().max(400),
      quantity: z.int().min(1).max(99).default(1),
      address: Address.optional(),
    }),
    response: z.object({
      outcome: z.enum(["claimed", "sold_out"]),
      claim: SaleClaim.optional(),
    }),
    errors: ["not_found", "sale_not_open", "sale_not_for_you", "sale_limit_reached"],
  },
  "POST /api/v1/front/sales/{id}/leave": {
    summary: "Leave the waiting list",
    access: "shopper",
    params: SaleParams,
    response: z.object({ claim: SaleClaim.optional() }),
    errors: ["not_found"],
  },
} as const satisfies Routes;
