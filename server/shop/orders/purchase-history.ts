import { type Database, sql } from "../../platform/database/index.ts";

/** One product bought by one known member in one order. Unpaid and cancelled orders are left out. */
export type Purchase = {
  readonly memberId: string;
  readonly orderId: string;
  readonly productId: string;
  readonly category: string;
  readonly quantity: number;
  /** What was paid for the line, less refunds: zero when all of it came back. */
  readonly cents: number;
  readonly paidAt: Date;
};

const batchSize = 20_000;

/**
 * Visits the whole history in batches by (member, time), so that a million lines never stand in memory at once.
 * A line that came back in full is there with zero cents: the purchase was a sign of life, the goods were not used.
 */
export async function forEachPurchase(
  db: Database,
  shopId: string,
  visit: (batch: readonly Purchase[]) => void | Promise<void>,
): Promise<void> {
  let afterMember = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const members = await db.rows<{ memberId: string; lines: number }>(sql`
      select o.member_id as "memberId", count(*)::int as lines
      from shop_order o join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
      where o.shop_id = ${shopId} and o.member_id > ${afterMember} and o.paid_at is not null
      group by o.member_id order by o.member_id limit 2000`);
    if (members.length === 0) return;
    for (const [from, to] of slices(members)) {
      await visit(await purchasesBetween(db, shopId, from, to));
    }
    afterMember = members.at(-1)!.memberId;
  }
}

/** Ranges of members whose lines together make about one batch. */
function* slices(
  members: readonly { memberId: string; lines: number }[],
): Generator<[from: string, to: string]> {
  let first = 0;
  let lines = 0;
  for (const [i, member] of members.entries()) {
    lines += member.lines;
    if (lines < batchSize && i < members.length - 1) continue;
    yield [members[first]!.memberId, member.memberId];
    first = i + 1;
    lines = 0;
  }
}

function purchasesBetween(db: Database, shopId: string, from: string, to: string): Promise<Purchase[]> {
  return db.rows<Purchase>(sql`
    select o.member_id as "memberId", o.id as "orderId", l.product_id as "productId", p.category, l.quantity,
      l.total_cents - l.refunded_cents as cents, o.paid_at as "paidAt"
    from shop_order o
      join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
      join product p on p.shop_id = l.shop_id and p.id = l.product_id
    where o.shop_id = ${shopId} and o.member_id between ${from} and ${to} and o.paid_at is not null
      and o.status <> 'cancelled'
    order by o.member_id, o.paid_at, o.id, l.line_no`);
}
