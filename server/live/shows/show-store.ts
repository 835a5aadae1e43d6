import type { LocalText } from "../../../contract/values.ts";
import { type Queries, sql } from "../../platform/database/index.ts";
import type { RunSheetEntry, ShowStatus, ShowView, SpotlightView } from "./show.ts";

const columns = sql`id, shop_id as "shopId", title, cover, host_name as "hostName", status, starts_at as "startsAt",
  started_at as "startedAt", ended_at as "endedAt", publishing, likes, peak, new_members as "newMembers",
  product_clicks as "productClicks"`;

export function findShow(db: Queries, shopId: string, id: string): Promise<ShowView | undefined> {
  return db.row<ShowView>(sql`select ${columns} from show where shop_id = ${shopId} and id = ${id}`);
}

export function lockShow(db: Queries, shopId: string, id: string): Promise<ShowView | undefined> {
  return db.row<ShowView>(
    sql`select ${columns} from show where shop_id = ${shopId} and id = ${id} for update`,
  );
}

/** For the media engine, which knows streams by their show alone. */
export function findShowAnywhere(db: Queries, id: string): Promise<ShowView | undefined> {
  return db.row<ShowView>(sql`select ${columns} from show where id = ${id}`);
}

export type ShowFilter = {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly status?: ShowStatus | undefined;
};

/** Newest first. */
export function listShows(db: Queries, shopId: string, filter: ShowFilter): Promise<ShowView[]> {
  const status = filter.status ? sql`and status = ${filter.status}` : sql``;
  const after = filter.after
    ? sql`and (starts_at, id) < (select starts_at, id from show where shop_id = ${shopId} and id = ${filter.after})`
    : sql``;
  return db.rows<ShowView>(sql`
    select ${columns} from show where shop_id = ${shopId} ${status} ${after}
    order by starts_at desc, id desc limit ${filter.limit}`);
}

/** Shows to come, the next one first. */
export function listUpcoming(db: Queries, shopId: string, now: Date, limit: number): Promise<ShowView[]> {
  return db.rows<ShowView>(sql`
    select ${columns} from show where shop_id = ${shopId} and status = 'planned' and starts_at > ${new Date(now.getTime() - 3_600_000)}
    order by starts_at, id limit ${limit}`);
}

export function listOnAir(db: Queries): Promise<ShowView[]> {
  return db.rows<ShowView>(sql`select ${columns} from show where status = 'on_air'`);
}

export async function insertShow(
  db: Queries,
  show: { shopId: string; id: string; title: LocalText; cover: string; hostName: string; startsAt: Date },
  at: Date,
): Promise<void> {
  await db.run(sql`
    insert into show (shop_id, id, title, cover, host_name, starts_at, created_at)
    values (${show.shopId}, ${show.id}, ${JSON.stringify(show.title)}::jsonb, ${show.cover}, ${show.hostName},
      ${show.startsAt}, ${at})`);
}

export async function updateShow(
  db: Queries,
  shopId: string,
  id: string,
  change: { title: LocalText; startsAt: Date },
): Promise<void> {
  await db.run(sql`
    update show set title = ${JSON.stringify(change.title)}::jsonb, starts_at = ${change.startsAt}
    where shop_id = ${shopId} and id = ${id}`);
}

export async function setShowStatus(db: Queries, shopId: string, id: string, status: ShowStatus, at: Date) {
  await db.run(sql`
    update show set status = ${status},
      started_at = case when ${status} = 'on_air' then coalesce(started_at, ${at}) else started_at end,
      ended_at = case when ${status} = 'ended' then ${at} else ended_at end,
      publishing = case when ${status} = 'on_air' then publishing else false end
    where shop_id = ${shopId} and id = ${id}`);
}

/** True when it changed. */
export async function setPublishing(
  db: Queries,
  shopId: string,
  id: string,
  publishing: boolean,
): Promise<boolean> {
  const changed = await db.run(sql`
    update show set publishing = ${publishing} where shop_id = ${shopId} and id = ${id} and publishing <> ${publishing}`);
  return changed === 1;
}

export async function replaceRunSheet(
  db: Queries,
  shopId: string,
  showId: string,
  entries: readonly RunSheetEntry[],
) {
  await db.run(sql`delete from show_product where shop_id = ${shopId} and show_id = ${showId}`);
  await db.run(sql`
    insert into show_product (shop_id, show_id, product_id, position, role, notes)
    select ${shopId}::uuid, ${showId}::uuid, "productId", position, role, notes
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e ("productId" uuid, position integer, role text, notes text)`);
}

export function runSheetOf(db: Queries, shopId: string, showId: string): Promise<RunSheetEntry[]> {
  return db.rows<RunSheetEntry>(sql`
    select product_id as "productId", position, role, notes from show_product
    where shop_id = ${shopId} and show_id = ${showId} order by position`);
}

/** Shows on air that have one of these products on their run-sheet. */
export function showsOnAirWith(db: Queries, shopId: string, productIds: readonly string[]) {
  return db.rows<{ showId: string; productId: string }>(sql`
    select p.show_id as "showId", p.product_id as "productId"
    from show s join show_product p on p.shop_id = s.shop_id and p.show_id = s.id
    where s.shop_id = ${shopId} and s.status = 'on_air' and p.product_id = any(${[...productIds]}::uuid[])`);
}

export function currentSpotlight(
  db: Queries,
  shopId: string,
  showId: string,
): Promise<SpotlightView | undefined> {
  return db.row<SpotlightView>(sql`
    select product_id as "productId", started_at as "startedAt", ended_at as "endedAt" from spotlight
    where shop_id = ${shopId} and show_id = ${showId} and ended_at is null`);
}

export function spotlightsOf(db: Queries, shopId: string, showId: string): Promise<SpotlightView[]> {
  return db.rows<SpotlightView>(sql`
    select product_id as "productId", started_at as "startedAt", ended_at as "endedAt" from spotlight
    where shop_id = ${shopId} and show_id = ${showId} order by started_at`);
}

export async function switchSpotlight(
  db: Queries,
  shopId: string,
  showId: string,
  productId: string | null,
  at: Date,
) {
  await db.run(sql`
    update spotlight set ended_at = ${at} where shop_id = ${shopId} and show_id = ${showId} and ended_at is null`);
  if (!productId) return;
  await db.run(sql`
    insert into spotlight (shop_id, show_id, started_at, product_id) values (${shopId}, ${showId}, ${at}, ${productId})
    on conflict (shop_id, show_id, started_at) do update set product_id = excluded.product_id, ended_at = null`);
}

export async function addLikes(db: Queries, shopId: string, showId: string, count: number): Promise<number> {
  const show = await db.row<{ likes: number }>(sql`
    update show set likes = likes + ${count} where shop_id = ${shopId} and id = ${showId} returning likes`);
  return show?.likes ?? 0;
}

export async function raisePeak(db: Queries, shopId: string, showId: string, viewers: number): Promise<void> {
  await db.run(sql`
    update show set peak = ${viewers} where shop_id = ${shopId} and id = ${showId} and peak < ${viewers}`);
}

export async function countUp(
  db: Queries,
  shopId: string,
  showId: string,
  what: "new_members" | "product_clicks",
  by: number,
) {
  const column =
    what === "new_members"
      ? sql`new_members = new_members + ${by}`
      : sql`product_clicks = product_clicks + ${by}`;
  await db.run(sql`update show set ${column} where shop_id = ${shopId} and id = ${showId}`);
}
