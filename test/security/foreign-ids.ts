import type { AllRoutes } from "../../contract/routes.ts";
import { newId } from "../../server/platform/ids/index.ts";
import { type Ask, keyOf } from "../small-house.ts";
import type { Things } from "./things.ts";

type Asks = (a: Things) => readonly Ask[];

/** The route takes no id, so there is nothing foreign to hand in. */
const none: Asks = () => [];
/** A word over the live stream that is proven by a token, not by a session: see the tests of tickets. */
const byToken = none;

const id = (key: keyof Things, body?: (a: Things) => unknown): Asks => {
  return (a) => [
    {
      params: { id: a[key] as string },
      ...(body && { body: body(a) }),
      headers: { "idempotency-key": keyOf("foreign") },
    },
  ];
};
const empty = () => ({});
const now = () => new Date("2026-03-09T12:00:00Z").toISOString();
const show = (a: Things) => ({ title: { en: "x" }, startsAt: now(), products: [{ productId: a.productId }] });
const draft = { title: { en: "x" }, body: { en: "y" }, kind: "story" };
const product = (a: Things) => ({
  title: { en: "x" },
  category: "x",
  variants: [{ id: a.variantId, sku: "x", priceCents: 1 }],
});

/**
 * For every route: requests that name things of another shop, in the path, the query or the body. A route without an
 * entry fails the test. Queries that filter by a foreign id answer with nothing and stand under `foreignFilters`.
 */
