import type { EventName } from "../../../contract/events.ts";
import type { Clock } from "../clock/index.ts";
import type { Database, Tx } from "../database/index.ts";
import { RefrainError } from "../errors.ts";
import type { Log } from "../log/index.ts";
import * as store from "./event-store.ts";
import type { Fact } from "./facts.ts";

export type ReaderOptions<T extends EventName = EventName> = {
  /** Names the cursor: never change it, or the reader begins again from the first fact. */
  readonly name: string;
  /** Only these types; all when absent. */
  readonly types?: readonly T[];
  /**
   * Handles a batch in the order of what happened. What it writes through `tx` is committed together with the
   * cursor: once, whatever crashes. Effects outside the database may happen more than once.
   */
  readonly handle: (batch: readonly Fact<T>[], tx: Tx) => Promise<void>;
  /** 200 if nothing is said. */
  readonly batchSize?: number;
};

export type ReaderParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** How often a single fact is tried before it is put aside. */
  readonly maxAttempts: number;
  readonly firstRetryMs: number;
};

/** What one pass came to. */
type Pass =
  | { readonly kind: "handled" }
  | { readonly kind: "elsewhere" }
  | { readonly kind: "caught-up"; readonly until: bigint };

const longestRetryMs = 30_000;

/** The handler failed, as opposed to the database around it. `cause` is its error. */
class HandlerFailure extends Error {
  readonly facts: readonly Fact[];
  constructor(facts: readonly Fact[], cause: unknown) {
    super("a reader's handler failed", { cause });
    this.facts = facts;
  }
}

export type Reader = ReturnType<typeof createReader>;

/**
 * One reader of the stream. A batch that fails is halved until the fact that fails stands alone; that one is tried
 * again with growing pauses, then put aside into `event_failure`, and the reader goes on.
 */
export function createReader(options: ReaderOptions, parts: ReaderParts) {
  const { name, types, handle, batchSize = 200 } = options;
  const { db, clock, log } = parts;
  let size = batchSize;
  let attempts = 0;
  let retryAtMs = 0;
  /** Everything before this transaction has been read, or held nothing for this reader. Not always written down. */
  let readUntil = 0n;

  async function openWindow(tx: Tx, cursor: store.Cursor): Promise<store.Cursor | undefined> {
    const from = cursor.until > readUntil ? cursor.until : readUntil;
    const until = await store.readHorizon(tx);
    const afterId = until > from ? await store.findWindowStart(tx, from, until) : undefined;
    if (afterId !== undefined) return { from, until, afterId };
    readUntil = until > from ? until : from;
    return undefined;
  }

  async function pass(tx: Tx): Promise<Pass> {
    if (!(await store.lockReader(tx, name))) return { kind: "elsewhere" };
    const known = await store.readCursor(tx, name);
    const cursor = known.from < known.until ? known : await openWindow(tx, known);
    if (!cursor) return { kind: "caught-up", until: readUntil };
    const facts = await store.readWindow(tx, cursor, types, size);
    if (facts.length > 0) await runHandler(facts, tx);
    const last = facts.at(-1);
    const isEnd = facts.length < size || !last;
    const next = isEnd
      ? { from: cursor.until, until: cursor.until, afterId: 0 }
      : { ...cursor, afterId: last.id };
    // A window that held nothing for this reader need not be written: reading it again finds nothing again.
    if (facts.length > 0 || cursor === known) await store.writeCursor(tx, name, next);
    else readUntil = cursor.until;
    return { kind: "handled" };
  }

  async function runHandler(facts: readonly Fact[], tx: Tx): Promise<void> {
    try {
      await handle(facts, tx);
    } catch (error) {
      throw new HandlerFailure(facts, error);
    }
  }

  async function fail(error: unknown): Promise<void> {
    const handled = error instanceof HandlerFailure ? error : undefined;
    const cause = handled ? handled.cause : error;
    const isOutage = !handled || (cause instanceof RefrainError && cause.code === "unavailable");
    if (handled && !isOutage && handled.facts.length > 1) {
      size = Math.max(1, Math.floor(handled.facts.length / 2));
      return;
    }
    attempts += 1;
    retryAtMs = performance.now() + Math.min(longestRetryMs, parts.firstRetryMs * 2 ** (attempts - 1));
    const [fact] = handled?.facts ?? [];
    log.error({ err: cause, reader: name, eventId: fact?.id, type: fact?.type, attempts }, "a reader failed");
    if (fact && !isOutage && attempts >= parts.maxAttempts) await putAside(fact, cause);
  }

  async function putAside(fact: Fact, cause: unknown): Promise<void> {
    const error = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const isDone = await db.transaction(async (tx) => {
      if (!(await store.lockReader(tx, name))) return false;
      const known = await store.readCursor(tx, name);
      const cursor = known.from < known.until ? known : await openWindow(tx, known);
      // The window may have grown since, and a late fact may stand before this one now: then that one is first.
      const [first] = cursor ? await store.readWindow(tx, cursor, types, 1) : [];
      if (!cursor || first?.id !== fact.id) return false;
      await store.insertFailure(tx, name, fact, { error, attempts, at: clock.now() });
      await store.writeCursor(tx, name, { ...cursor, afterId: fact.id });
      return true;
    });
    if (!isDone) return;
    log.error({ reader: name, eventId: fact.id, type: fact.type }, "a fact was put aside");
    attempts = 0;
    retryAtMs = 0;
  }

  return {
    name,

    /** Has nothing to read up to and including this transaction. */
    hasRead: (tx: bigint): boolean => readUntil > tx,

    /** Nothing of what `[from, until)` brought is for this reader: it need not even look, if it has read until `from`. */
    skip(brought: ReadonlySet<string>, from: bigint, until: bigint): void {
      if (readUntil >= from && until > readUntil && types && !types.some((type) => brought.has(type)))
        readUntil = until;
    },

    /** Milliseconds until the next attempt after a failure; 0 when it may run. */
    pauseMs: (): number => Math.max(0, retryAtMs - performance.now()),

    /** Reads until it has caught up, has to pause, or another process turns out to have the reader. */
    async run(isStopped: () => boolean): Promise<void> {
      while (!isStopped() && retryAtMs <= performance.now()) {
        try {
          const result = await db.transaction(pass);
          if (result.kind === "elsewhere") return;
          attempts = 0;
          retryAtMs = 0;
          if (result.kind === "caught-up") return;
          size = Math.min(batchSize, size * 2);
        } catch (error) {
          await fail(error);
        }
      }
    },
  };
}
