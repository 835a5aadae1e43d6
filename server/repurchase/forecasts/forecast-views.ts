import { type Queries, sql } from "../../platform/database/index.ts";
import type { FitRow, ForecastRow, NeedRow } from "./forecast-store.ts";

export type ForecastView = ForecastRow & { readonly asOf: Date };
export type NeedView = NeedRow;
export type FitView = FitRow;

const fitColumns = sql`f.id, f.fitted_at as "fittedAt", f.as_of as "asOf", f.customers, f.model, f.candidates, f.params,
  f.log_likelihood as "logLikelihood", f.converged, f.note, f.spend, f.seconds, f.calibration`;

const forecastColumns = sql`m.member_id as "memberId", m.repeats, m.recency_weeks as "recencyWeeks",
  m.observed_weeks as "observedWeeks", m.alive_chance as "aliveChance", m.week_chance as "weekChance",
  m.expected_orders_30 as "expectedOrders30", m.expected_orders_90 as "expectedOrders90",
  m.expected_orders_365 as "expectedOrders365", m.expected_spend_90_cents as "expectedSpend90Cents", m.losing,
  m.favourite_category as "favouriteCategory", m.suggested_product_id as "suggestedProductId",
  m.suggested_share as "suggestedShare", m.active_hours as "activeHours", f.as_of as "asOf"`;

const needColumns = sql`n.member_id as "memberId", n.product_id as "productId", n.last_bought_at as "lastBoughtAt",
  n.times_bought as "timesBought", n.days_between as "daysBetween", n.due_at as "dueAt", n.earliest_at as "earliestAt",
  n.latest_at as "latestAt", n.chance, n.week_chance as "weekChance", n.basis`;

const shownForecasts = sql`forecast_current c
  join model_fit f on f.shop_id = c.shop_id and f.id = c.fit_id
  join member_forecast m on m.shop_id = c.shop_id and m.fit_id = c.fit_id`;

const shownNeeds = sql`forecast_current c join member_need n on n.shop_id = c.shop_id and n.fit_id = c.fit_id`;

/** The fit whose forecasts are shown. */
export function currentFit(db: Queries, shopId: string): Promise<FitView | undefined> {
  return db.row<FitView>(sql`
    select ${fitColumns} from forecast_current c join model_fit f on f.shop_id = c.shop_id and f.id = c.fit_id
    where c.shop_id = ${shopId}`);
}

export type ForecastSort = "expected" | "alive" | "at_risk";

const sortKeys = {
  expected: sql`m.expected_orders_90`,
  alive: sql`m.alive_chance`,
  at_risk: sql`m.losing`,
} as const;

/** Highest first; `after` is the member at the end of the page before. */
export function listForecasts(
  db: Queries,
  shopId: string,
  query: { limit: number; after?: string | undefined; sort: ForecastSort },
): Promise<ForecastView[]> {
  const key = sortKeys[query.sort];
  const after = query.after
    ? sql`and (${key}, m.member_id) < (select ${key}, m.member_id from forecast_current c join member_forecast m
        on m.shop_id = c.shop_id and m.fit_id = c.fit_id where c.shop_id = ${shopId} and m.member_id = ${query.after})`
    : sql``;
  return db.rows<ForecastView>(sql`
    select ${forecastColumns} from ${shownForecasts} where c.shop_id = ${shopId} ${after}
    order by ${key} desc, m.member_id desc limit ${query.limit}`);
}

export function forecastsOf(
  db: Queries,
  shopId: string,
  memberIds: readonly string[],
): Promise<ForecastView[]> {
  return db.rows<ForecastView>(sql`
    select ${forecastColumns} from ${shownForecasts}
    where c.shop_id = ${shopId} and m.member_id = any(${[...memberIds]}::uuid[])`);
}

/** Members by chance to be a customer still, in tenths. */
export async function aliveHistogram(db: Queries, shopId: string) {
  const rows = await db.rows<{ tenth: number; members: number }>(sql`
    select least(9, floor(m.alive_chance * 10))::int as tenth, count(*)::int as members
    from ${shownForecasts} where c.shop_id = ${shopId} group by 1`);
  const byTenth = new Map(rows.map((row) => [row.tenth, row.members]));
  return Array.from({ length: 10 }, (_, tenth) => {
    return { from: tenth / 10, to: (tenth + 1) / 10, members: byTenth.get(tenth) ?? 0 };
  });
}

/** Needs of these members, soonest first. */
export function needsOf(db: Queries, shopId: string, memberIds: readonly string[]): Promise<NeedView[]> {
  return db.rows<NeedView>(sql`
    select ${needColumns} from ${shownNeeds}
    where c.shop_id = ${shopId} and n.member_id = any(${[...memberIds]}::uuid[])
    order by n.member_id, n.due_at, n.product_id`);
}

export type NeedKey = { readonly memberId: string; readonly productId: string };

/** Needs falling due until then, soonest first; `after` names the last one of the page before. */
export function needsUntil(
  db: Queries,
  shopId: string,
  query: { until: Date; limit: number; after?: NeedKey | undefined },
): Promise<NeedView[]> {
  const { until, limit, after } = query;
  const later = after
    ? sql`and (n.due_at, n.member_id, n.product_id) > (select n.due_at, n.member_id, n.product_id from ${shownNeeds}
        where c.shop_id = ${shopId} and n.member_id = ${after.memberId} and n.product_id = ${after.productId})`
    : sql``;
  return db.rows<NeedView>(sql`
    select ${needColumns} from ${shownNeeds} where c.shop_id = ${shopId} and n.due_at < ${until} ${later}
    order by n.due_at, n.member_id, n.product_id limit ${limit}`);
}
