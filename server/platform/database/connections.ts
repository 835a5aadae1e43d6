import { type ClientBase, DatabaseError, type Pool, type PoolClient } from "pg";
import type { Sql } from "sql-template-tag";
import { RefrainError } from "../errors.ts";
import type { Answer } from "./queries.ts";
import type { StatementNames } from "./statement-names.ts";

/**
 * Borrows a connection for `use`. An error that PostgreSQL answered leaves the connection good, so it goes back
 * to the pool; after any other error its state is unknown and it is closed.
 */
export async function withConnection<T>(pool: Pool, use: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  let broken = false;
  try {
    return await use(client);
  } catch (error) {
    broken = !isAnswer(error);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Sends one statement over a connection. */
export async function execute(
  client: ClientBase,
  names: StatementNames,
  statement: Sql,
): Promise<Answer | Answer[]> {
  const { text, values } = statement;
  if (values.length === 0) return client.query(text);
  const name = names.nameOf(text);
  return client.query(name === undefined ? { text, values } : { name, text, values });
}

/** PostgreSQL refused a statement, and the connection lives on. */
export function isAnswer(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && error.severity === "ERROR";
}

/** A migration changed the columns of a statement that this connection had prepared before. */
export function isOutdatedPlan(error: unknown): boolean {
  return isAnswer(error) && error.code === "0A000" && error.routine === "RevalidateCachedQuery";
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    if (pool.ending) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const unavailable = new RefrainError("unavailable", `The database cannot be reached: ${reason}`);
    throw Object.assign(unavailable, { cause: error });
  }
}
