/**
 * Databases for tests: each suite gets an empty one of its own with all tables, made from a template that is
 * migrated once. Only tests import this.
 *
 * The server is the one named by TEST_DATABASE_URL (its user must be allowed to create databases), else an embedded
 * one that `testing-server.ts` starts for the test run.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { inject } from "vitest";
import { connectDatabase, type Database } from "./connect-database.ts";
import { migrate } from "./migrate.ts";
import { hashOfMigrations, migrationsDir, readMigrations } from "./migration-files.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** URL of the PostgreSQL server on which tests create their databases. */
    testDatabaseUrl: string;
  }
}

export type TestDatabase = Database & {
  /** Closes the connections and deletes the database. */
  drop(): Promise<void>;
};

export type TestDatabaseOptions = {
  /** Another folder of migrations than the product's. */
  readonly migrations?: string;
  readonly namedStatements?: boolean;
  readonly maxConnections?: number;
};

/** A database with all migrations applied and no rows. Call in `beforeAll`, `drop()` in `afterAll`. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { migrations = migrationsDir, ...connection } = options;
  const serverUrl = inject("testDatabaseUrl");
  const name = `refrain_test_${randomBytes(8).toString("hex")}`;
  await onServer(serverUrl, async (server) => {
    const template = await ensureTemplate(server, serverUrl, migrations);
    await server.query(`create database ${name} template ${template}`);
  });
  const db = connectDatabase({ url: urlOf(serverUrl, name), onError: () => undefined, ...connection });
  const drop = async (): Promise<void> => {
    await Promise.race([db.close(), wait(closingPatienceMs, undefined, { ref: false })]);
    await onServer(serverUrl, (server) => server.query(`drop database if exists ${name} with (force)`));
  };
  return { ...db, drop };
}

/** A transaction that a failed test left hanging must not hold up the suite's end; deleting cuts it off. */
const closingPatienceMs = 3000;

const templateLock = 7_366_215;

/** Made under another name and renamed when complete: a template that can be seen can be used. */
async function ensureTemplate(server: Client, serverUrl: string, migrations: string): Promise<string> {
  const template = `refrain_template_${hashOfMigrations(await readMigrations(migrations))}`;
  await server.query("select pg_advisory_lock($1)", [templateLock]);
  try {
    const found = await server.query("select 1 from pg_database where datname = $1", [template]);
    if (found.rowCount === 0) await createTemplate(server, serverUrl, template, migrations);
  } finally {
    await server.query("select pg_advisory_unlock($1)", [templateLock]);
  }
  return template;
}

async function createTemplate(server: Client, serverUrl: string, template: string, migrations: string) {
  const unfinished = `${template}_new`;
  await server.query(`drop database if exists ${unfinished} with (force)`);
  await server.query(`create database ${unfinished} template template0 encoding 'UTF8'`);
  const db = connectDatabase({
    url: urlOf(serverUrl, unfinished),
    onError: () => undefined,
    maxConnections: 1,
  });
  try {
    await migrate(db, migrations);
  } finally {
    await db.close();
  }
  await server.query(`alter database ${unfinished} rename to ${template}`);
}

async function onServer<T>(serverUrl: string, use: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: serverUrl });
  await server.connect();
  try {
    return await use(server);
  } finally {
    await server.end();
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
