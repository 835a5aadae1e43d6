import { type Queries, sql, type Tx } from "../../platform/database/index.ts";

/** False when it exists already. */
export async function insertAllotment(
  tx: Tx,
  shopId: string,
  { id, variantId, units }: { readonly id: string; readonly variantId: string; readonly units: number },
  at: Date,
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into stock_allotment (shop_id, id, variant_id, units, free, created_at)
    values (${shopId}, ${id}, ${variantId}, ${units}, ${units}, ${at}) on conflict do nothing`);
  return inserted === 1;
}

/** In the order of ids, so that two transactions never wait for each other in a circle. */
export async function lockFree(tx: Tx, shopId: string, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows<{ id: string; free: number }>(sql`
    select id, free from stock_allotment
    where shop_id = ${shopId} and id = any(${[...ids]}::uuid[]) and closed_at is null order by id for update`);
  return new Map(rows.map(({ id, free }) => [id, free]));
}

export async function drawUnits(tx: Tx, shopId: string, units: ReadonlyMap<string, number>): Promise<void> {
  const drawn = await tx.run(sql`
    update stock_allotment a set free = a.free - d.units
    from unnest(${[...units.keys()]}::uuid[], ${[...units.values()]}::int[]) as d (id, units)
    where a.shop_id = ${shopId} and a.id = d.id and a.closed_at is null`);
  if (drawn !== units.size) throw new Error("Units were drawn from an allotment that is not open.");
}

export async function giveBackUnits(tx: Tx, shopId: string, id: string, units: number) {
  const row = await tx.row<{ variantId: string; isOpen: boolean }>(sql`
    update stock_allotment set
      free = case when closed_at is null then free + ${units} else free end,
      returned = case when closed_at is null then returned else returned + ${units} end
    where shop_id = ${shopId} and id = ${id}
    returning variant_id as "variantId", closed_at is null as "isOpen"`);
  if (!row) throw new Error(`There is no allotment ${id}.`);
  return row;
}

/** Undefined when it is closed already. */
export function closeAllotment(tx: Tx, shopId: string, id: string, at: Date) {
  return tx.row<{ variantId: string; returned: number }>(sql`
    update stock_allotment set returned = returned + free, free = 0, closed_at = ${at}
    where shop_id = ${shopId} and id = ${id} and closed_at is null
    returning variant_id as "variantId", returned`);
}

/** Units by where they are. Until a bug, `units = free + unpaid + sold + returned`. */
export type AllotmentFigures = {
  readonly id: string;
  readonly units: number;
  readonly free: number;
  /** In orders that wait for payment. */
  readonly unpaid: number;
  /** In orders that were paid, whatever happened to them afterwards. */
  readonly sold: number;
  readonly returned: number;
};

export function figuresOf(db: Queries, shopId: string, ids: readonly string[]): Promise<AllotmentFigures[]> {
  return db.rows<AllotmentFigures>(sql`
    select a.id, a.units, a.free, a.returned, coalesce(o.unpaid, 0) as unpaid, coalesce(o.sold, 0) as sold
    from stock_allotment a left join lateral (
      select sum(allotment_units) filter (where status = 'awaiting_payment')::int as unpaid,
        sum(allotment_units) filter (where status not in ('awaiting_payment', 'cancelled'))::int as sold
      from shop_order o
      where o.shop_id = a.shop_id and o.allotment_id = a.id) o on true
    where a.shop_id = ${shopId} and a.id = any(${[...ids]}::uuid[])`);
}

export async function cancelledOrders(db: Queries, shopId: string, id: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select id from shop_order where shop_id = ${shopId} and allotment_id = ${id} and status = 'cancelled'`);
  return rows.map((row) => row.id);
}
