/**
 * The database room: PostgreSQL, ours or yours.
 *
 * Purpose: SQL that stays visible in the stores (`sql` template), transactions, bulk loading, migrations, and a
 * PostgreSQL of our own for whoever has none.
 *
 * Invariants: a transaction is committed whole or not at all; what was acknowledged survives `kill -9` of any
 * process; a migration is applied once; integers never lose digits on their way.
 *
 * Failure: an unreachable database gives RefrainError `unavailable`; PostgreSQL's refusals arrive as
 * `DatabaseError` of pg with their SQLSTATE in `code`. A connection that breaks is replaced.
 *
 * Shutdown: `close()` the Database first, then `stop()` the embedded server.
 *
 * How values arrive: see `value-parsing.ts` (`numeric` is text, `date` is text, `bigint` is a number).
 */
export { default as sql, empty, raw, type Sql } from "sql-template-tag";
export { type Database, type DatabaseOptions, connectDatabase } from "./connect-database.ts";
export {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  findRunningPostgres,
  startEmbeddedPostgres,
} from "./embedded/index.ts";
export { migrate } from "./migrate.ts";
export type { Queries, RowSource, Tx } from "./queries.ts";
export type { TransactionOptions } from "./transaction.ts";
