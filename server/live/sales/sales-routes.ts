import type { saleRoutes } from "../../../contract/live/sales.ts";
import type { Handlers } from "../../platform/http/index.ts";
import { actorOf } from "../../shop/index.ts";
import type { ShowDesk } from "../shows/index.ts";
import type { SalesDesk } from "./index.ts";

/** Flash sales for staff and shoppers: one handler for each route of the contract. */
export function createSaleHandlers(
  sales: SalesDesk,
  shows: Pick<ShowDesk, "show">,
): Handlers<typeof saleRoutes> {
  return {
    "GET /api/v1/shows/{id}/sales": async ({ params }, { principal }) => {
      await shows.show(principal.shopId, params.id);
      return { items: await sales.inStudio(principal.shopId, params.id) };
    },
    "POST /api/v1/shows/{id}/sales": ({ params, body }, { principal, idempotencyKey }) =>
      sales.prepare(principal.shopId, params.id, body, idempotencyKey, actorOf(principal)),
    "POST /api/v1/sales/{id}/steps": ({ params, body }, { principal }) =>
      sales.step(principal.shopId, params.id, body.to, actorOf(principal)),
    "GET /api/v1/front/sales/{id}": ({ params }, { principal }) => sales.look(principal, params.id),
    "POST /api/v1/front/sales/{id}/token": ({ params }, { principal }) => sales.token(principal, params.id),
    "POST /api/v1/front/sales/{id}/claims": ({ params, body }, { principal, idempotencyKey }) =>
      sales.claim(principal, params.id, body, idempotencyKey),
    "POST /api/v1/front/sales/{id}/leave": ({ params }, { principal }) => sales.leave(principal, params.id),
  };
}
