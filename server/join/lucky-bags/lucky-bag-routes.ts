import { luckyBagRoutes } from "../../../contract/join/lucky-bags.ts";
import type { Http } from "../../platform/http/index.ts";
import { actorOf, couponToWire } from "../../shop/index.ts";
import type { JoinChapter, JoinParts } from "../index.ts";
import { bagToWire } from "./bag-wire.ts";

export function serveLuckyBags(http: Http, { shop, clock }: JoinParts, { luckyBags }: JoinChapter): void {
  http.serve(luckyBagRoutes, {
    "GET /api/v1/shows/{id}/lucky-bags": async ({ params }, { principal }) => ({
      items: (await luckyBags.ofShow(principal.shopId, params.id)).map(bagToWire),
    }),
    "POST /api/v1/shows/{id}/lucky-bags": async ({ params, body }, { principal, idempotencyKey }) => {
      const input = { ...body, showId: params.id };
      return bagToWire(await luckyBags.open(principal.shopId, input, idempotencyKey, actorOf(principal)));
    },
    "POST /api/v1/lucky-bags/{id}/cancel": async ({ params }, { principal }) =>
      bagToWire(await luckyBags.cancel(principal.shopId, params.id, actorOf(principal))),
    "GET /api/v1/front/shows/{id}/lucky-bag": async ({ params }, { principal }) => {
      const { shopId, memberId } = principal;
      const { bag, entry } = await luckyBags.inRoom(shopId, params.id, memberId);
      const coupons = entry?.couponId ? await shop.pricing.couponsOf(shopId, memberId) : [];
      const coupon = coupons.find(({ id }) => id === entry?.couponId);
      const now = clock.now();
      return {
        ...(bag && { bag: bagToWire(bag) }),
        ...(entry && { ticket: entry.ticket }),
        won: entry?.won ?? false,
        ...(coupon && { coupon: couponToWire(coupon, now) }),
        serverTime: now.toISOString(),
      };
    },
    "POST /api/v1/front/lucky-bags/{id}/enter": async ({ params, body }, { principal }) => ({
      ticket: await luckyBags.enter(principal.shopId, params.id, principal.memberId, body.ticket),
    }),
    "GET /api/v1/front/lucky-bags/{id}/proof": ({ params }, { principal }) =>
      luckyBags.proof(principal.shopId, params.id),
  });
}
