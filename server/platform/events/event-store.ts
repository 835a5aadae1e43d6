import { join } from "sql-template-tag";
import type { EventName } from "../../../contract/events.ts";
import { type Queries, type Sql, type Tx, empty, sql } from "../database/index.ts";
import type { Fact, NewFact } from "./facts.ts";

type EventRow = {
  readonly id: number;
  readonly shop_id: string;
  readonly type: EventName;
  readonly member_id: string | null;
  readonly subject_id: string | null;
  readonly at: Date;
  readonly data: unknown;
};

export function toFact(row: EventRow): Fact {
  const { id, type, at, data } = row;
  const memberId = row.member_id ?? undefined;
  const subjectId = row.subject_id ?? undefined;
  return { id, shopId: row.shop_id, type, memberId, subjectId, at, data } as Fact;
}

/** One INSERT for all. Identity values are drawn in the order given. */
export async function insertFacts(tx: Tx, facts: readonly NewFact[]): Promise<void> {
  const column = <T>(pick: (fact: NewFact) => T): T[] => facts.map(pick);
  await tx.run(sql`
    insert into event (shop_id, type, member_id, subject_id, at, data)
    select * from unnest(
      ${column((fact) => fact.shopId)}::uuid[],
      ${column((fact) => fact.type)}::text[],
      ${column((fact) => fact.memberId ?? null)}::uuid[],
      ${column((fact) => fact.subjectId ?? null)}::uuid[],
      ${column((fact) => fact.at)}::timestamptz[],
      ${column((fact) => JSON.stringify(fact.data))}::jsonb[])`);
}

/**
 * A window of transactions, `[from, until)`, that is being read in the order of ids. Transactions that overlap
 * always fall into one window, because none of them is readable before all have ended; and where two of them touch
 * the same member, a row lock puts their ids into the order of what happened. Ordering by transaction would not:
 * the older transaction may have waited for the younger one.
 */
export type Cursor = { readonly from: bigint; readonly until: bigint; readonly afterId: number };

/** Takes the reader for this transaction; false when another process has it. Assigns no transaction id. */
export async function lockReader(tx: Tx, reader: string): Promise<boolean> {
  const row = await tx.row<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`reader_cursor ${reader}`}, 0)) as taken`,
  );
  return row?.taken ?? false;
}

export async function readCursor(tx: Tx, reader: string): Promise<Cursor> {
  const row = await tx.row<{ tx_from: string; tx_until: string; after_id: number }>(sql`
    select tx_from::text, tx_until::text, after_id from reader_cursor where reader = ${reader}`);
  if (!row) return { from: 0n, until: 0n, afterId: 0 };
  return { from: BigInt(row.tx_from), until: BigInt(row.tx_until), afterId: row.after_id };
}

export async function writeCursor(tx: Tx, reader: string, cursor: Cursor): Promise<void> {
  const from = String(cursor.from);
  const until = String(cursor.until);
  await tx.run(sql`
    insert into reader_cursor (reader, tx_from, tx_until, after_id)
    values (${reader}, ${from}::xid8, ${until}::xid8, ${cursor.afterId})
    on conflict (reader) do update set
      tx_from = excluded.tx_from, tx_until = excluded.tx_until, after_id = excluded.after_id`);
}

/** Every transaction before the horizon has ended. */
export async function readHorizon(queries: Queries): Promise<bigint> {
  const row = await queries.row<{ horizon: string }>(
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`,
  );
  return BigInt(row!.horizon);
}

/**
 * The id before the first of a window; undefined when the window is empty. `offset 0` keeps the planner from looking
 * for the smallest id through the index on ids, from the first fact of all times on.
 */
export async function findWindowStart(tx: Tx, from: bigint, until: bigint): Promise<number | undefined> {
  const row = await tx.row<{ first: number | null }>(sql`
    select min(id) as first from (
      select id from event
      where tx >= ${String(from)}::xid8 and tx < ${String(until)}::xid8 offset 0) as in_window`);
  return row?.first === null || row?.first === undefined ? undefined : row.first - 1;
}

