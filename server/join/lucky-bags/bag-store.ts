import type { LocalText } from "../../../contract/values.ts";
import { type Queries, sql } from "../../platform/database/index.ts";

export type BagView = {
  readonly id: string;
  readonly shopId: string;
  readonly showId: string;
  readonly benefitId: string;
  readonly prize: LocalText;
  readonly winners: number;
  readonly status: "open" | "drawn" | "cancelled";
  readonly openedAt: Date;
  readonly closesAt: Date;
  readonly seed: string;
  readonly commitment: string;
  readonly drawnAt: Date | null;
  readonly entries: number;
};

export type EntryView = { readonly ticket: string; readonly won: boolean; readonly couponId: string | null };

const bags = sql`(
  select b.id, b.shop_id as "shopId", b.show_id as "showId", b.benefit_id as "benefitId", p.label as prize, b.winners,
    b.status, b.opened_at as "openedAt", b.closes_at as "closesAt", b.seed, b.commitment, b.drawn_at as "drawnAt",
    (select count(*)::int from lucky_bag_entry e where e.shop_id = b.shop_id and e.bag_id = b.id) as entries
  from lucky_bag b join join_benefit p on p.shop_id = b.shop_id and p.id = b.benefit_id) as bags`;

export function findBag(db: Queries, shopId: string, id: string): Promise<BagView | undefined> {
  return db.row<BagView>(sql`select * from ${bags} where "shopId" = ${shopId} and id = ${id}`);
}

export function bagsOfShow(db: Queries, shopId: string, showId: string, limit: number): Promise<BagView[]> {
  return db.rows<BagView>(sql`
    select * from ${bags} where "shopId" = ${shopId} and "showId" = ${showId}
    order by "openedAt" desc, id limit ${limit}`);
}

/** False when another one is open in that room. */
export async function insertBag(db: Queries, bag: Omit<BagView, "entries" | "prize">): Promise<boolean> {
  const inserted = await db.run(sql`
    insert into lucky_bag (shop_id, id, show_id, benefit_id, winners, opened_at, closes_at, seed, commitment)
    values (${bag.shopId}, ${bag.id}, ${bag.showId}, ${bag.benefitId}, ${bag.winners}, ${bag.openedAt},
      ${bag.closesAt}, ${bag.seed}, ${bag.commitment})
    on conflict do nothing`);
  return inserted === 1;
}

/** Open ones whose time is over, oldest first. */
export function dueBags(db: Queries, now: Date): Promise<{ shopId: string; id: string }[]> {
  return db.rows<{ shopId: string; id: string }>(sql`
    select shop_id as "shopId", id from lucky_bag where status = 'open' and closes_at <= ${now}
    order by closes_at, id limit 100`);
}

/**
 * Ends an open bag; false when somebody else has. Holds the row, so that whoever is taking part at this moment is in
 * before it or refused.
 */
export async function endBag(
  db: Queries,
  shopId: string,
  id: string,
  status: "drawn" | "cancelled",
  at: Date,
): Promise<boolean> {
  const ended = await db.run(sql`
    update lucky_bag set status = ${status}, drawn_at = ${status === "drawn" ? at : null}
    where shop_id = ${shopId} and id = ${id} and status = 'open'`);
  return ended === 1;
}

/** Whether one can take part now. Holds the bag against being drawn until the transaction ends. */
export async function holdOpen(db: Queries, shopId: string, id: string, now: Date): Promise<boolean> {
  const open = await db.row(sql`
    select 1 from lucky_bag where shop_id = ${shopId} and id = ${id} and status = 'open' and closes_at > ${now}
    for share`);
  return open !== undefined;
}

/** False when she takes part already, or another has this ticket. */
export async function insertEntry(
  db: Queries,
  entry: { shopId: string; bagId: string; memberId: string; ticket: string; at: Date },
): Promise<boolean> {
  const inserted = await db.run(sql`
    insert into lucky_bag_entry (shop_id, bag_id, member_id, ticket, entered_at)
    values (${entry.shopId}, ${entry.bagId}, ${entry.memberId}, ${entry.ticket}, ${entry.at})
    on conflict do nothing`);
  return inserted === 1;
}

export function findEntry(
  db: Queries,
  shopId: string,
  bagId: string,
  memberId: string,
): Promise<EntryView | undefined> {
  return db.row<EntryView>(sql`
    select ticket, won, coupon_id as "couponId" from lucky_bag_entry
    where shop_id = ${shopId} and bag_id = ${bagId} and member_id = ${memberId}`);
}

export function entriesOf(
  db: Queries,
  shopId: string,
  bagId: string,
): Promise<{ ticket: string; memberId: string; won: boolean }[]> {
  return db.rows<{ ticket: string; memberId: string; won: boolean }>(sql`
    select ticket, member_id as "memberId", won from lucky_bag_entry
    where shop_id = ${shopId} and bag_id = ${bagId} order by ticket`);
}

export async function noteWin(
  db: Queries,
  shopId: string,
  bagId: string,
  ticket: string,
  couponId: string,
): Promise<void> {
  await db.run(sql`
    update lucky_bag_entry set won = true, coupon_id = ${couponId}
    where shop_id = ${shopId} and bag_id = ${bagId} and ticket = ${ticket}`);
}

/**
 * A member who turns out to be another one takes part as that one. Where both did, the ticket of the one who stays
 * counts while the bag is open; what was drawn stays as it was drawn.
 */
export async function moveEntries(db: Queries, shopId: string, from: string, to: string): Promise<void> {
  await db.run(sql`
    update lucky_bag_entry e set member_id = ${to} where shop_id = ${shopId} and member_id = ${from}
    and not exists (select 1 from lucky_bag_entry o
      where o.shop_id = e.shop_id and o.bag_id = e.bag_id and o.member_id = ${to})`);
  await db.run(sql`
    delete from lucky_bag_entry e using lucky_bag b
    where e.shop_id = ${shopId} and e.member_id = ${from} and b.shop_id = e.shop_id and b.id = e.bag_id
      and b.status = 'open'`);
}
