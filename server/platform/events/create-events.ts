import type { EventName } from "../../../contract/events.ts";
import { type Clock, systemClock } from "../clock/index.ts";
import type { Database, Tx } from "../database/index.ts";
import type { Log } from "../log/index.ts";
import * as store from "./event-store.ts";
import { type Fact, type NewFact, checkFact } from "./facts.ts";
import { type Reader, type ReaderOptions, createReader } from "./reader.ts";
import { createTurns } from "./turns.ts";

export type EventsOptions = {
  readonly db: Database;
  readonly log: Log;
  readonly clock?: Clock;
  /** Pause between looks for facts of other processes. 500 ms if nothing is said. */
  readonly pollMs?: number;
  /** How often a fact is tried before it is put aside (5), and the first pause, which then doubles (200 ms). */
  readonly maxAttempts?: number;
  readonly firstRetryMs?: number;
};

/** The commit follows the append by about so much; also the pause between looks while facts come. */
const soonMs = 20;
/** How long after an append one keeps looking that often. */
const lookOftenMs = 1000;
/** Readers at work at once: each holds a connection. */
const readersAtOnce = 3;

export type Events = ReturnType<typeof createEvents>;

/** The stream of facts of this process: `append` in a use case's transaction, readers behind it. */
export function createEvents(options: EventsOptions) {
  const { db, log, clock = systemClock, pollMs = 500 } = options;
  const parts = {
    db,
    clock,
    log,
    maxAttempts: options.maxAttempts ?? 5,
    firstRetryMs: options.firstRetryMs ?? 200,
  };
  const readers: Reader[] = [];
  const turns = createTurns(readersAtOnce);
  let isRunning = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let lookOftenUntilMs = 0;
  let lookedUntil = 0n;

  const stopped = () => isStopped;

  /** Lets every reader that is behind read on. True when all have read everything that is committed. */
  async function look(): Promise<boolean> {
    const { newest, horizon } = await store.readPosition(db);
    const isBehind = (reader: Reader) => !reader.hasRead(newest);
    if (lookedUntil > 0n && horizon > lookedUntil && readers.some(isBehind)) {
      const brought = await store.readTypes(db, lookedUntil, horizon);
      for (const reader of readers) reader.skip(brought, lookedUntil, horizon);
    }
    lookedUntil = horizon;
    const behind = readers.filter(isBehind);
    await Promise.all(behind.map((reader) => turns.run(() => reader.run(stopped))));
    return behind.length === 0;
  }

  function lookLater(delayMs: number): void {
    if (!isRunning || isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(lookNow, delayMs);
  }

  function lookNow(): void {
    looking ??= look()
      .then(
        () => undefined,
        (error: unknown) => log.error({ err: error }, "the stream of facts could not be read"),
      )
      .finally(() => {
        looking = undefined;
        lookLater(performance.now() < lookOftenUntilMs ? soonMs : pollMs);
      });
  }

  function poke(): void {
    const isQuiet = performance.now() >= lookOftenUntilMs;
    lookOftenUntilMs = performance.now() + lookOftenMs;
    if (isQuiet && !looking) lookLater(soonMs);
  }

  return {
    /**
     * Writes facts in the transaction of the state change that they report. Many at once are one statement.
     * Throws `invalid_input` when one does not keep the contract; then nothing may be committed.
     */
    async append(tx: Tx, facts: NewFact | readonly NewFact[]): Promise<void> {
      const checked = (Array.isArray(facts) ? facts : [facts]).map((fact: NewFact) => checkFact(fact));
      if (checked.length === 0) return;
      await store.insertFacts(tx, checked);
      poke();
    },

    /** Facts for a viewer: newest first, or with `after` oldest first. */
    read: (query: store.FactsQuery): Promise<Fact[]> => store.readFacts(db, query),

    /** Facts that a reader gave up on, latest first. */
    failures: (shopId: string, limit = 100): Promise<store.Failure[]> =>
      store.readFailures(db, shopId, limit),

    /** Adds a reader. Its cursor is kept under its name; a new name begins with the first fact of all. */
    addReader<T extends EventName>(reader: ReaderOptions<T>): void {
      if (readers.some((known) => known.name === reader.name))
        throw new Error(`There already is a reader ${reader.name}`);
      readers.push(createReader(reader as unknown as ReaderOptions, parts));
    },

    /** Begins to read in the background. */
    start(): void {
      isRunning = true;
      lookNow();
    },

    /** Looks soon and often for a second: call it when somebody waits for the effects of what was just committed. */
    poke,

    /**
     * Resolves when every reader has handled everything committed so far, and what their handlers appended.
     * Works without `start`: seeding and tests read by it alone. A fact that fails is waited for until it is put aside.
     */
    async idle(): Promise<void> {
      while (!stopped()) {
        await looking;
        if (await look()) return;
        const pauseMs = Math.max(0, ...readers.map((reader) => reader.pauseMs()));
        await new Promise((resolve) => setTimeout(resolve, Math.max(5, pauseMs)));
      }
    },

    /** Lets batches at work come to their end; begins none. */
    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      await looking;
      await turns.idle();
    },
  };
}
