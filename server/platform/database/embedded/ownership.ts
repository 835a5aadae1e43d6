import { Client, DatabaseError } from "pg";
import { databaseName, socketUrl } from "./server-environment.ts";

/**
 * The sign that this process owns the server: a lock held by an open connection. The kernel closes it when the
 * process dies, however it dies, so there is never a stale sign.
 */
export type Ownership = {
  readonly version: string;
  /** Called once, when the connection is lost. */
  onLost(listener: () => void): void;
};

export type OwnershipAttempt =
  | { readonly outcome: "owned"; readonly ownership: Ownership }
  /** Another process owns the server. */
  | { readonly outcome: "taken"; readonly byProcess: string }
  /** The server does not answer (yet, or any more). */
  | { readonly outcome: "unanswered"; readonly reason: string };

const ownershipLock = 7_366_213;
const applicationPrefix = "refrain owner ";

export async function takeOwnership(socketDir: string): Promise<OwnershipAttempt> {
  const client = new Client({
    connectionString: socketUrl(socketDir, "postgres"),
    application_name: `${applicationPrefix}${process.pid}`,
    connectionTimeoutMillis: 10_000,
  });
  const lost = Promise.withResolvers<void>();
  client.on("error", () => lost.resolve());
  client.on("end", () => lost.resolve());
  try {
    await client.connect();
    const attempt = await lock(client, lost.promise);
    if (attempt.outcome !== "owned") await client.end();
    return attempt;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (error instanceof DatabaseError && !comesAndGoes.has(error.code ?? "")) throw error;
    return { outcome: "unanswered", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** cannot_connect_now (starting, stopping), admin_shutdown, crash_shutdown. */
const comesAndGoes = new Set(["57P03", "57P01", "57P02"]);

async function lock(client: Client, lost: Promise<void>): Promise<OwnershipAttempt> {
  const { rows } = await client.query<{ owned: boolean; version: string }>(
    "select pg_try_advisory_lock($1) as owned, current_setting('server_version') as version",
    [ownershipLock],
  );
  if (!rows[0]?.owned) return { outcome: "taken", byProcess: await nameOwner(client) };
  await createDatabaseOnce(client);
  const onLost = (listener: () => void): void => void lost.then(listener);
  return { outcome: "owned", ownership: { version: rows[0].version, onLost } };
}

async function nameOwner(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_stat_activity a join pg_locks l on l.pid = a.pid
     where l.locktype = 'advisory' and l.granted and l.classid = 0 and l.objid = $1`,
    [ownershipLock],
  );
  return rows[0]?.name.slice(applicationPrefix.length) ?? "unknown";
}

async function createDatabaseOnce(client: Client): Promise<void> {
  const found = await client.query("select 1 from pg_database where datname = $1", [databaseName]);
  if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
}
