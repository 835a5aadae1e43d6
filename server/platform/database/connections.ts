import { type ClientBase, DatabaseError, type Pool, type PoolClient } from "pg";
import type { Sql } from "sql-template-tag";
import { RefrainError } from "../errors.ts";
import type { Answer } from "./queries.ts";
import type { StatementNames } from "./statement-names.ts";

/**
 * Borrows a connection for `use`. It goes back to the pool if it rests between transactions, whatever `use` threw;
 * if it was lost or left inside a transaction it is closed.
 * @throws RefrainError `unavailable` when there is no connection or it broke; whether a commit that was under way
 *   took effect is then unknown
 */
export async function withConnection<T>(pool: Pool, use: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  let lost = false;
  try {
    return await use(client);
  } catch (error) {
    lost = isLoss(error);
    throw lost ? unavailable("The connection to the database broke", error) : error;
  } finally {
    client.release(lost || client.getTransactionStatus() !== "I");
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

/** A migration changed the columns of a statement that this connection had prepared before. */
export function isOutdatedPlan(error: unknown): boolean {
  return (
    error instanceof DatabaseError && error.code === "0A000" && error.routine === "RevalidateCachedQuery"
  );
}

/** The server hung up (its words are FATAL or the network's), rather than refusing a statement. */
function isLoss(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.severity === "FATAL" || error.severity === "PANIC";
  if (!(error instanceof Error)) return false;
  const { code, message } = error as NodeJS.ErrnoException;
  return networkCodes.has(code ?? "") || /^(Connection terminated|Client has encountered)/u.test(message);
}

const networkCodes = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT"]);

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw pool.ending ? error : unavailable("The database cannot be reached", error);
  }
}

function unavailable(what: string, cause: unknown): RefrainError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return Object.assign(new RefrainError("unavailable", `${what}: ${reason}`), { cause });
}
