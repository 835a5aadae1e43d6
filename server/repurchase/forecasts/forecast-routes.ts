import type { repurchaseRoutes } from "../../../contract/repurchase/repurchase.ts";
import type { Clock } from "../../platform/clock/index.ts";
import { invalidInput } from "../../platform/errors.ts";
import type { Handlers } from "../../platform/http/index.ts";
import { pictureUrl, type ShopChapter } from "../../shop/index.ts";
import type { Forecasts } from "./index.ts";
import type { FitView, ForecastView, NeedKey, NeedView } from "./forecast-views.ts";

type ForecastRoutes = Pick<
  typeof repurchaseRoutes,
  | "GET /api/v1/forecasts"
  | "POST /api/v1/forecasts/fit"
  | "GET /api/v1/members/{id}/forecast"
  | "GET /api/v1/needs"
  | "GET /api/v1/front/needs"
>;

const dayMs = 86_400_000;
/** Days ahead that a member is shown on "buy again". */
const frontDays = 30;
const frontNeeds = 12;

export function createForecastHandlers(parts: {
  forecasts: Forecasts;
  shop: ShopChapter;
  clock: Clock;
}): Handlers<ForecastRoutes> {
  const { forecasts, shop, clock } = parts;

  async function namesOf(shopId: string, ids: readonly string[]) {
    const members = await shop.identity.members(shopId, ids);
    return new Map(members.map((member) => [member.id, member.name]));
  }

  /** Needs of products that are no longer on sale are left out. */
  async function withProducts(shopId: string, needs: readonly NeedView[]) {
    const ids = [...new Set(needs.map((need) => need.productId))];
    const products = await shop.catalogue.products(shopId, ids);
    const byId = new Map(products.map((product) => [product.id, product]));
    return needs.flatMap((need) => {
      const product = byId.get(need.productId);
      if (!product?.active) return [];
      return [{ need, wire: needToWire(need, product.title, pictureUrl(product.picture)) }];
    });
  }

  return {
    "GET /api/v1/forecasts": async ({ query }, { principal }) => {
      const { shopId } = principal;
      const [found, fit, histogram] = await Promise.all([
        forecasts.list(shopId, { ...query, limit: query.limit + 1 }),
        forecasts.fit(shopId),
        forecasts.histogram(shopId),
      ]);
      const page = found.slice(0, query.limit);
      const names = await namesOf(
        shopId,
        page.map((row) => row.memberId),
      );
      const items = page.map((row) => forecastToWire(row, names.get(row.memberId) ?? ""));
      const last = page.at(-1);
      return {
        items,
        histogram,
        ...(found.length > query.limit && last ? { next: last.memberId } : {}),
        ...(fit ? { fit: fitToWire(fit) } : {}),
      };
    },
    "POST /api/v1/forecasts/fit": async (_, { principal }) => {
      forecasts.beginRefit(principal.shopId);
      return { started: true };
    },
    "GET /api/v1/members/{id}/forecast": async ({ params }, { principal }) => {
      const { shopId } = principal;
      const member = await shop.identity.member(shopId, params.id);
      const [forecast] = await forecasts.of(shopId, [member.id]);
      const needs = await withProducts(shopId, await forecasts.needsOf(shopId, [member.id]));
      return {
        needs: needs.map(({ wire }) => wire),
        ...(forecast ? { forecast: forecastToWire(forecast, member.name) } : {}),
      };
    },
    "GET /api/v1/needs": async ({ query }, { principal }) => {
      const { shopId } = principal;
      const fit = await forecasts.fit(shopId);
      const from = fit?.asOf ?? clock.now();
      const until = new Date(from.getTime() + query.withinDays * dayMs);
      const after = query.after === undefined ? undefined : readKey(query.after);
      const found = await forecasts.needsUntil(shopId, { until, limit: query.limit + 1, after });
      const page = found.slice(0, query.limit);
      const [shown, names] = await Promise.all([
        withProducts(shopId, page),
        namesOf(shopId, [...new Set(page.map((need) => need.memberId))]),
      ]);
      const items = shown.map(({ need: { memberId }, wire }) =>
        Object.assign(wire, { memberId, memberName: names.get(memberId) ?? "" }),
      );
      const last = page.at(-1);
      return found.length > query.limit && last
        ? { items, next: `${last.memberId}.${last.productId}` }
        : { items };
    },
    "GET /api/v1/front/needs": async (_, { principal }) => {
      const { shopId, memberId } = principal;
      const until = clock.now().getTime() + frontDays * dayMs;
      const needs = await forecasts.needsOf(shopId, [memberId]);
      const soon = needs.filter((need) => need.dueAt.getTime() < until).slice(0, frontNeeds);
      return { items: (await withProducts(shopId, soon)).map(({ wire }) => wire) };
    },
  };
}

const keyShape = /^([0-9a-f-]{36})\.([0-9a-f-]{36})$/u;

function readKey(after: string): NeedKey {
  const [, memberId, productId] = keyShape.exec(after) ?? [];
  if (!memberId || !productId) throw invalidInput("after", "use the `next` of the page before");
  return { memberId, productId };
}

function needToWire(
  need: NeedView,
  title: { zh?: string | undefined; en?: string | undefined },
  picture: string,
) {
  return {
    productId: need.productId,
    title,
    pictureUrl: picture,
    lastBoughtAt: need.lastBoughtAt.toISOString(),
    timesBought: need.timesBought,
    dueAt: need.dueAt.toISOString(),
    earliestAt: need.earliestAt.toISOString(),
    latestAt: need.latestAt.toISOString(),
    chance: need.chance,
    basis: need.basis,
  };
}

function forecastToWire(row: ForecastView, name: string) {
  return {
    memberId: row.memberId,
    name,
    asOf: row.asOf.toISOString(),
    repeats: row.repeats,
    recencyWeeks: row.recencyWeeks,
    observedWeeks: row.observedWeeks,
    aliveChance: row.aliveChance,
    expectedOrders30: row.expectedOrders30,
    expectedOrders90: row.expectedOrders90,
    expectedOrders365: row.expectedOrders365,
    expectedSpend90Cents: row.expectedSpend90Cents,
  };
}

function fitToWire(fit: FitView) {
  const { asOf: _asOf, spend, fittedAt, calibration, candidates, ...rest } = fit;
  return {
    ...rest,
    fittedAt: fittedAt.toISOString(),
    calibration: [...calibration],
    candidates: candidates.map(({ model, logLikelihood, converged }) => ({
      model,
      logLikelihood,
      converged,
    })),
    ...(spend ? { spend } : {}),
  };
}
