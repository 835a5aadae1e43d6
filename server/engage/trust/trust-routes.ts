import type { engageRoutes } from "../../../contract/engage/engage.ts";
import type { Handlers } from "../../platform/http/index.ts";
import { actorOf } from "../../shop/index.ts";
import { readLink } from "../channels/links.ts";
import type { EngageChapter } from "../index.ts";
import type { EngageParts } from "../parts.ts";

type Keys = Extract<
  keyof typeof engageRoutes,
  | `${string}trust${string}`
  | `${string}content${string}`
  | `${string}contact`
  | `${string}unsubscribe${string}`
>;

/** The budget's rules and standing, content, and what a member decides about being written to. */
export function createTrustHandlers(
  parts: EngageParts,
  engage: EngageChapter,
): Pick<Handlers<typeof engageRoutes>, Keys> {
  const { trust, content } = engage;

  async function contactPage(shopId: string, memberId: string) {
    const page = await trust.contactPage(shopId, memberId);
    const { wishedPerWeek, budgetWhy, consents, recent, ...rest } = page;
    return {
      ...rest,
      ...(wishedPerWeek !== null && { wishedPerWeek }),
      ...(budgetWhy && { budgetWhy }),
      consents: consents.map((consent) => ({ ...consent, since: consent.since.toISOString() })),
      recent: recent.map((touch) => {
        const { id, sentAt, channel, purpose, subject, why } = touch;
        return { touchId: id, at: sentAt.toISOString(), channel, class: touch.class, purpose, subject, why };
      }),
    };
  }

  return {
    "GET /api/v1/trust/policy": (_, { principal }) => trust.policy(principal.shopId),
    "PUT /api/v1/trust/policy": ({ body }, { principal }) => {
      const { reason, ...policy } = body;
      return trust.changePolicy(principal.shopId, policy, reason, actorOf(principal));
    },
    "GET /api/v1/trust/overview": (_, { principal }) => trust.overview(principal.shopId),
    "GET /api/v1/content": async (_, { principal }) => ({
      items: (await content.list(principal.shopId)).map((piece) => contentToWire(piece, piece)),
    }),
    "POST /api/v1/content": async ({ body }, { principal }) =>
      contentToWire(await content.add(principal.shopId, body, actorOf(principal))),
    "PUT /api/v1/content/{id}": async ({ params, body }, { principal }) =>
      contentToWire(await content.change(principal.shopId, params.id, body, actorOf(principal))),
    "GET /api/v1/front/contact": (_, { principal }) => contactPage(principal.shopId, principal.memberId),
    "PUT /api/v1/front/contact": async ({ body }, { principal }) => {
      const { shopId, memberId } = principal;
      await trust.changeContact(shopId, memberId, body.consents ?? [], body);
      return contactPage(shopId, memberId);
    },
    "POST /api/v1/unsubscribe/{token}": async ({ params }) => {
      const { shopId, touchId } = readLink(parts.linkKey, params.token, "unsubscribe");
      await trust.unsubscribe(shopId, touchId);
      return { ok: true };
    },
  };
}

type Piece = Awaited<ReturnType<EngageChapter["content"]["add"]>>;

function contentToWire(piece: Piece, figures = { reached: 0, opened: 0 }) {
  const { category, productId, createdAt, ...rest } = piece;
  return {
    ...rest,
    ...(category && { category }),
    ...(productId && { productId }),
    createdAt: createdAt.toISOString(),
    reached: figures.reached,
    opened: figures.opened,
  };
}
