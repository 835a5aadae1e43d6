import { z } from "zod";
import { roles, staffRights, type StaffRight, type StaffRole } from "../rights.ts";
import type { Routes } from "../route.ts";
import { Currency, Id, Instant, Language, Ok, PageQuery, pageOf, TimeZone } from "../values.ts";

export const StaffRoleName = z.enum(Object.keys(roles) as [StaffRole, ...StaffRole[]]);
export const StaffRightName = z.enum(Object.keys(staffRights) as [StaffRight, ...StaffRight[]]);

export const Shop = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  nameEn: z.string().optional(),
  currency: Currency,
  timeZone: TimeZone,
  language: Language,
  demo: z.boolean(),
});

export const Staff = z.object({
  id: Id,
  email: z.email(),
  name: z.string(),
  role: StaffRoleName,
  active: z.boolean(),
});

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  rights: z.array(StaffRightName),
  createdAt: Instant,
  lastUsedAt: Instant.optional(),
});

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  details: z.unknown(),
});

export const staffRoutes = {
  "POST /api/v1/staff/session": {
    summary: "Sign in as staff",
    access: "public",
    ratePerMinute: 20,
    body: z.object({ email: z.email(), password: z.string().min(1).max(200) }),
    response: z.object({ staff: Staff, shop: Shop, rights: z.array(StaffRightName) }),
    errors: ["wrong_credentials"],
  },
  "GET /api/v1/staff/session": {
    summary: "Who is signed in as staff, and what they may do",
    access: "public",
    response: z.object({
      signedIn: z.boolean(),
      staff: Staff.optional(),
      shop: Shop.optional(),
      rights: z.array(StaffRightName),
    }),
  },
  "DELETE /api/v1/staff/session": { summary: "Sign out", access: "public", response: Ok },
  "GET /api/v1/staff": {
    summary: "The shop's staff",
    access: { right: "staff.manage" },
    response: z.object({ items: z.array(Staff) }),
  },
  "POST /api/v1/staff": {
    summary: "Add a member of staff",
    access: { right: "staff.manage" },
    body: z.object({
      email: z.email(),
      name: z.string().min(1).max(80),
      role: StaffRoleName,
      password: z.string().min(10, "at least 10 characters").max(200),
    }),
    response: Staff,
    errors: ["already_exists"],
  },
  "PATCH /api/v1/staff/{id}": {
    summary: "Change role, name or access of a member of staff",
    access: { right: "staff.manage" },
    params: z.object({ id: Id }),
    body: z.object({
      name: z.string().min(1).max(80).optional(),
      role: StaffRoleName.optional(),
      active: z.boolean().optional(),
    }),
    response: Staff,
    errors: ["not_found", "conflict"],
  },
  "GET /api/v1/api-keys": {
    summary: "The shop's API keys (without their secrets)",
    access: { right: "staff.manage" },
    response: z.object({ items: z.array(ApiKey) }),
  },
  "POST /api/v1/api-keys": {
    summary: "Make an API key; the secret is shown once",
    access: { right: "staff.manage" },
    body: z.object({ name: z.string().min(1).max(80), rights: z.array(StaffRightName).min(1) }),
    response: z.object({ key: ApiKey, secret: z.string() }),
  },
  "DELETE /api/v1/api-keys/{id}": {
    summary: "Revoke an API key",
    access: { right: "staff.manage" },
    params: z.object({ id: Id }),
    response: Ok,
    errors: ["not_found"],
  },
  "GET /api/v1/audit": {
    summary: "The audit log, newest first",
    access: { right: "audit.read" },
    query: PageQuery,
    response: pageOf(AuditEntry),
  },
  "GET /api/v1/shop": {
    summary: "The shop of the signed-in staff",
    access: { right: "catalogue.read" },
    response: Shop,
  },
  "PATCH /api/v1/shop": {
    summary: "Change the shop's name, language, currency or time zone",
    access: { right: "shop.manage" },
    body: z.object({
      name: z.string().min(1).max(80).optional(),
      nameEn: z.string().max(80).optional(),
      /** Only as long as the shop has neither products nor orders. */
      currency: Currency.optional(),
      timeZone: TimeZone.optional(),
      language: Language.optional(),
    }),
    response: Shop,
    errors: ["conflict"],
  },
} as const satisfies Routes;