export const foreignIds: Record<keyof AllRoutes, Asks> = {
  // staff
  "POST /api/v1/staff/session": none,
  "GET /api/v1/staff/session": none,
  "DELETE /api/v1/staff/session": none,
  "GET /api/v1/staff": none,
  "POST /api/v1/staff": none,
  "PATCH /api/v1/staff/{id}": id("hostId", () => ({ name: "taken over" })),
  "GET /api/v1/api-keys": none,
  "POST /api/v1/api-keys": none,
  "DELETE /api/v1/api-keys/{id}": id("keyId"),
  "GET /api/v1/audit": none,
  "GET /api/v1/shop": none,
  "PATCH /api/v1/shop": none,
  // catalogue
  "GET /api/v1/products": none,
  "GET /api/v1/products/{id}": id("productId"),
  "POST /api/v1/products": none,
  "PUT /api/v1/products/{id}": id("productId", product),
  "POST /api/v1/variants/{id}/stock": id("variantId", () => ({ change: -1, reason: "x" })),
  "GET /api/v1/pictures/{name}": none,
  "GET /api/v1/front/products": none,
  "GET /api/v1/front/products/{id}": id("productId"),
  // orders
  "POST /api/v1/front/quote": (a) => [{ body: { lines: [{ variantId: a.variantId, quantity: 1 }] } }],
  "POST /api/v1/front/orders": (a) => [
    {
      body: { lines: [{ variantId: a.variantId, quantity: 1 }] },
      headers: { "idempotency-key": keyOf("foreign order") },
    },
  ],
  "POST /api/v1/front/orders/{id}/pay": id("openOrderId", empty),
  "PUT /api/v1/front/orders/{id}/address": id("openOrderId", () => ({
    name: "x",
    phone: "123",
    country: "CN",
    city: "x",
    street: "x",
  })),
  "POST /api/v1/front/orders/{id}/cancel": id("otherOrderId"),
  "GET /api/v1/front/orders": none,
  "GET /api/v1/front/orders/{id}": id("paidOrderId"),
  "GET /api/v1/front/coupons": none,
  "GET /api/v1/orders": none,
  "GET /api/v1/orders/{id}": id("paidOrderId"),
  "POST /api/v1/orders/{id}/ship": id("paidOrderId", empty),
  "POST /api/v1/orders/{id}/refund": id("paidOrderId", () => ({ reason: "x" })),
  // identity
  "GET /api/v1/front/shop": none,
  "POST /api/v1/front/session": none,
  "GET /api/v1/front/me": none,
  "PATCH /api/v1/front/me": none,
  "POST /api/v1/front/codes": none,
  "POST /api/v1/front/sign-in": none,
  "DELETE /api/v1/front/session": none,
  "GET /api/v1/members": none,
  "GET /api/v1/members/{id}": id("memberId"),
  "POST /api/v1/members/{id}/tags": id("memberId", () => ({ tags: ["x"] })),
  "GET /api/v1/identity-conflicts": none,
  "POST /api/v1/identity-conflicts/{id}": id("conflictId", () => ({ decision: "keep_apart" })),
  // imports
  "POST /api/v1/imports": none,
  "GET /api/v1/imports": none,
  "GET /api/v1/imports/{id}": id("importId"),
  "GET /api/v1/imports/{id}/preview": id("importId"),
  "POST /api/v1/imports/{id}/start": id("importId", empty),
  "POST /api/v1/imports/{id}/cancel": id("importId"),
  "DELETE /api/v1/imports/{id}": id("importId"),
  "GET /api/v1/imports/{id}/rejected.csv": id("importId"),
  // live
  "GET /api/v1/shows": none,
  "POST /api/v1/shows": (a) => [{ body: show(a) }],
  "GET /api/v1/shows/{id}": id("showId"),
  "PUT /api/v1/shows/{id}": id("plannedShowId", show),
  "POST /api/v1/shows/{id}/cancel": id("plannedShowId"),
  "POST /api/v1/shows/{id}/open": id("showId"),
  "POST /api/v1/shows/{id}/close": id("plannedShowId"),
  "GET /api/v1/shows/{id}/studio": id("showId"),
  "POST /api/v1/shows/{id}/spotlight": id("showId", (a) => ({ productId: a.productId })),
  "PUT /api/v1/shows/{id}/rules": id("showId", () => ({
    slowModeSeconds: 0,
    sensitiveWords: [],
    linksAllowed: true,
  })),
  "POST /api/v1/shows/{id}/mutes": id("showId", (a) => ({ memberId: a.mutedId })),
  "DELETE /api/v1/shows/{id}/mutes/{memberId}": (a) => [{ params: { id: a.showId, memberId: a.mutedId } }],
  "DELETE /api/v1/shows/{id}/chat/{messageId}": (a) => [{ params: { id: a.showId, messageId: a.messageId } }],
  "POST /api/v1/shows/{id}/chat": id("showId", () => ({ text: "x" })),
  "GET /api/v1/shows/{id}/sales": id("showId"),
  "POST /api/v1/shows/{id}/sales": (a) =>
    [a.showId, a.plannedShowId].map((showId) => ({
      params: { id: showId },
      body: { variantId: a.variantId, priceCents: 1, units: 1, opensAt: now() },
      headers: { "idempotency-key": keyOf("foreign") },
    })),
  "POST /api/v1/sales/{id}/steps": id("saleId", () => ({ to: "paused" })),
  "GET /api/v1/front/sales/{id}": id("saleId"),
  "POST /api/v1/front/sales/{id}/token": id("saleId"),
  "POST /api/v1/front/sales/{id}/claims": id("saleId", () => ({ token: "1.x" })),
  "POST /api/v1/front/sales/{id}/leave": id("saleId"),
  "GET /api/v1/front/shows": none,
  "GET /api/v1/front/shows/{id}": id("showId"),
  "POST /api/v1/front/shows/{id}/ticket": id("showId"),
  "POST /api/v1/front/shows/{id}/chat": id("showId", () => ({ text: "x", clientId: newId(new Date(0)) })),
  "POST /api/v1/front/shows/{id}/likes": id("showId", () => ({ count: 1 })),
  "POST /api/v1/front/shows/{id}/watch": id("showId", () => ({ seconds: 1 })),
  "POST /api/v1/whip/{id}": byToken,
  "DELETE /api/v1/whip/{id}/{session}": byToken,
  "POST /api/v1/whep/{id}": byToken,
  "DELETE /api/v1/whep/{id}/{session}": byToken,
  // join
  "GET /api/v1/join-codes": none,
  "POST /api/v1/join-codes": (a) =>
    [{ showId: a.showId }, { productId: a.productId }, { benefitId: a.benefitId }].map((part) => ({
      body: { label: "x", channel: "x", ...part },
    })),
  "PATCH /api/v1/join-codes/{id}": id("joinCodeId", () => ({ label: "x" })),
  "GET /api/v1/join-codes/{id}/qr.svg": id("joinCodeId"),
  "GET /api/v1/benefits": none,
  "POST /api/v1/benefits": none,
  "POST /api/v1/shows/{id}/join-card": id("showId"),
  "GET /api/v1/shows/{id}/lucky-bags": id("showId"),
  "POST /api/v1/shows/{id}/lucky-bags": id("showId", (a) => ({
    benefitId: a.benefitId,
    winners: 1,
    seconds: 60,
  })),
  "POST /api/v1/lucky-bags/{id}/cancel": id("bagId"),
  "GET /api/v1/front/shows/{id}/lucky-bag": id("showId"),
  "POST /api/v1/front/lucky-bags/{id}/enter": id("bagId", () => ({
    ticket: "6f2b9a6e-55c4-4f6c-9a0e-0d7a2c1e7b11",
  })),
  "GET /api/v1/front/lucky-bags/{id}/proof": id("bagId"),
  "GET /api/v1/front/join/{code}": (a) => [{ params: { code: a.code } }],
  "POST /api/v1/front/join/{code}": (a) => [
    { params: { code: a.code }, body: { consents: { inbox: true, email: true } } },
  ],
  "POST /api/v1/front/join/{code}/reply": (a) => [{ params: { code: a.code }, body: { text: "x" } }],
  // engage
  "GET /api/v1/touches": none,
  "GET /api/v1/touches/{id}": id("touchId"),
  "POST /api/v1/touches": (a) => [
    {
      body: { memberId: a.memberId, channel: "inbox", contentId: a.contentId },
      headers: { "idempotency-key": keyOf("foreign touch") },
    },
  ],
  "GET /api/v1/trust/policy": none,
  "PUT /api/v1/trust/policy": none,
  "GET /api/v1/trust/overview": none,
  "GET /api/v1/content": none,
  "POST /api/v1/content": (a) => [{ body: { ...draft, productId: a.productId } }],
  "PUT /api/v1/content/{id}": id("contentId", () => draft),
  "GET /api/v1/front/inbox": none,
  "POST /api/v1/front/inbox/{id}/read": id("touchId"),
  "POST /api/v1/front/inbox/{id}/click": id("touchId"),
  "GET /api/v1/front/contact": none,
  "PUT /api/v1/front/contact": none,
  // The token is signed by the server and names its shop: see the tests of links.
  "GET /api/v1/t/{token}": none,
  "POST /api/v1/unsubscribe/{token}": none,
  // repurchase
  "GET /api/v1/forecasts": none,
  "POST /api/v1/forecasts/fit": none,
  "GET /api/v1/members/{id}/forecast": id("memberId"),
  "GET /api/v1/needs": none,
  "GET /api/v1/front/needs": none,
  "GET /api/v1/plans": none,
  "POST /api/v1/plans": none,
  "GET /api/v1/plans/{id}": id("planId"),
  "GET /api/v1/plans/{id}/items": id("planId"),
  "DELETE /api/v1/plans/{id}/items/{itemId}": (a) => [{ params: { id: a.planId, itemId: a.itemId } }],
  "POST /api/v1/plans/{id}/approve": id("planId"),
  // insight
  "GET /api/v1/overview": none,
  "GET /api/v1/reports/shows/{id}": id("showId"),
  "GET /api/v1/reports/repurchase": none,
  "GET /api/v1/members/{id}/timeline": id("memberId"),
  "GET /api/v1/lift": none,
  "GET /api/v1/facts": none,
  "GET /api/v1/exports/{name}": none,
  // demo and health
  "GET /api/v1/demo": none,
  "POST /api/v1/demo/clock": none,
  "GET /api/v1/demo/outbox": none,
  "DELETE /api/v1/demo/outbox": none,
  "GET /healthz": none,
  "GET /readyz": none,
};

