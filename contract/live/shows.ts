import { z } from "zod";
import type { Routes } from "../route.ts";
import { Cents, Id, Instant, LocalText, Ok, PageQuery, pageOf } from "../values.ts";
import { FlashSale } from "./sales.ts";
import { Product, ProductRole } from "../shop/catalogue.ts";

export const ShowStatus = z.enum(["planned", "on_air", "ended", "cancelled"]);

export const Show = z.object({
  id: Id,
  title: LocalText,
  coverUrl: z.string(),
  hostName: z.string(),
  status: ShowStatus,
  startsAt: Instant,
  startedAt: Instant.optional(),
  endedAt: Instant.optional(),
  /** Whether a picture is being published right now. */
  publishing: z.boolean(),
  viewers: z.int(),
  likes: z.int(),
});

/** One line of the run-sheet 排品表. */
export const RunSheetLine = z.object({
  position: z.int(),
  role: ProductRole,
  notes: z.string().optional(),
  product: Product,
});

export const Spotlight = z.object({ productId: Id, startedAt: Instant, product: Product });

export const RoomRules = z.object({
  slowModeSeconds: z.int().min(0).max(600),
  sensitiveWords: z.array(z.string().min(1).max(40)).max(2000),
  linksAllowed: z.boolean(),
});

export const ChatMessage = z.object({
  id: Id,
  memberId: Id.optional(),
  name: z.string(),
  avatarUrl: z.string(),
  text: z.string(),
  at: Instant,
  from: z.enum(["shopper", "host", "system"]),
  joined: z.boolean(),
});

export const Mute = z.object({
  memberId: Id,
  name: z.string(),
  until: Instant.optional(),
  reason: z.string(),
  by: z.string(),
  at: Instant,
});

/** Where WHIP and WHEP are spoken, and the token to show there. */
export const MediaTicket = z.object({ url: z.string(), token: z.string(), expiresAt: Instant });

/** A returning member on the host's screen, with what she agreed to share only. */
export const Returning = z.object({
  memberId: Id,
  name: z.string(),
  avatarUrl: z.string(),
  showsWatched: z.int(),
  orders: z.int(),
  lastBought: LocalText.optional(),
  enteredAt: Instant,
});

export const ShowFigures = z.object({
  viewers: z.int(),
  current: z.int(),
  peak: z.int(),
  likes: z.int(),
  messages: z.int(),
  productClicks: z.int(),
  orders: z.int(),
  gmvCents: Cents,
  newMembers: z.int(),
});

/** What a viewer's page needs to show the room at once, and to catch up after a loss. */
export const RoomState = z.object({
  show: Show,
  runSheet: z.array(RunSheetLine),
  spotlight: Spotlight.optional(),
  rules: RoomRules.pick({ slowModeSeconds: true, linksAllowed: true }),
  recentChat: z.array(ChatMessage),
  joinCode: z.string().optional(),
  /** Flash sales that are prepared, open or paused. */
  sales: z.array(FlashSale),
  mutedUntil: Instant.optional(),
  serverTime: Instant,
});

const ShowInput = z.object({
  title: LocalText.refine((text) => Boolean(text.zh ?? text.en), "a title in at least one language"),
  startsAt: Instant,
  products: z
    .array(z.object({ productId: Id, role: ProductRole.optional(), notes: z.string().max(500).optional() }))
    .max(200)
    .default([]),
});

const ShowParams = z.object({ id: Id });

