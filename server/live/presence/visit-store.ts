import { type Queries, sql } from "../../platform/database/index.ts";

/** Writes that somebody entered; `first` when never before in this show. */
export async function enterShow(
  db: Queries,
  shopId: string,
  showId: string,
  memberId: string,
  at: Date,
): Promise<boolean> {
  const visit = await db.row<{ entries: number }>(sql`
    insert into show_visit (shop_id, show_id, member_id, first_entered_at, last_entered_at)
    values (${shopId}, ${showId}, ${memberId}, ${at}, ${at})
    on conflict (shop_id, show_id, member_id) do update
      set entries = show_visit.entries + 1, last_entered_at = excluded.last_entered_at
    returning entries`);
  return visit?.entries === 1;
}

export async function addWatchSeconds(
  db: Queries,
  shopId: string,
  showId: string,
  memberId: string,
  seconds: number,
  at: Date,
) {
  await db.run(sql`
    update show_visit set watch_seconds = watch_seconds + ${seconds}, watched_at = ${at}
    where shop_id = ${shopId} and show_id = ${showId} and member_id = ${memberId}`);
}

/** When she last entered or said that she is watching; undefined when she was never there. */
export async function lastSeenIn(
  db: Queries,
  shopId: string,
  showId: string,
  memberId: string,
): Promise<Date | undefined> {
  const visit = await db.row<{ seenAt: Date }>(sql`
    select greatest(last_entered_at, watched_at) as "seenAt" from show_visit
    where shop_id = ${shopId} and show_id = ${showId} and member_id = ${memberId}`);
  return visit?.seenAt;
}

export async function countViewers(db: Queries, shopId: string, showId: string): Promise<number> {
  const found = await db.row<{ viewers: number }>(sql`
    select count(*)::int as viewers from show_visit where shop_id = ${shopId} and show_id = ${showId}`);
  return found?.viewers ?? 0;
}

export type ReturningRow = {
  readonly memberId: string;
  readonly showsWatched: number;
  readonly enteredAt: Date;
};

/** Members in this show who have watched another or bought before, the last to enter first. */
export function returningIn(
  db: Queries,
  shopId: string,
  showId: string,
  limit: number,
): Promise<ReturningRow[]> {
  return db.rows<ReturningRow>(sql`
    select v.member_id as "memberId", v.last_entered_at as "enteredAt",
      (select count(*)::int from show_visit o where o.shop_id = v.shop_id and o.member_id = v.member_id) as "showsWatched"
    from show_visit v join member m on m.shop_id = v.shop_id and m.id = v.member_id
    where v.shop_id = ${shopId} and v.show_id = ${showId} and m.joined_at is not null
      and (m.order_count > 0 or exists (select 1 from show_visit o
        where o.shop_id = v.shop_id and o.member_id = v.member_id and o.show_id <> v.show_id))
    order by v.last_entered_at desc limit ${limit}`);
}

export async function showsWatchedBy(db: Queries, shopId: string, memberId: string): Promise<number> {
  const found = await db.row<{ shows: number }>(sql`
    select count(*)::int as shows from show_visit where shop_id = ${shopId} and member_id = ${memberId}`);
  return found?.shows ?? 0;
}

/**
 * A guest's visits, words and mutes become the member's; where both watched, the sums are joined, and where both are
 * muted, the longer mute stays: signing in does not give the word back.
 */
export async function moveVisits(db: Queries, shopId: string, from: string, to: string): Promise<void> {
  await db.run(sql`
    insert into show_visit (shop_id, show_id, member_id, first_entered_at, last_entered_at, entries, watch_seconds)
    select shop_id, show_id, ${to}::uuid, first_entered_at, last_entered_at, entries, watch_seconds
    from show_visit where shop_id = ${shopId} and member_id = ${from}
    on conflict (shop_id, show_id, member_id) do update set
      first_entered_at = least(show_visit.first_entered_at, excluded.first_entered_at),
      last_entered_at = greatest(show_visit.last_entered_at, excluded.last_entered_at),
      entries = show_visit.entries + excluded.entries,
      watch_seconds = show_visit.watch_seconds + excluded.watch_seconds`);
  await db.run(sql`delete from show_visit where shop_id = ${shopId} and member_id = ${from}`);
  await db.run(sql`
    insert into chat_mute (shop_id, show_id, member_id, until, reason, muted_by, at)
    select shop_id, show_id, ${to}::uuid, until, reason, muted_by, at from chat_mute
    where shop_id = ${shopId} and member_id = ${from}
    on conflict (shop_id, show_id, member_id) do update
      set until = excluded.until, reason = excluded.reason, muted_by = excluded.muted_by, at = excluded.at
      where chat_mute.until is not null and (excluded.until is null or excluded.until > chat_mute.until)`);
  await db.run(sql`delete from chat_mute where shop_id = ${shopId} and member_id = ${from}`);
  await db.run(
    sql`update chat_message set member_id = ${to} where shop_id = ${shopId} and member_id = ${from}`,
  );
}
