import { type Queries, sql, type Tx } from "../../platform/database/index.ts";
import type { Reconciliation, SaleStatus, SaleView } from "./sale.ts";

const columns = sql`id, show_id as "showId", product_id as "productId", variant_id as "variantId",
  price_cents as "priceCents", units, per_person as "perPerson", audience, pay_within_seconds as "payWithinSeconds",
  status, opens_at as "opensAt", next_place as "nextPlace", ended_at as "endedAt", reconciled_at as "reconciledAt",
  reconciliation`;

export type NewSale = Pick<
  SaleView,
  | "id"
  | "showId"
  | "productId"
  | "variantId"
  | "priceCents"
  | "units"
  | "perPerson"
  | "audience"
  | "payWithinSeconds"
  | "opensAt"
>;

/** False when it exists already. */
export async function insertSale(tx: Tx, shopId: string, sale: NewSale, at: Date): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into flash_sale (shop_id, id, show_id, product_id, variant_id, price_cents, units, per_person, audience,
      pay_within_seconds, opens_at, prepared_at)
    values (${shopId}, ${sale.id}, ${sale.showId}, ${sale.productId}, ${sale.variantId}, ${sale.priceCents},
      ${sale.units}, ${sale.perPerson}, ${sale.audience}, ${sale.payWithinSeconds}, ${sale.opensAt}, ${at})
    on conflict do nothing`);
  return inserted === 1;
}

/** In the order of ids, so that two transactions never wait for each other in a circle. */
export function lockSales(tx: Tx, shopId: string, ids: readonly string[]): Promise<SaleView[]> {
  return tx.rows<SaleView>(sql`
    select ${columns} from flash_sale
    where shop_id = ${shopId} and id = any(${[...ids]}::uuid[]) order by id for update`);
}

export function findSales(db: Queries, shopId: string, ids: readonly string[]): Promise<SaleView[]> {
  return db.rows<SaleView>(sql`
    select ${columns} from flash_sale where shop_id = ${shopId} and id = any(${[...ids]}::uuid[])`);
}

/** Sales of a show, the first to open first. */
export function salesOfShow(db: Queries, shopId: string, showId: string): Promise<SaleView[]> {
  return db.rows<SaleView>(sql`
    select ${columns} from flash_sale where shop_id = ${shopId} and show_id = ${showId} order by opens_at, id`);
}

export async function setSaleStatus(
  tx: Tx,
  shopId: string,
  id: string,
  change: { readonly status: SaleStatus; readonly opensAt: Date; readonly endedAt: Date | null },
): Promise<void> {
  await tx.run(sql`
    update flash_sale set status = ${change.status}, opens_at = ${change.opensAt}, ended_at = ${change.endedAt}
    where shop_id = ${shopId} and id = ${id}`);
}

export async function setNextPlaces(
  tx: Tx,
  shopId: string,
  places: ReadonlyMap<string, number>,
): Promise<void> {
  await tx.run(sql`
    update flash_sale s set next_place = p.place
    from unnest(${[...places.keys()]}::uuid[], ${[...places.values()]}::int[]) as p (id, place)
    where s.shop_id = ${shopId} and s.id = p.id`);
}

/** Sales of every shop that the ticker looks after: those whose time came, those with a queue, those that ended. */
export function salesAtWork(db: Queries, now: Date) {
  return db.rows<SaleView & { shopId: string; waits: boolean }>(sql`
    select shop_id as "shopId", ${columns}, exists (select from sale_claim c
      where c.shop_id = s.shop_id and c.sale_id = s.id and c.status = 'waiting') as waits
    from flash_sale s
    where reconciled_at is null and (status <> 'prepared' or opens_at <= ${now}) order by opens_at limit 1000`);
}

export async function keepReconciliation(
  tx: Tx,
  shopId: string,
  id: string,
  reconciliation: Reconciliation,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    update flash_sale set reconciled_at = ${at}, reconciliation = ${JSON.stringify(reconciliation)}::jsonb
    where shop_id = ${shopId} and id = ${id}`);
}