/**
 * The next facts of a window. Almost every row after `afterId` belongs to it, so the index on ids is the right one;
 * `coalesce` keeps the planner from sorting a whole backlog for each batch.
 */
export async function readWindow(
  tx: Tx,
  cursor: Cursor,
  types: readonly EventName[] | undefined,
  limit: number,
): Promise<Fact[]> {
  const rows = await tx.rows<EventRow>(sql`
    select id, shop_id, type, member_id, subject_id, at, data from event
    where id > ${cursor.afterId}
      and coalesce(tx, '0'::xid8) >= ${String(cursor.from)}::xid8
      and coalesce(tx, '0'::xid8) < ${String(cursor.until)}::xid8
      ${types ? sql`and type = any(${[...types]}::text[])` : empty}
    order by id limit ${limit}`);
  return rows.map(toFact);
}

/** Where the stream stands. Every transaction before the horizon has ended; `newest` is the youngest with a fact. */
export type Position = { readonly newest: bigint; readonly horizon: bigint };

export async function readPosition(db: Queries): Promise<Position> {
  const row = await db.row<{ newest: string; horizon: string }>(sql`
    select coalesce((select tx from event order by tx desc limit 1), '0'::xid8)::text as newest,
      pg_snapshot_xmin(pg_current_snapshot())::text as horizon`);
  return { newest: BigInt(row!.newest), horizon: BigInt(row!.horizon) };
}

/** Which types were written by the transactions `[from, until)`. */
export async function readTypes(db: Queries, from: bigint, until: bigint): Promise<Set<string>> {
  const rows = await db.rows<{ type: string }>(sql`
    select distinct type from event
    where tx >= ${String(from)}::xid8 and tx < ${String(until)}::xid8`);
  return new Set(rows.map((row) => row.type));
}

export async function insertFailure(
  tx: Tx,
  reader: string,
  fact: Fact,
  failure: { readonly error: string; readonly attempts: number; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into event_failure (shop_id, reader, event_id, type, error, attempts, failed_at)
    values (${fact.shopId}, ${reader}, ${fact.id}, ${fact.type}, ${failure.error}, ${failure.attempts}, ${failure.at})
    on conflict do nothing`);
}

export type FactsQuery = {
  readonly shopId: string;
  readonly types?: readonly EventName[] | undefined;
  readonly memberId?: string | undefined;
  readonly subjectId?: string | undefined;
  /** Older than this id, newest first: how a viewer pages back. */
  readonly before?: number | undefined;
  /** Newer than this id, oldest first: how a viewer follows the stream. */
  readonly after?: number | undefined;
  readonly limit: number;
};

/** Facts of a shop, newest first unless `after` is given. */
export async function readFacts(db: Queries, query: FactsQuery): Promise<Fact[]> {
  const conditions: Sql[] = [sql`shop_id = ${query.shopId}`];
  if (query.types) conditions.push(sql`type = any(${[...query.types]}::text[])`);
  if (query.memberId) conditions.push(sql`member_id = ${query.memberId}`);
  if (query.subjectId) conditions.push(sql`subject_id = ${query.subjectId}`);
  if (query.before !== undefined) conditions.push(sql`id < ${query.before}`);
  if (query.after !== undefined) conditions.push(sql`id > ${query.after}`);
  const order = query.after === undefined ? sql`id desc` : sql`id`;
  const rows = await db.rows<EventRow>(sql`
    select id, shop_id, type, member_id, subject_id, at, data from event
    where ${join(conditions, " and ")} order by ${order} limit ${query.limit}`);
  return rows.map(toFact);
}

/** A fact that a reader gave up on, and why. */
export type Failure = {
  readonly reader: string;
  readonly eventId: number;
  readonly type: string;
  readonly error: string;
  readonly attempts: number;
  readonly failedAt: Date;
};

export async function readFailures(db: Queries, shopId: string, limit: number): Promise<Failure[]> {
  return db.rows<Failure>(sql`
    select reader, event_id as "eventId", type, error, attempts, failed_at as "failedAt"
    from event_failure where shop_id = ${shopId} order by failed_at desc, event_id desc limit ${limit}`);
}
