import { type ClientBase, Pool } from "pg";
import type { Sql } from "sql-template-tag";
import { execute, isOutdatedPlan, withConnection } from "./connections.ts";
import { copyRows } from "./copy-rows.ts";
import { createQueries, type Queries, type Tx } from "./queries.ts";
import { createStatementNames, withoutStatementNames } from "./statement-names.ts";
import { runTransaction, type TransactionOptions } from "./transaction.ts";
import { valueParsers } from "./value-parsing.ts";

/** A pool of connections to one PostgreSQL database. */
export type Database = Queries & {
  /**
   * begin, work, commit; rollback when the work throws. On serialization_failure (40001) and deadlock (40P01)
   * the work is done again up to three times: keep effects outside the database out of it.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  readonly url: string;
  /** For libraries that bring their own SQL (jobs) and for LISTEN. */
  readonly pool: Pool;
  /** Waits for borrowed connections (running statements, open transactions), then closes every one. */
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly url: string;
  /** 10 if nothing is said. */
  readonly maxConnections?: number;
  /** Prepare repeated statements under a name (default). Switch off behind PgBouncer before 1.21. */
  readonly namedStatements?: boolean;
  /** A resting connection broke. The pool opens another; this is for the log. */
  readonly onError: (error: Error) => void;
};

/**
 * Opens connections as they are needed, so it returns before the first. While no connection can be had,
 * statements fail with RefrainError `unavailable` after 10 seconds. Sessions live in UTC.
 */
export function connectDatabase(options: DatabaseOptions): Database {
  const names = options.namedStatements === false ? withoutStatementNames() : createStatementNames();
  const pool = openPool(options);
  const executeOnPool = async (statement: Sql) => {
    try {
      return await withConnection(pool, (client) => execute(client, names, statement));
    } catch (error) {
      if (!isOutdatedPlan(error)) throw error;
      names.forget(statement.text);
      return withConnection(pool, (client) => execute(client, names, statement));
    }
  };
  let closing: Promise<void> | undefined;
  return {
    ...createQueries({
      execute: executeOnPool,
      copyRows: (table, columns, rows) =>
        withConnection(pool, (client) => copyRows(client, table, columns, rows)),
    }),
    transaction: (work, transactionOptions) => runTransaction(pool, names, work, transactionOptions),
    url: options.url,
    pool,
    close: () => (closing ??= pool.end()),
  };
}

function openPool({ url, maxConnections = 10, onError }: DatabaseOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    types: valueParsers,
    application_name: "refrain",
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    onConnect: liveInUtc,
  });
  pool.on("error", (error) => {
    // The pool hangs the whole connection on the error, which does not belong into a log.
    Reflect.deleteProperty(error, "client");
    if (!pool.ending) onError(error);
  });
  // A connection that breaks while it is borrowed tells its borrower; without a listener it would also end
  // the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** `date_trunc` and `::date` follow the session's zone, which on a foreign server may be any. The pool waits for what this returns. */
function liveInUtc(client: ClientBase): unknown {
  return client.query("set timezone to 'UTC'");
}
