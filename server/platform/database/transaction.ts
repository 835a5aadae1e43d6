import { setTimeout as wait } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { Sql } from "sql-template-tag";
import { execute, withConnection } from "./connections.ts";
import { copyRows } from "./copy-rows.ts";
import { createQueries, type Tx } from "./queries.ts";
import type { StatementNames } from "./statement-names.ts";

export type TransactionOptions = {
  /** "read committed" if nothing is said. */
  readonly isolation?: "read committed" | "repeatable read" | "serializable";
};

const retries = 3;

/**
 * begin, work, commit; rollback when the work throws. Work that lost against another transaction
 * (serialization_failure, deadlock_detected) is done again up to three times, so it must not have effects
 * outside the database.
 */
export async function runTransaction<T>(
  pool: Pool,
  names: StatementNames,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await withConnection(pool, (client) => attemptTransaction(client, names, work, options));
    } catch (error) {
      if (attempt >= retries || !lostAgainstAnother(error)) throw error;
      await wait(Math.random() * 10 * 2 ** attempt);
    }
  }
}

async function attemptTransaction<T>(
  client: PoolClient,
  names: StatementNames,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  await client.query(options.isolation ? `begin isolation level ${options.isolation}` : "begin");
  const { tx, end } = openTx(client, names);
  let result: T;
  try {
    result = await work(tx);
  } catch (error) {
    await end();
    // Should this fail, the connection is broken, and what the work threw says more.
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
  const swallowed = await end();
  const answer = await client.query("commit");
  if (answer.command !== "COMMIT") {
    throw new Error("The transaction was rolled back: a statement had failed and its error was ignored.", {
      cause: swallowed,
    });
  }
  return result;
}

/** Statements queue up one behind another; `end` waits for the last one and closes the door. */
function openTx(client: PoolClient, names: StatementNames): { tx: Tx; end: () => Promise<unknown> } {
  let last: Promise<unknown> = Promise.resolve();
  let lastError: unknown;
  let ended = false;
  const inTurn = <R>(job: () => Promise<R>): Promise<R> => {
    if (ended) return Promise.reject(new Error("The transaction is over; this statement came too late."));
    const mine = last.then(job);
    last = mine.catch((error: unknown) => {
      lastError = error;
    });
    return mine;
  };
  const queries = createQueries({
    execute: (statement: Sql) => inTurn(() => execute(client, names, statement)),
    copyRows: (table, columns, rows) => inTurn(() => copyRows(client, table, columns, rows)),
  });
  const end = async (): Promise<unknown> => {
    ended = true;
    await last;
    return lastError;
  };
  return { tx: { ...queries, inTransaction: true }, end };
}

function lostAgainstAnother(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return code === "40001" || code === "40P01" || lostAgainstAnother(error.cause);
}
