import QRCode from "qrcode";
import { joinRoutes } from "../../contract/join/join.ts";
import type { Handlers, Http } from "../platform/http/index.ts";
import { actorOf, couponToWire, memberToShopper } from "../shop/index.ts";
import type { JoinChapter, JoinParts } from "./index.ts";
import type { CodeView } from "./join-store.ts";
import type { Funnel } from "./join-views.ts";

export function serveJoin(http: Http, parts: JoinParts, join: JoinChapter): void {
  http.serve(joinRoutes, createJoinHandlers(parts, join));
}

function createJoinHandlers(parts: JoinParts, join: JoinChapter): Handlers<typeof joinRoutes> {
  const { shop, live, clock } = parts;

  async function titlesOf(shopId: string, codes: readonly CodeView[]) {
    const productIds = codes.flatMap((code) => (code.productId ? [code.productId] : []));
    const products = await shop.catalogue.products(shopId, productIds);
    const showIds = [...new Set(codes.flatMap((code) => (code.showId ? [code.showId] : [])))];
    const shows = await Promise.all(showIds.map((id) => live.shows.show(shopId, id)));
    return new Map([...products, ...shows].map((one) => [one.id, one.title]));
  }

  async function toWire(shopId: string, codes: readonly (CodeView & Funnel)[]) {
    const titles = await titlesOf(shopId, codes);
    const benefitIds = codes.flatMap((code) => (code.benefitId ? [code.benefitId] : []));
    const benefits = new Map((await join.benefitsById(shopId, benefitIds)).map((one) => [one.id, one]));
    return codes.map((code) => {
      const { scanned, joined, firstReply, ordered, gmvCents } = code;
      const benefit = code.benefitId ? benefits.get(code.benefitId) : undefined;
      const showTitle = code.showId ? titles.get(code.showId) : undefined;
      const productTitle = code.productId ? titles.get(code.productId) : undefined;
      return {
        id: code.id,
        code: code.code,
        label: code.label,
        url: join.urlOf(code.code),
        channel: code.channel,
        ...(code.showId && { showId: code.showId }),
        ...(showTitle && { showTitle }),
        ...(code.productId && { productId: code.productId }),
        ...(productTitle && { productTitle }),
        ...(benefit && { benefit }),
        active: code.active,
        createdAt: code.createdAt.toISOString(),
        funnel: { scanned, joined, firstReply, ordered, gmvCents },
      };
    });
  }

  async function one(shopId: string, id: string) {
    await join.code(shopId, id);
    const [wire] = await toWire(shopId, await join.codes(shopId, { limit: 1, id }));
    return wire!;
  }

  return {
    "GET /api/v1/join-codes": async ({ query }, { principal }) => {
      const found = await join.codes(principal.shopId, { ...query, limit: query.limit + 1 });
      const items = await toWire(principal.shopId, found.slice(0, query.limit));
      const last = items.at(-1);
      return found.length > query.limit && last ? { items, next: last.id } : { items };
    },
    "POST /api/v1/join-codes": async ({ body }, { principal }) => {
      const code = await join.addCode(principal.shopId, body, actorOf(principal));
      return one(principal.shopId, code.id);
    },
    "PATCH /api/v1/join-codes/{id}": async ({ params, body }, { principal }) => {
      await join.changeCode(principal.shopId, params.id, body, actorOf(principal));
      return one(principal.shopId, params.id);
    },
    "GET /api/v1/join-codes/{id}/qr.svg": async ({ params }, { principal }) => {
      const { code } = await join.code(principal.shopId, params.id);
      const content = await QRCode.toString(join.urlOf(code), {
        type: "svg",
        margin: 2,
        errorCorrectionLevel: "M",
      });
      return { contentType: "image/svg+xml", content };
    },
    "GET /api/v1/benefits": async (_, { principal }) => ({ items: await join.benefits(principal.shopId) }),
    "POST /api/v1/benefits": ({ body }, { principal }) =>
      join.addBenefit(principal.shopId, body, actorOf(principal)),
    "POST /api/v1/shows/{id}/join-card": async ({ params }, { principal }) => ({
      code: await join.showCard(principal.shopId, params.id),
    }),
    "GET /api/v1/front/join/{code}": async ({ params }, { principal }) => {
      const code = await join.openCode(params.code, principal.shopId);
      await join.scan(code, principal.memberId);
      const { name } = await shop.storefront.shop(principal.shopId);
      const benefit = code.benefitId ? await join.benefit(principal.shopId, code.benefitId) : undefined;
      const showTitle = (await titlesOf(principal.shopId, [code])).get(code.showId ?? "");
      return {
        code: code.code,
        shopName: name,
        label: code.label,
        ...(code.showId && { showId: code.showId }),
        ...(showTitle && { showTitle }),
        ...(code.productId && { productId: code.productId }),
        ...(benefit?.active && {
          benefit: {
            label: benefit.label,
            offCents: benefit.offCents,
            minimumCents: benefit.minimumCents,
            left: benefit.budget - benefit.issued,
          },
        }),
        alreadyJoined: principal.joined,
      };
    },
    "POST /api/v1/front/join/{code}": async ({ params, body }, { principal }) => {
      const { shopId } = principal;
      const code = await join.openCode(params.code, shopId);
      const { language, timeZone } = body;
      await shop.identity.changeMember(shopId, principal.memberId, { language, timeZone });
      const { memberId, newMember, coupon } = await join.join(principal, code, body);
      const [member, identities] = await Promise.all([
        shop.identity.member(shopId, memberId),
        shop.identity.identitiesOf(shopId, [memberId]),
      ]);
      const wire = { shopper: memberToShopper(member, identities), newMember };
      return coupon ? { ...wire, coupon: couponToWire(coupon, clock.now()) } : wire;
    },
    "POST /api/v1/front/join/{code}/reply": async ({ params, body }, { principal }) => {
      const code = await join.openCode(params.code, principal.shopId);
      await join.reply(code, principal.memberId, body.text);
      return { ok: true };
    },
  };
}