/** Lists asked with another shop's ids: they answer, and what they answer is empty of that shop. */
export const foreignFilters: readonly (readonly [
  key: keyof AllRoutes,
  query: (a: Things) => Record<string, string>,
])[] = [
  ["GET /api/v1/orders", (a) => ({ memberId: a.memberId })],
  ["GET /api/v1/orders", (a) => ({ showId: a.showId })],
  ["GET /api/v1/orders", (a) => ({ after: a.paidOrderId })],
  ["GET /api/v1/products", (a) => ({ after: a.productId })],
  ["GET /api/v1/members", (a) => ({ after: a.memberId })],
  ["GET /api/v1/shows", (a) => ({ after: a.showId })],
  ["GET /api/v1/join-codes", (a) => ({ showId: a.showId })],
  ["GET /api/v1/join-codes", (a) => ({ after: a.joinCodeId })],
  ["GET /api/v1/touches", (a) => ({ memberId: a.memberId })],
  ["GET /api/v1/touches", (a) => ({ after: a.touchId })],
  ["GET /api/v1/facts", (a) => ({ memberId: a.memberId })],
  ["GET /api/v1/front/inbox", (a) => ({ after: a.touchId })],
  ["GET /api/v1/front/orders", (a) => ({ after: a.paidOrderId })],
];

/** Routes whose path takes a number, a name or nothing at all beside ids: used where a route is called by the wrong person. */
export const anyParams = {
  id: newId(new Date(0)),
  memberId: newId(new Date(0)),
  messageId: newId(new Date(0)),
  itemId: newId(new Date(0)),
  session: "x",
  code: "x",
  token: "x",
  name: "orders.csv",
} as const;
