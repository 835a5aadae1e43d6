import type { BgNbdParams, GammaGammaParams } from "../../../models/index.ts";
import { type Database, type Queries, sql } from "../../platform/database/index.ts";
import type { CalibrationRow } from "./calibration.ts";
import type { ModelCandidate, ModelName } from "./choose-model.ts";

export type FitRow = {
  readonly id: string;
  readonly fittedAt: Date;
  readonly asOf: Date;
  readonly customers: number;
  readonly model: ModelName;
  readonly candidates: readonly ModelCandidate[];
  readonly params: BgNbdParams;
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly note: string;
  readonly spend: GammaGammaParams | null;
  readonly seconds: number;
  readonly calibration: readonly CalibrationRow[];
};

export async function insertFit(db: Queries, shopId: string, fit: FitRow): Promise<void> {
  await db.run(sql`
    insert into model_fit (shop_id, id, fitted_at, as_of, customers, model, candidates, params, log_likelihood, converged,
      note, spend, seconds, calibration)
    values (${shopId}, ${fit.id}, ${fit.fittedAt}, ${fit.asOf}, ${fit.customers}, ${fit.model},
      ${JSON.stringify(fit.candidates)}::jsonb, ${JSON.stringify(fit.params)}::jsonb, ${fit.logLikelihood}, ${fit.converged}, ${fit.note}, ${fit.spend ? JSON.stringify(fit.spend) : null}::jsonb,
      ${fit.seconds}, ${JSON.stringify(fit.calibration)}::jsonb)`);
}

export async function setSeconds(db: Queries, shopId: string, id: string, seconds: number): Promise<void> {
  await db.run(sql`update model_fit set seconds = ${seconds} where shop_id = ${shopId} and id = ${id}`);
}

export type ForecastRow = {
  readonly memberId: string;
  readonly repeats: number;
  readonly recencyWeeks: number;
  readonly observedWeeks: number;
  readonly aliveChance: number;
  readonly weekChance: number;
  readonly expectedOrders30: number;
  readonly expectedOrders90: number;
  readonly expectedOrders365: number;
  readonly expectedSpend90Cents: number;
  readonly losing: number;
  readonly favouriteCategory: string | null;
  readonly suggestedProductId: string | null;
  readonly suggestedShare: number | null;
  readonly activeHours: readonly number[];
};

export type NeedRow = {
  readonly memberId: string;
  readonly productId: string;
  readonly lastBoughtAt: Date;
  readonly timesBought: number;
  readonly daysBetween: number;
  readonly dueAt: Date;
  readonly earliestAt: Date;
  readonly latestAt: Date;
  readonly chance: number;
  readonly weekChance: number;
  readonly basis: "member" | "product" | "category" | "shop";
};

type Columns<Row> = Readonly<Record<string, (row: Row) => unknown>>;

const forecastColumns: Columns<ForecastRow> = {
  member_id: (row) => row.memberId,
  repeats: (row) => row.repeats,
  recency_weeks: (row) => row.recencyWeeks,
  observed_weeks: (row) => row.observedWeeks,
  alive_chance: (row) => row.aliveChance,
  week_chance: (row) => row.weekChance,
  expected_orders_30: (row) => row.expectedOrders30,
  expected_orders_90: (row) => row.expectedOrders90,
  expected_orders_365: (row) => row.expectedOrders365,
  expected_spend_90_cents: (row) => row.expectedSpend90Cents,
  losing: (row) => row.losing,
  favourite_category: (row) => row.favouriteCategory,
  suggested_product_id: (row) => row.suggestedProductId,
  suggested_share: (row) => row.suggestedShare,
  active_hours: (row) => row.activeHours,
};

const needColumns: Columns<NeedRow> = {
  member_id: (row) => row.memberId,
  product_id: (row) => row.productId,
  last_bought_at: (row) => row.lastBoughtAt,
  times_bought: (row) => row.timesBought,
  days_between: (row) => row.daysBetween,
  due_at: (row) => row.dueAt,
  earliest_at: (row) => row.earliestAt,
  latest_at: (row) => row.latestAt,
  chance: (row) => row.chance,
  week_chance: (row) => row.weekChance,
  basis: (row) => row.basis,
};

