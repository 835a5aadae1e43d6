import { DatabaseError } from "pg";
import sql, { raw } from "sql-template-tag";
import { systemClock } from "../clock/index.ts";
import type { Database } from "./connect-database.ts";
import { type MigrationFile, migrationsDir, readMigrations } from "./migration-files.ts";
import type { Queries, Tx } from "./queries.ts";

/** Any fixed number will do; processes that migrate the same database meet at it. */
const migrationLock = 7_366_214;

/**
 * Brings the tables up to date: applies, in the order of their names, the files that were not applied yet, each in
 * its own transaction together with its note in `schema_migrations`. A file with a lower number that comes later
 * is applied as well. Several processes may do this at once; one works, the others wait and find it done. A
 * statement that cannot run in a transaction (`create index concurrently`) has no place in a file.
 *
 * @returns the names applied now
 * @throws Error when an applied file was edited since, or when a file fails (naming file and line); what came
 *   before the failing file stays applied
 */
export async function migrate(db: Database, dir = migrationsDir): Promise<{ applied: string[] }> {
  const files = await readMigrations(dir);
  await createRegister(db);
  const known = await readRegister(db);
  const pending = files.filter((file) => !isApplied(file, known));
  const applied: string[] = [];
  for (const file of pending) {
    if (await db.transaction((tx) => applyOnce(tx, file))) applied.push(file.name);
  }
  return { applied };
}

async function createRegister(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await takeLock(tx);
    await tx.run(sql`
      create table if not exists schema_migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null
      )`);
  });
}

async function applyOnce(tx: Tx, file: MigrationFile): Promise<boolean> {
  await takeLock(tx);
  if (isApplied(file, await readRegister(tx))) return false;
  await tx.run(raw(file.text)).catch((error: unknown) => {
    throw placedInFile(error, file);
  });
  await tx.run(sql`
    insert into schema_migrations (name, checksum, applied_at)
    values (${file.name}, ${file.checksum}, ${systemClock.now()})`);
  return true;
}

async function takeLock(tx: Tx): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(${migrationLock}::bigint)`);
}

async function readRegister(queries: Queries): Promise<Map<string, string>> {
  const rows = await queries.rows<{ name: string; checksum: string }>(
    sql`select name, checksum from schema_migrations`,
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function isApplied(file: MigrationFile, known: ReadonlyMap<string, string>): boolean {
  const checksum = known.get(file.name);
  if (checksum !== undefined && checksum !== file.checksum) {
    throw new Error(
      `The migration ${file.name} was edited after this database had applied it. ` +
        `Put its text back and write the change as a new file; a database for trying out may be deleted instead.`,
    );
  }
  return checksum !== undefined;
}

/** Keeps PostgreSQL's code (a deadlock is tried again) and adds file and line to the message. */
function placedInFile(error: unknown, file: MigrationFile): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const before = file.text.slice(0, Number(error.position ?? 1) - 1);
  const place = error.position === undefined ? file.name : `${file.name}:${before.split("\n").length}`;
  return new Error(`${place}: ${error.message}`, { cause: error });
}
