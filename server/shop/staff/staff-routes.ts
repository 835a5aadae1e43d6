import { mayDo, type StaffRight, type StaffRole, staffRights } from "../../../contract/rights.ts";
import { sessionCookies } from "../../../contract/session-cookies.ts";
import type { staffRoutes } from "../../../contract/shop/staff.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Handlers } from "../../platform/http/index.ts";
import type { Storefront } from "../storefront.ts";
import { actorOf, listDeeds } from "./audit.ts";
import type { StaffDesk, StaffMember } from "./index.ts";
import type { ApiKeyRow } from "./staff-store.ts";

export function createStaffHandlers(parts: {
  db: Database;
  staff: StaffDesk;
  storefront: Storefront;
}): Handlers<typeof staffRoutes> {
  const { staff, storefront } = parts;
  return {
    "POST /api/v1/staff/session": async ({ body }, { setCookie }) => {
      const { staff: who, secret } = await staff.signIn(body.email, body.password);
      setCookie(sessionCookies.staff, secret, { maxAgeSeconds: staff.sessionSeconds });
      const shop = storefront.toWire(await storefront.shop(who.shopId));
      return { staff: staffToWire(who), shop, rights: rightsOf(who.role) };
    },
    "GET /api/v1/staff/session": async (_, { signedIn, raw, setCookie }) => {
      const secret = raw.request.cookies[sessionCookies.staff];
      const who = signedIn.staff && secret ? await staff.staffBySession(secret) : undefined;
      if (!who || !secret) return { signedIn: false, rights: [] };
      setCookie(sessionCookies.staff, secret, { maxAgeSeconds: staff.sessionSeconds });
      const shop = storefront.toWire(await storefront.shop(who.shopId));
      return { signedIn: true, staff: staffToWire(who), shop, rights: rightsOf(who.role) };
    },
    "DELETE /api/v1/staff/session": async (_, { raw, clearCookie }) => {
      const secret = raw.request.cookies[sessionCookies.staff];
      if (secret) await staff.signOut(secret);
      clearCookie(sessionCookies.staff);
      return { ok: true };
    },
    "GET /api/v1/staff": async (_, { principal }) => ({
      items: (await staff.list(principal.shopId)).map(staffToWire),
    }),
    "POST /api/v1/staff": async ({ body }, { principal }) =>
      staffToWire(await staff.addStaff({ ...body, shopId: principal.shopId }, actorOf(principal))),
    "PATCH /api/v1/staff/{id}": async ({ params, body }, { principal }) =>
      staffToWire(await staff.changeStaff(principal.shopId, params.id, body, actorOf(principal))),
    "GET /api/v1/api-keys": async (_, { principal }) => ({
      items: (await staff.listApiKeys(principal.shopId)).map(keyToWire),
    }),
    "POST /api/v1/api-keys": async ({ body }, { principal }) => {
      const { key, secret } = await staff.makeApiKey(
        principal.shopId,
        body.name,
        body.rights,
        actorOf(principal),
      );
      return { key: keyToWire(key), secret };
    },
    "DELETE /api/v1/api-keys/{id}": async ({ params }, { principal }) => {
      await staff.revokeApiKey(principal.shopId, params.id, actorOf(principal));
      return { ok: true };
    },
    "GET /api/v1/audit": async ({ query }, { principal }) => {
      const found = await listDeeds(parts.db, principal.shopId, query.limit + 1, query.after);
      const items = found.slice(0, query.limit).map((deed) => ({ ...deed, at: deed.at.toISOString() }));
      const last = items.at(-1);
      return found.length > query.limit && last ? { items, next: last.id } : { items };
    },
    "GET /api/v1/shop": async (_, { principal }) =>
      storefront.toWire(await storefront.shop(principal.shopId)),
    "PATCH /api/v1/shop": async ({ body }, { principal }) =>
      storefront.toWire(await storefront.changeShop(principal.shopId, body, actorOf(principal))),
  };
}

/** The rights of a role, for the console. */
function rightsOf(role: StaffRole): StaffRight[] {
  return (Object.keys(staffRights) as StaffRight[]).filter((right) => mayDo(role, right));
}

function staffToWire({ id, email, name, role, active }: StaffMember) {
  return { id, email, name, role, active };
}

function keyToWire(key: Omit<ApiKeyRow, "shopId">) {
  const wire = {
    id: key.id,
    name: key.name,
    rights: [...key.rights],
    createdAt: key.createdAt.toISOString(),
  };
  return key.lastUsedAt ? { ...wire, lastUsedAt: key.lastUsedAt.toISOString() } : wire;
}