export const showRoutes = {
  "GET /api/v1/shows": {
    summary: "Shows of the shop, newest first",
    access: { right: "shows.read" },
    query: PageQuery.extend({ status: ShowStatus.optional() }),
    response: pageOf(Show),
  },
  "POST /api/v1/shows": {
    summary: "Plan a show",
    access: { right: "shows.write" },
    body: ShowInput,
    response: Show,
    errors: ["not_found"],
  },
  "GET /api/v1/shows/{id}": {
    summary: "A show with its run-sheet",
    access: { right: "shows.read" },
    params: ShowParams,
    response: z.object({
      show: Show,
      runSheet: z.array(RunSheetLine),
      rules: RoomRules,
      joinCode: z.string().optional(),
    }),
    errors: ["not_found"],
  },
  "PUT /api/v1/shows/{id}": {
    summary: "Change a planned show and its run-sheet",
    access: { right: "shows.write" },
    params: ShowParams,
    body: ShowInput,
    response: Show,
    errors: ["not_found", "conflict"],
  },
  "POST /api/v1/shows/{id}/cancel": {
    summary: "Cancel a planned show",
    access: { right: "shows.write" },
    params: ShowParams,
    response: Show,
    errors: ["not_found", "conflict"],
  },
  "POST /api/v1/shows/{id}/open": {
    summary: "Go on air: viewers may enter, and the host gets a ticket to publish",
    access: { right: "shows.host" },
    params: ShowParams,
    response: z.object({ show: Show, media: MediaTicket }),
    errors: ["not_found", "conflict"],
  },
  "POST /api/v1/shows/{id}/close": {
    summary: "End the show",
    access: { right: "shows.host" },
    params: ShowParams,
    response: Show,
    errors: ["not_found", "conflict"],
  },
  "GET /api/v1/shows/{id}/studio": {
    summary: "Everything the studio page needs: room, figures, returning members, ticket to publish",
    access: { right: "shows.host" },
    params: ShowParams,
    response: z.object({
      room: RoomState,
      figures: ShowFigures,
      rules: RoomRules,
      mutes: z.array(Mute),
      returning: z.array(Returning),
      media: MediaTicket.optional(),
    }),
    errors: ["not_found"],
  },
  "POST /api/v1/shows/{id}/spotlight": {
    summary: "Put a product of the run-sheet into the light (讲解), or none",
    access: { right: "shows.host" },
    params: ShowParams,
    body: z.object({ productId: Id.nullable() }),
    response: z.object({ spotlight: Spotlight.optional() }),
    errors: ["not_found", "conflict"],
  },
  "PUT /api/v1/shows/{id}/rules": {
    summary: "Set slow mode, sensitive words and links for a room",
    access: { right: "shows.moderate" },
    params: ShowParams,
    body: RoomRules,
    response: RoomRules,
    errors: ["not_found"],
  },
  "POST /api/v1/shows/{id}/mutes": {
    summary: "Mute a person in this room",
    access: { right: "shows.moderate" },
    params: ShowParams,
    body: z.object({
      memberId: Id,
      minutes: z.int().min(1).max(525_600).optional(),
      reason: z.string().max(200).default(""),
    }),
    response: Mute,
    errors: ["not_found"],
  },
  "DELETE /api/v1/shows/{id}/mutes/{memberId}": {
    summary: "Let a muted person write again",
    access: { right: "shows.moderate" },
    params: z.object({ id: Id, memberId: Id }),
    response: Ok,
    errors: ["not_found"],
  },
  "DELETE /api/v1/shows/{id}/chat/{messageId}": {
    summary: "Take a message off everybody's screen (it stays in the record)",
    access: { right: "shows.moderate" },
    params: z.object({ id: Id, messageId: Id }),
    response: Ok,
    errors: ["not_found"],
  },
  "POST /api/v1/shows/{id}/chat": {
    summary: "Write as the host",
    access: { right: "shows.host" },
    params: ShowParams,
    body: z.object({ text: z.string().min(1).max(300), clientId: Id.optional() }),
    response: ChatMessage,
    errors: ["not_found", "conflict"],
  },
  "GET /api/v1/front/shows": {
    summary: "Shows on air, to come and lately ended, for shoppers",
    access: "shopper",
    response: z.object({ onAir: z.array(Show), upcoming: z.array(Show), ended: z.array(Show) }),
  },
  "GET /api/v1/front/shows/{id}": {
    summary: "The room as a viewer sees it",
    access: "shopper",
    params: ShowParams,
    response: RoomState,
    errors: ["not_found"],
  },
  "POST /api/v1/front/shows/{id}/ticket": {
    summary: "A ticket to play the show's stream",
    access: "shopper",
    params: ShowParams,
    response: MediaTicket,
    errors: ["not_found", "not_on_air"],
  },
  "POST /api/v1/front/shows/{id}/chat": {
    summary: "Write in the room; `clientId` makes a retry harmless",
    access: "shopper",
    ratePerMinute: 60,
    params: ShowParams,
    body: z.object({ text: z.string().min(1).max(200), clientId: Id }),
    response: ChatMessage,
    errors: ["not_found", "chat_muted", "chat_refused", "not_on_air", "too_many_requests"],
  },
  "POST /api/v1/front/shows/{id}/likes": {
    summary: "Like the show; a batch of taps",
    access: "shopper",
    params: ShowParams,
    body: z.object({ count: z.int().min(1).max(50) }),
    response: z.object({ likes: z.int() }),
    errors: ["not_found", "not_on_air"],
  },
  "POST /api/v1/front/shows/{id}/watch": {
    summary: "Seconds watched, product cards seen and opened since the last report (sent every few seconds)",
    access: "shopper",
    params: ShowParams,
    body: z.object({
      seconds: z.int().min(0).max(120),
      seen: z.array(Id).max(50).default([]),
      opened: z.array(Id).max(50).default([]),
    }),
    response: Ok,
    errors: ["not_found"],
  },
} as const satisfies Routes;

/** Video: WHIP and WHEP speak SDP over HTTP, so they are served by the media room itself. */
export const mediaRoutes = {
  "POST /api/v1/whip/{id}": {
    summary: "Publish the show's stream (WHIP, RFC 9725); bearer token from the media ticket",
    access: "public",
    params: ShowParams,
    carries: "sdp",
    errors: ["media_token_invalid", "media_busy", "unsupported_format"],
  },
  "DELETE /api/v1/whip/{id}/{session}": {
    summary: "End publishing",
    access: "public",
    params: z.object({ id: Id, session: z.string().max(100) }),
    carries: "sdp",
    errors: ["media_token_invalid", "not_found"],
  },
  "POST /api/v1/whep/{id}": {
    summary: "Play the show's stream (WHEP); bearer token from the media ticket",
    access: "public",
    params: ShowParams,
    carries: "sdp",
    errors: ["media_token_invalid", "media_busy", "not_on_air", "unsupported_format"],
  },
  "DELETE /api/v1/whep/{id}/{session}": {
    summary: "Stop playing",
    access: "public",
    params: z.object({ id: Id, session: z.string().max(100) }),
    carries: "sdp",
    errors: ["media_token_invalid", "not_found"],
  },
} as const satisfies Routes;
