import { sessionCookies } from "../../../contract/session-cookies.ts";
import type { identityRoutes } from "../../../contract/shop/identity.ts";
import type { Handlers, HandlerContext } from "../../platform/http/index.ts";
import { pictureUrl } from "../catalogue/index.ts";
import { actorOf } from "../staff/index.ts";
import type { Storefront } from "../storefront.ts";
import type { ConflictRow } from "./conflict-store.ts";
import { maskIdentity } from "./identity.ts";
import type { IdentityDesk } from "./index.ts";
import type { IdentityRow, MemberRow } from "./member-store.ts";

export function createIdentityHandlers(parts: {
  identity: IdentityDesk;
  storefront: Storefront;
  sessionDays: number;
}): Handlers<typeof identityRoutes> {
  const { identity, storefront } = parts;

  async function shopper(shopId: string, memberId: string) {
    const member = await identity.member(shopId, memberId);
    return memberToShopper(member, await identity.identitiesOf(shopId, [memberId]));
  }

  function keepSession(context: Pick<HandlerContext, "setCookie">, secret: string) {
    context.setCookie(sessionCookies.shopper, secret, { maxAgeSeconds: parts.sessionDays * 86_400 });
  }

  return {
    "GET /api/v1/front/shop": async ({ query }) => storefront.toWire(await storefront.bySlug(query.slug)),
    "POST /api/v1/front/session": async ({ body }, context) => {
      const shop = await storefront.bySlug(body.slug);
      const here = context.signedIn.shopper;
      if (here?.shopId === shop.id) {
        const secret = context.raw.request.cookies[sessionCookies.shopper];
        if (secret) keepSession(context, secret);
        return shopper(shop.id, here.memberId);
      }
      const guest = await identity.beginGuest({
        shopId: shop.id,
        language: body.language ?? shop.language,
        timeZone: body.timeZone ?? shop.timeZone,
        origin: body.origin ?? {},
      });
      keepSession(context, guest.secret);
      return shopper(shop.id, guest.memberId);
    },
    "GET /api/v1/front/me": (_, { principal }) => shopper(principal.shopId, principal.memberId),
    "PATCH /api/v1/front/me": async ({ body }, { principal }) => {
      await identity.changeMember(principal.shopId, principal.memberId, body);
      return shopper(principal.shopId, principal.memberId);
    },
    "POST /api/v1/front/codes": async ({ body }, { principal }) => {
      const expiresAt = await identity.sendCode(principal.shopId, body);
      return { sent: true, expiresAt: expiresAt.toISOString() };
    },
    "POST /api/v1/front/sign-in": async ({ body }, { principal }) => {
      const outcome = await identity.signIn(principal, body, body.code, body.origin ?? {});
      const { merged, newMember } = outcome;
      return { shopper: await shopper(principal.shopId, outcome.memberId), merged, newMember };
    },
    "DELETE /api/v1/front/session": async (_, context) => {
      const secret = context.raw.request.cookies[sessionCookies.shopper];
      if (secret) await identity.endSession(secret);
      context.clearCookie(sessionCookies.shopper);
      return { ok: true };
    },
    "GET /api/v1/members": async ({ query }, { principal }) => {
      const { items, total } = await identity.list(principal.shopId, { ...query, limit: query.limit + 1 });
      const page = items.slice(0, query.limit);
      const last = page.at(-1);
      const identities = await identitiesByMember(principal.shopId, page);
      const wire = page.map((member) => summaryToWire(member, identities.get(member.id) ?? []));
      return items.length > query.limit && last
        ? { items: wire, total, next: last.id }
        : { items: wire, total };
    },
    "GET /api/v1/members/{id}": async ({ params }, { principal }) => {
      const member = await identity.member(principal.shopId, params.id);
      const own = await identity.identitiesOf(principal.shopId, [member.id]);
      return {
        ...summaryToWire(member, own),
        language: member.language,
        timeZone: member.timeZone,
        origin: member.origin,
        identities: own.map((one) => {
          const shown = { kind: one.kind, valueMasked: maskIdentity(one) };
          return one.verifiedAt ? { ...shown, verifiedAt: one.verifiedAt.toISOString() } : shown;
        }),
      };
    },
    "POST /api/v1/members/{id}/tags": async ({ params, body }, { principal }) => {
      await identity.setTags(principal.shopId, params.id, body.tags, actorOf(principal));
      return { tags: body.tags };
    },
    "GET /api/v1/identity-conflicts": async ({ query }, { principal }) => {
      const found = await identity.conflicts(principal.shopId, query.limit + 1, query.after);
      const items = found.slice(0, query.limit).map(conflictToWire);
      const last = items.at(-1);
      return found.length > query.limit && last ? { items, next: last.id } : { items };
    },
    "POST /api/v1/identity-conflicts/{id}": async ({ params, body }, { principal }) =>
      conflictToWire(
        await identity.decideConflict(principal.shopId, params.id, body.decision, actorOf(principal)),
      ),
  };

  async function identitiesByMember(shopId: string, page: readonly MemberRow[]) {
    const all = await identity.identitiesOf(
      shopId,
      page.map((member) => member.id),
    );
    return Map.groupBy(all, (one) => one.memberId);
  }
}

export function avatarUrl(memberId: string): string {
  return pictureUrl(`avatar-${memberId.slice(-12)}.svg`);
}

export function memberToShopper(member: MemberRow, identities: readonly IdentityRow[]) {
  const phone = identities.find((one) => one.kind === "phone" && one.verifiedAt);
  const email = identities.find((one) => one.kind === "email" && one.verifiedAt);
  return {
    id: member.id,
    name: member.name,
    avatarUrl: avatarUrl(member.id),
    joined: member.joinedAt !== null,
    ...(member.joinedAt && { joinedAt: member.joinedAt.toISOString() }),
    ...(phone && { phone: phone.value }),
    ...(email && { email: email.value }),
    language: member.language,
    timeZone: member.timeZone,
    ...(member.birthday && { birthday: member.birthday }),
  };
}

function summaryToWire(member: MemberRow, identities: readonly IdentityRow[]) {
  const phone = identities.find((one) => one.kind === "phone");
  const email = identities.find((one) => one.kind === "email");
  return {
    id: member.id,
    name: member.name,
    avatarUrl: avatarUrl(member.id),
    joined: member.joinedAt !== null,
    ...(member.joinedAt && { joinedAt: member.joinedAt.toISOString() }),
    firstSeenAt: member.firstSeenAt.toISOString(),
    ...(phone && { phoneMasked: maskIdentity(phone) }),
    ...(email && { emailMasked: maskIdentity(email) }),
    orders: member.orderCount,
    spentCents: member.spentCents,
    ...(member.lastOrderAt && { lastOrderAt: member.lastOrderAt.toISOString() }),
    tags: [...member.tags],
  };
}

function conflictToWire(conflict: ConflictRow) {
  const { value, foundAt, ...rest } = conflict;
  return {
    ...rest,
    valueMasked: maskIdentity({ kind: conflict.kind, value }),
    foundAt: foundAt.toISOString(),
  };
}
