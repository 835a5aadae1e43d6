import type { repurchaseRoutes } from "../../../contract/repurchase/repurchase.ts";
import type { Clock } from "../../platform/clock/index.ts";
import { actorOf, type Handlers } from "../../platform/http/index.ts";
import type { ShopChapter } from "../../shop/index.ts";
import type { Plans } from "./index.ts";
import type { ItemView, PlanView } from "./plan-views.ts";

type PlanRoutes = Pick<
  typeof repurchaseRoutes,
  | "GET /api/v1/plans"
  | "POST /api/v1/plans"
  | "GET /api/v1/plans/{id}"
  | "GET /api/v1/plans/{id}/items"
  | "DELETE /api/v1/plans/{id}/items/{itemId}"
  | "POST /api/v1/plans/{id}/approve"
>;

const weekMs = 7 * 86_400_000;

export function createPlanHandlers(parts: {
  plans: Plans;
  shop: ShopChapter;
  clock: Clock;
}): Handlers<PlanRoutes> {
  const { plans, shop } = parts;
  const toWire = (plan: PlanView) => planToWire(plan, parts.clock.now());
  return {
    "GET /api/v1/plans": async (_, { principal }) => {
      return { items: (await plans.list(principal.shopId)).map(toWire) };
    },
    "POST /api/v1/plans": async (_, { principal }) =>
      toWire(await plans.begin(principal.shopId, actorOf(principal))),
    "GET /api/v1/plans/{id}": async ({ params }, { principal }) =>
      toWire(await plans.plan(principal.shopId, params.id)),
    "GET /api/v1/plans/{id}/items": async ({ params, query }, { principal }) => {
      const found = await plans.items(principal.shopId, params.id, { ...query, limit: query.limit + 1 });
      const page = found.slice(0, query.limit);
      const members = await shop.identity.members(
        principal.shopId,
        page.map((item) => item.memberId),
      );
      const names = new Map(members.map((member) => [member.id, member.name]));
      const items = page.map((item) => itemToWire(item, names.get(item.memberId) ?? ""));
      const last = page.at(-1);
      return found.length > query.limit && last ? { items, next: last.id } : { items };
    },
    "DELETE /api/v1/plans/{id}/items/{itemId}": async ({ params }, { principal }) => {
      await plans.removeItem(principal.shopId, params.id, params.itemId, actorOf(principal));
      return { ok: true };
    },
    "POST /api/v1/plans/{id}/approve": async ({ params }, { principal }) =>
      toWire(await plans.approve(principal.shopId, params.id, actorOf(principal))),
  };
}

/** An approved plan whose week is over is done. */
function planToWire(plan: PlanView, now: Date) {
  const { weekStartsAt, madeAt, error, solution: _solution, ...rest } = plan;
  const isOver = weekStartsAt.getTime() + weekMs <= now.getTime();
  return {
    ...rest,
    status: plan.status === "approved" && isOver ? ("done" as const) : plan.status,
    weekStartsAt: weekStartsAt.toISOString(),
    madeAt: madeAt.toISOString(),
    counts: { ...plan.counts },
    leftAlone: { ...plan.leftAlone },
    ...(error ? { error } : {}),
  };
}

function itemToWire(item: ItemView, memberName: string) {
  const { id, memberId, choice, worth, reason, status } = item;
  return {
    id,
    memberId,
    memberName,
    choice,
    worth,
    reason,
    status,
    ...(choice === "nothing" ? {} : { kind: choice }),
    ...(item.purpose ? { purpose: item.purpose } : {}),
    ...(item.channel ? { channel: item.channel } : {}),
    ...(item.productId ? { productId: item.productId } : {}),
    ...(item.contentId ? { contentId: item.contentId } : {}),
    ...(item.subject ? { subject: item.subject } : {}),
    ...(item.sendAt ? { sendAt: item.sendAt.toISOString() } : {}),
    ...(item.touchId ? { touchId: item.touchId } : {}),
  };
}
