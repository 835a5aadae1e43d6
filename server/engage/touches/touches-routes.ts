import type { engageRoutes } from "../../../contract/engage/engage.ts";
import type { Handlers } from "../../platform/http/index.ts";
import { actorOf } from "../../shop/index.ts";
import type { EngageChapter } from "../index.ts";
import type { EngageParts } from "../parts.ts";
import { readLink } from "../channels/links.ts";
import type { TouchView } from "./touch.ts";

type Keys = Extract<
  keyof typeof engageRoutes,
  `${string}touches${string}` | `${string}inbox${string}` | `${string}/t/${string}`
>;

/** Touches for staff, the inbox for shoppers, and the tracked link. */
export function createTouchHandlers(
  parts: EngageParts,
  engage: EngageChapter,
): Pick<Handlers<typeof engageRoutes>, Keys> {
  const { touches } = engage;

  async function namesOf(shopId: string, list: readonly TouchView[]) {
    const members = await parts.shop.identity.members(shopId, [
      ...new Set(list.map((touch) => touch.memberId)),
    ]);
    return new Map(members.map((member) => [member.id, member.name]));
  }

  return {
    "GET /api/v1/touches": async ({ query }, { principal }) => {
      const found = await touches.list(principal.shopId, { ...query, limit: query.limit + 1 });
      const page = found.slice(0, query.limit);
      const names = await namesOf(principal.shopId, page);
      const items = page.map((touch) => touchToWire(touch, names.get(touch.memberId) ?? ""));
      const last = page.at(-1);
      return found.length > query.limit && last ? { items, next: last.id } : { items };
    },
    "GET /api/v1/touches/{id}": async ({ params }, { principal }) => {
      const { touch, decisions } = await touches.explain(principal.shopId, params.id);
      const names = await namesOf(principal.shopId, [touch]);
      return {
        touch: touchToWire(touch, names.get(touch.memberId) ?? ""),
        body: touch.body,
        decisions: decisions.map(decisionToWire),
      };
    },
    "POST /api/v1/touches": async ({ body }, { principal, idempotencyKey }) => {
      const { shopId } = principal;
      const member = await parts.shop.identity.member(shopId, body.memberId);
      const touchId = await engage.sendContent(shopId, body, `person:${idempotencyKey}`, actorOf(principal));
      const { touch, decisions } = await touches.explain(shopId, touchId);
      const decision = decisions.at(-1);
      const wire = { touch: touchToWire(touch, member.name) };
      return decision ? { ...wire, decision: decisionToWire(decision) } : wire;
    },
    "GET /api/v1/front/inbox": async ({ query }, { principal }) => {
      const { shopId, memberId } = principal;
      const { items, unread } = await touches.inbox(shopId, memberId, query.limit + 1, query.after);
      const page = items.slice(0, query.limit);
      const last = page.at(-1);
      const wire = { items: page.map(messageToWire), unread };
      return items.length > query.limit && last ? { ...wire, next: last.id } : wire;
    },
    "POST /api/v1/front/inbox/{id}/read": async ({ params }, { principal }) => {
      await touches.noteSeen(principal.shopId, params.id, "opened", principal.memberId);
      return { ok: true };
    },
    "POST /api/v1/front/inbox/{id}/click": async ({ params }, { principal }) => {
      await touches.noteSeen(principal.shopId, params.id, "clicked", principal.memberId);
      return { ok: true };
    },
    "GET /api/v1/t/{token}": async ({ params }, { setStatus, setHeader }) => {
      const { shopId, touchId } = readLink(parts.linkKey, params.token, "follow");
      const touch = await touches.noteSeen(shopId, touchId, "clicked");
      const path = touch.link ?? "/inbox";
      setStatus(302);
      setHeader("location", `${path}${path.includes("?") ? "&" : "?"}touch=${touchId}`);
      return "";
    },
  };
}

export function touchToWire(touch: TouchView, memberName: string) {
  const { id, memberId, channel, purpose, kind, subject, source, worth, status } = touch;
  return {
    id,
    memberId,
    memberName,
    channel,
    class: touch.class,
    purpose,
    kind,
    subject,
    source,
    worth,
    status,
    createdAt: touch.createdAt.toISOString(),
    notBefore: (touch.status === "deferred" ? touch.dueAt : touch.notBefore).toISOString(),
    ...(touch.expiresAt && { expiresAt: touch.expiresAt.toISOString() }),
    ...(touch.sentAt && { sentAt: touch.sentAt.toISOString() }),
    ...(touch.openedAt && { openedAt: touch.openedAt.toISOString() }),
    ...(touch.clickedAt && { clickedAt: touch.clickedAt.toISOString() }),
    ...(touch.convertedOrderId && { convertedOrderId: touch.convertedOrderId }),
  };
}

function decisionToWire(
  decision: Awaited<ReturnType<EngageChapter["touches"]["explain"]>>["decisions"][number],
) {
  const { at, outcome, until, reasons } = decision;
  const wire = { at: at.toISOString(), outcome, reasons: [...reasons] };
  return until ? { ...wire, until: until.toISOString() } : wire;
}

function messageToWire(touch: TouchView & { sentAt: Date }) {
  const { id, purpose, kind, subject, body, why } = touch;
  return {
    id,
    touchId: id,
    purpose,
    class: touch.class,
    kind,
    subject,
    body,
    why,
    ...(touch.link && { link: touch.link }),
    ...(touch.productId && { productId: touch.productId }),
    sentAt: touch.sentAt.toISOString(),
    ...(touch.openedAt && { readAt: touch.openedAt.toISOString() }),
  };
}
