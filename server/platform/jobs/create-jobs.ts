import { EventEmitter } from "node:events";
import {
  Logger,
  type Runner,
  type SharedOptions,
  type TaskList,
  run,
  runMigrations,
  runOnce,
} from "graphile-worker";
import type { z } from "zod";
import { type Clock, systemClock } from "../clock/index.ts";
import { type Database, type Queries, sql } from "../database/index.ts";
import type { Log } from "../log/index.ts";
import { type LivingWorkers, announceWorkers, freeJobsOfDeadWorkers } from "./dead-workers.ts";

export type JobsOptions = {
  readonly db: Database;
  readonly log: Log;
  readonly clock?: Clock;
  /** Jobs at work at once in this process. 2 if nothing is said. */
  readonly concurrency?: number;
};

export type EnqueueOptions = {
  /** By the clock of the product; at once when absent. */
  readonly runAt?: Date;
  /** A job with the same key that has not begun is replaced. */
  readonly key?: string;
  /** 25 if nothing is said; the pauses between attempts grow from seconds to days. */
  readonly maxAttempts?: number;
};

/** A kind of job. Enqueue in the transaction that makes it necessary: then it exists exactly if that is committed. */
export type Job<Payload> = {
  readonly enqueue: (queries: Queries, payload: Payload, options?: EnqueueOptions) => Promise<void>;
};

export type Jobs = ReturnType<typeof createJobs>;

/** What is stored: the time by the product's clock beside the data, for a clock that is put forward. */
type Stored = { readonly due?: string; readonly data: unknown };

/** Jobs that outlive a crash, tried again when they fail. They run at least once: make them repeatable. */
export function createJobs({ db, log, clock = systemClock, concurrency = 2 }: JobsOptions) {
  const tasks: TaskList = {};
  const shared: SharedOptions = { pgPool: db.pool, logger: loggerInto(log), events: new EventEmitter() };
  let tables: Promise<void> | undefined;
  let living: Promise<LivingWorkers> | undefined;
  let runner: Runner | undefined;

  /** Graphile's own tables, made or brought up to date when first needed. */
  const prepare = (): Promise<void> => (tables ??= runMigrations({ ...shared, taskList: {} }));

  async function prepareToWork(): Promise<void> {
    await prepare();
    await (living ??= announceWorkers(db, shared.events!, log));
    await freeJobsOfDeadWorkers(db, log);
  }

  /** Graphile reads the machine's time, so a due time of the product's clock is moved by their distance. */
  function machineTime(due: Date): Date {
    return new Date(due.getTime() - (clock.now().getTime() - systemClock.now().getTime()));
  }

  async function enqueue(
    queries: Queries,
    name: string,
    data: unknown,
    options: EnqueueOptions,
  ): Promise<void> {
    await prepare();
    const { runAt, key = null, maxAttempts = null } = options;
    const stored: Stored = runAt ? { due: runAt.toISOString(), data } : { data };
    await queries.run(sql`
      select from graphile_worker.add_job(${name}, ${JSON.stringify(stored)}::json,
        run_at => ${runAt ? machineTime(runAt) : null}::timestamptz,
        max_attempts => ${maxAttempts}::int, job_key => ${key}::text)`);
  }

  /** Jobs that are due by the product's clock, though not yet by the machine's. */
  async function bringForward(): Promise<void> {
    await db.run(sql`
      update graphile_worker._private_jobs set run_at = now()
      where locked_at is null and run_at > now() and attempts = 0
        and (payload->>'due')::timestamptz <= ${clock.now()}`);
  }

  async function countUnfinished(): Promise<number> {
    const row = await db.row<{ unfinished: number }>(sql`
      select count(*) as unfinished from graphile_worker.jobs
      where locked_at is not null or (run_at <= now() and attempts < max_attempts)`);
    return row?.unfinished ?? 0;
  }

  return {
    /** Names a kind of job and says what does it. The name is stored with each job: never change it. */
    define<S extends z.ZodType>(
      name: string,
      schema: S,
      handler: (
        payload: z.output<S>,
        attempt: { readonly number: number; readonly signal: AbortSignal },
      ) => Promise<void>,
    ): Job<z.input<S>> {
      if (tasks[name]) throw new Error(`There already is a job ${name}`);
      tasks[name] = async (stored, { job, abortSignal }) => {
        await handler(await schema.parseAsync((stored as Stored).data), {
          number: job.attempts,
          signal: abortSignal,
        });
      };
      return {
        enqueue: async (queries, payload, options = {}) => {
          await schema.parseAsync(payload);
          await enqueue(queries, name, payload, options);
        },
      };
    },

    /** Begins to work in the background; frees what dead processes had begun. */
    async start(): Promise<void> {
      await prepareToWork();
      const working = { taskList: tasks, concurrency, noHandleSignals: true, parsedCronItems: [] };
      runner = await run({ ...shared, ...working });
    },

    /**
     * Does everything that is due by the product's clock, then resolves. Works without `start`. Jobs that failed wait
     * for their next attempt and are not waited for.
     */
    async idle(): Promise<void> {
      await prepareToWork();
      for (;;) {
        await bringForward();
        await runOnce({ ...shared, taskList: tasks, noHandleSignals: true });
        if ((await countUnfinished()) === 0) return;
        // Somebody else is at work on the rest.
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },

    /** Waits for the jobs under way, takes no new ones. */
    async stop(): Promise<void> {
      await runner?.stop();
      runner = undefined;
      await (await living)?.end();
      living = undefined;
    },
  };
}

function loggerInto(log: Log): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const error = meta?.["error"];
    const fields = { ...scope, ...(error === undefined ? {} : { err: error }) };
    if (level === "error") log.error(fields, message);
    else if (level === "warning") log.warn(fields, message);
    else log.debug(fields, message);
  });
}
