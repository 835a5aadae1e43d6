import type { EventEmitter } from "node:events";
import { Client } from "pg";
import { type Database, sql } from "../database/index.ts";
import type { Log } from "../log/index.ts";

/** While a process lives it holds a session lock per pool of workers; a killed process loses them with its connection. */
export type LivingWorkers = { end(): Promise<void> };

const lockName = (poolId: string) => `job workers ${poolId}`;

/** Takes a lock for each pool of workers that is created, on a connection that lives as long as the process works. */
export async function announceWorkers(db: Database, events: EventEmitter, log: Log): Promise<LivingWorkers> {
  const client = new Client({ connectionString: db.url, application_name: "refrain jobs" });
  client.on("error", (error) =>
    log.warn({ err: error }, "the connection that shows that jobs are alive broke"),
  );
  await client.connect();
  const follow = (event: string, statement: string) =>
    events.on(event, ({ workerPool }: { workerPool: { id: string } }) => {
      client
        .query(statement, [lockName(workerPool.id)])
        .catch((error: unknown) => log.warn({ err: error }, "job workers could not be announced"));
    });
  follow("pool:create", "select pg_advisory_lock(hashtextextended($1, 0))");
  follow("pool:release", "select pg_advisory_unlock(hashtextextended($1, 0))");
  return { end: () => client.end() };
}

/**
 * Gives back the jobs that a killed process had begun. Graphile itself would wait four hours, since it cannot know.
 */
export async function freeJobsOfDeadWorkers(db: Database, log: Log): Promise<void> {
  await db.transaction(async (tx) => {
    const busy = await tx.rows<{ pool: string }>(sql`
      select distinct locked_by as pool from graphile_worker.jobs where locked_by is not null`);
    const dead: string[] = [];
    for (const { pool } of busy) {
      const row = await tx.row<{ isDead: boolean }>(
        sql`select pg_try_advisory_xact_lock(hashtextextended(${lockName(pool)}, 0)) as "isDead"`,
      );
      if (row?.isDead) dead.push(pool);
    }
    if (dead.length === 0) return;
    await tx.run(sql`select graphile_worker.force_unlock_workers(${dead}::text[])`);
    log.warn({ pools: dead.length }, "jobs of a process that died were given back");
  });
}
