import { z } from "zod";
import type { Routes } from "../route.ts";
import { Id, Instant, Language, Ok, Origin, PageQuery, pageOf, TimeZone } from "../values.ts";
import { Shop } from "./staff.ts";

export const IdentityKind = z.enum([
  "phone",
  "email",
  "device",
  "wechat_unionid",
  "wecom_external_userid",
  "customer_number",
]);

/** A shopper as she sees herself. */
export const Shopper = z.object({
  id: Id,
  name: z.string(),
  avatarUrl: z.string(),
  joined: z.boolean(),
  joinedAt: Instant.optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  language: Language,
  timeZone: TimeZone,
  birthday: z.string().optional(),
});

export const MemberSummary = z.object({
  id: Id,
  name: z.string(),
  avatarUrl: z.string(),
  joined: z.boolean(),
  joinedAt: Instant.optional(),
  firstSeenAt: Instant,
  phoneMasked: z.string().optional(),
  emailMasked: z.string().optional(),
  orders: z.int(),
  spentCents: z.int(),
  lastOrderAt: Instant.optional(),
  tags: z.array(z.string()),
});

export const IdentityConflict = z.object({
  id: Id,
  kind: IdentityKind,
  valueMasked: z.string(),
  memberId: Id,
  otherMemberId: Id,
  memberName: z.string(),
  otherMemberName: z.string(),
  foundAt: Instant,
  why: z.string(),
  status: z.enum(["open", "merged", "kept_apart"]),
});

const CodeTarget = z.union([
  z.object({
    phone: z.string().regex(/^\+?[0-9][0-9 -]{5,19}$/u, "a phone number, such as +86 138 0013 8000"),
  }),
  z.object({ email: z.email() }),
]);

export const identityRoutes = {
  "GET /api/v1/front/shop": {
    summary: "The shop behind this page (the only shop, or the one named by slug)",
    access: "public",
    query: z.object({ slug: z.string().max(60).optional() }),
    response: Shop,
    errors: ["not_found"],
  },
  "POST /api/v1/front/session": {
    summary: "Begin as a guest, or go on with the session of the cookie",
    access: "public",
    ratePerMinute: 120,
    body: z.object({
      slug: z.string().max(60).optional(),
      language: Language.optional(),
      timeZone: TimeZone.optional(),
      origin: Origin.optional(),
    }),
    response: Shopper,
    errors: ["not_found"],
  },
  "GET /api/v1/front/me": { summary: "Oneself", access: "shopper", response: Shopper },
  "PATCH /api/v1/front/me": {
    summary: "Change one's name, language, time zone or birthday",
    access: "shopper",
    body: z.object({
      name: z.string().min(1).max(40).optional(),
      language: Language.optional(),
      timeZone: TimeZone.optional(),
      birthday: z.iso.date().optional(),
    }),
    response: Shopper,
  },
  "POST /api/v1/front/codes": {
    summary: "Send a sign-in code to a phone or an e-mail address",
    access: "shopper",
    ratePerMinute: 6,
    body: CodeTarget,
    response: z.object({ sent: z.literal(true), expiresAt: Instant }),
  },
  "POST /api/v1/front/sign-in": {
    summary: "Sign in with a code: the guest becomes a member, or her history joins the member she is",
    access: "shopper",
    ratePerMinute: 20,
    body: CodeTarget.and(
      z.object({ code: z.string().regex(/^[0-9]{6}$/u, "six digits"), origin: Origin.optional() }),
    ),
    response: z.object({ shopper: Shopper, merged: z.boolean(), newMember: z.boolean() }),
    errors: ["code_wrong"],
  },
  "DELETE /api/v1/front/session": { summary: "Sign out", access: "public", response: Ok },
  "GET /api/v1/members": {
    summary: "Members and guests of the shop",
    access: { right: "members.read" },
    query: PageQuery.extend({
      search: z.string().max(80).optional(),
      joined: z.enum(["yes", "no"]).optional(),
      sort: z.enum(["recent", "spent", "orders"]).default("recent"),
    }),
    response: pageOf(MemberSummary).extend({ total: z.int() }),
  },
  "GET /api/v1/members/{id}": {
    summary: "One member",
    access: { right: "members.read" },
    params: z.object({ id: Id }),
    response: MemberSummary.extend({
      language: Language,
      timeZone: TimeZone,
      origin: Origin,
      identities: z.array(
        z.object({ kind: IdentityKind, valueMasked: z.string(), verifiedAt: Instant.optional() }),
      ),
    }),
    errors: ["not_found"],
  },
  "POST /api/v1/members/{id}/tags": {
    summary: "Set a member's tags",
    access: { right: "members.write" },
    params: z.object({ id: Id }),
    body: z.object({ tags: z.array(z.string().min(1).max(30)).max(30) }),
    response: z.object({ tags: z.array(z.string()) }),
    errors: ["not_found"],
  },
  "GET /api/v1/identity-conflicts": {
    summary: "Identities that two members claim; nobody is merged silently",
    access: { right: "members.read" },
    query: PageQuery,
    response: pageOf(IdentityConflict),
  },
  "POST /api/v1/identity-conflicts/{id}": {
    summary: "Decide a conflict: merge both members, or keep them apart",
    access: { right: "members.write" },
    params: z.object({ id: Id }),
    body: z.object({ decision: z.enum(["merge", "keep_apart"]) }),
    response: IdentityConflict,
    errors: ["not_found", "conflict"],
  },
} as const satisfies Routes;
