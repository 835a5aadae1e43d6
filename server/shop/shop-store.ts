import type { Language } from "../../contract/values.ts";
import { type Queries, sql } from "../platform/database/index.ts";

export type ShopRow = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly currency: string;
  readonly timeZone: string;
  readonly language: Language;
  readonly demo: boolean;
};

const columns = sql`id, slug, name, name_en as "nameEn", currency, time_zone as "timeZone", language, demo`;

export function findShop(db: Queries, id: string): Promise<ShopRow | undefined> {
  return db.row<ShopRow>(sql`select ${columns} from shop where id = ${id}`);
}

export function findShopBySlug(db: Queries, slug: string): Promise<ShopRow | undefined> {
  return db.row<ShopRow>(sql`select ${columns} from shop where slug = ${slug}`);
}

/** The shop that a page without a slug belongs to: the oldest one. */
export function findFirstShop(db: Queries): Promise<ShopRow | undefined> {
  return db.row<ShopRow>(sql`select ${columns} from shop order by created_at, id limit 1`);
}

export function listShops(db: Queries): Promise<ShopRow[]> {
  return db.rows<ShopRow>(sql`select ${columns} from shop order by created_at, id`);
}

export async function insertShop(db: Queries, shop: ShopRow, at: Date): Promise<boolean> {
  const inserted = await db.run(sql`
    insert into shop (id, slug, name, name_en, currency, time_zone, language, demo, created_at)
    values (${shop.id}, ${shop.slug}, ${shop.name}, ${shop.nameEn}, ${shop.currency}, ${shop.timeZone},
      ${shop.language}, ${shop.demo}, ${at})
    on conflict do nothing`);
  return inserted === 1;
}

export function updateShop(
  db: Queries,
  id: string,
  change: {
    name?: string | undefined;
    nameEn?: string | undefined;
    currency?: string | undefined;
    timeZone?: string | undefined;
    language?: Language | undefined;
  },
): Promise<ShopRow | undefined> {
  return db.row<ShopRow>(sql`
    update shop set
      name = coalesce(${change.name ?? null}, name),
      name_en = coalesce(${change.nameEn ?? null}, name_en),
      currency = coalesce(${change.currency ?? null}, currency),
      time_zone = coalesce(${change.timeZone ?? null}, time_zone),
      language = coalesce(${change.language ?? null}, language)
    where id = ${id} returning ${columns}`);
}

/** Whether any amount is written in the shop's currency already. */
export async function hasAmounts(db: Queries, id: string): Promise<boolean> {
  const found = await db.row<{ any: boolean }>(sql`
    select exists (select 1 from product where shop_id = ${id}) or exists (select 1 from shop_order where shop_id = ${id})
      or exists (select 1 from coupon where shop_id = ${id}) as any`);
  return found?.any ?? false;
}