/** Rows per transaction: readers of the stream of facts wait for the longest one, and requests for a chunk's text. */
const chunkRows = 5000;

/** Writes a new fit's forecasts beside the current ones; nobody sees them before `showFit`. */
export function copyForecasts(db: Database, shopId: string, fitId: string, rows: Iterable<ForecastRow>) {
  return copyFigures(db, "member_forecast", forecastColumns, [shopId, fitId], rows);
}

/** Likewise. */
export function copyNeeds(db: Database, shopId: string, fitId: string, rows: Iterable<NeedRow>) {
  return copyFigures(db, "member_need", needColumns, [shopId, fitId], rows);
}

async function copyFigures<Row>(
  db: Database,
  table: string,
  columns: Columns<Row>,
  key: readonly [shopId: string, fitId: string],
  rows: Iterable<Row>,
): Promise<void> {
  const names = ["shop_id", "fit_id", ...Object.keys(columns)];
  const readers = Object.values(columns);
  let lines: unknown[][] = [];
  for (const row of rows) {
    const line: unknown[] = [...key];
    for (const read of readers) line.push(read(row));
    if (lines.push(line) < chunkRows) continue;
    await db.copyRows(table, names, lines);
    lines = [];
  }
  if (lines.length > 0) await db.copyRows(table, names, lines);
}

/** From here on this fit's forecasts are the shop's. */
export async function showFit(db: Queries, shopId: string, fitId: string): Promise<void> {
  await db.run(sql`
    insert into forecast_current (shop_id, fit_id) values (${shopId}, ${fitId})
    on conflict (shop_id) do update set fit_id = excluded.fit_id`);
}

/** Removes the rows of fits that are no longer shown, older than the one shown. */
export async function dropOldForecasts(db: Queries, shopId: string): Promise<void> {
  for (const table of [sql`member_forecast`, sql`member_need`]) {
    await db.run(sql`
      delete from ${table} t using forecast_current c, model_fit shown
      where t.shop_id = ${shopId} and c.shop_id = t.shop_id and shown.shop_id = c.shop_id and shown.id = c.fit_id
        and t.fit_id <> c.fit_id and not exists (select 1 from model_fit f
          where f.shop_id = t.shop_id and f.id = t.fit_id and f.fitted_at > shown.fitted_at)`);
  }
}

export async function wantFit(db: Queries, shopIds: readonly string[], at: Date): Promise<void> {
  await db.run(sql`
    insert into fit_wanted (shop_id, wanted_at) select unnest(${[...shopIds]}::uuid[]), ${at}
    on conflict (shop_id) do update set wanted_at = excluded.wanted_at`);
}

/** Takes the wish back unless it was uttered again after `before`. */
export async function fulfilWish(db: Queries, shopId: string, before: Date): Promise<void> {
  await db.run(sql`delete from fit_wanted where shop_id = ${shopId} and wanted_at <= ${before}`);
}

/** Which of these to fit now: those that asked for it, have no fit, or whose last one is older than `staleBefore`. */
export async function shopsToFit(
  db: Queries,
  shopIds: readonly string[],
  staleBefore: Date,
): Promise<string[]> {
  const rows = await db.rows<{ shopId: string }>(sql`
    select s.id as "shopId" from unnest(${[...shopIds]}::uuid[]) as s (id)
    where exists (select 1 from fit_wanted w where w.shop_id = s.id)
      or not exists (select 1 from model_fit f where f.shop_id = s.id and f.fitted_at >= ${staleBefore})`);
  return rows.map((row) => row.shopId);
}

/** A merged member's forecasts go; the one she became is forecast at the next fit. */
export async function forgetMembers(
  db: Queries,
  shopId: string,
  memberIds: readonly string[],
): Promise<void> {
  const ids = [...memberIds];
  await db.run(
    sql`delete from member_forecast where shop_id = ${shopId} and member_id = any(${ids}::uuid[])`,
  );
  await db.run(sql`delete from member_need where shop_id = ${shopId} and member_id = any(${ids}::uuid[])`);
}
