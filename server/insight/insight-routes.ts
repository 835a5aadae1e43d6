import { events as eventTypes, type EventName } from "../../contract/events.ts";
import type { insightRoutes } from "../../contract/insight/insight.ts";
import { invalidInput } from "../platform/errors.ts";
import type { Fact } from "../platform/events/index.ts";
import type { Handlers } from "../platform/http/index.ts";
import { actorOf } from "../shop/index.ts";
import type { InsightChapter } from "./index.ts";
import type { InsightOptions } from "./parts.ts";

export function createInsightHandlers(
  { events }: Pick<InsightOptions, "events">,
  insight: InsightChapter,
): Handlers<typeof insightRoutes> {
  return {
    "GET /api/v1/overview": (_, { principal }) => insight.overview(principal.shopId),
    "GET /api/v1/reports/shows/{id}": ({ params }, { principal }) =>
      insight.showReport(principal.shopId, params.id),
    "GET /api/v1/reports/repurchase": (_, { principal }) => insight.repurchaseReport(principal.shopId),
    "GET /api/v1/members/{id}/timeline": ({ params, query }, { principal }) =>
      insight.timeline(principal.shopId, params.id, query),
    "GET /api/v1/lift": async ({ query }, { principal }) => ({
      items: await insight.lift(principal.shopId, query),
    }),
    "GET /api/v1/facts": async ({ query }, { principal }) => {
      const found = await events.read({
        shopId: principal.shopId,
        types: query.type === undefined ? undefined : [typeNamed(query.type)],
        memberId: query.memberId,
        before: query.after === undefined ? undefined : idNamed(query.after),
        limit: query.limit + 1,
      });
      const items = found.slice(0, query.limit).map((fact) => factToWire(fact));
      const last = items.at(-1);
      return found.length > query.limit && last ? { items, next: last.id } : { items };
    },
    "GET /api/v1/exports/{name}": ({ params }, { principal }) =>
      insight.exports(principal.shopId, params.name, actorOf(principal)),
  };
}

function typeNamed(type: string): EventName {
  if (Object.hasOwn(eventTypes, type)) return type as EventName;
  throw invalidInput("type", "a type of fact, such as order.paid");
}

function idNamed(text: string): number {
  if (/^\d{1,15}$/u.test(text)) return Number(text);
  throw invalidInput("after", "the next of an earlier page");
}

function factToWire({ id, type, at, memberId, subjectId, data }: Fact) {
  return {
    id: String(id),
    type,
    at: at.toISOString(),
    data,
    ...(memberId && { memberId }),
    ...(subjectId && { subjectId }),
  };
}
