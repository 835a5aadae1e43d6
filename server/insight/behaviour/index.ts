/**
 * The behaviour store: every fact of the stream, copied into ClickHouse, where reports ask.
 *
 * Invariants: a fact counts once, however often it is delivered; facts of members who were merged count for the one
 * who stayed; a store that was lost and begins anew is filled again from the first fact.
 * Failure: while the store is out of reach the copying waits and reports answer `unavailable`; nothing is lost, since
 * the reader's cursor moves only after the store has taken the facts.
 * Shutdown: `stop` the stream of facts first, then `close`, then the ClickHouse client.
 */
import {
  type Clickhouse,
  ClickHouseError,
  type StatementParameters,
} from "../../platform/clickhouse/index.ts";
import type { Clock } from "../../platform/clock/index.ts";
import { RefrainError } from "../../platform/errors.ts";
import type { Events } from "../../platform/events/index.ts";
import type { Log } from "../../platform/log/index.ts";
import { copyFacts } from "./copy-facts.ts";
import { applySchema, nameOfStore } from "./schema.ts";

export type Behaviour = ReturnType<typeof createBehaviour>;

/** Facts in one block: few blocks for a long history, and little memory for each. */
const batchSize = 5000;
const pauseBetweenTriesMs = 3000;

/** Refusals that pass by themselves or with more of the machine. */
const passing = new Set(["MEMORY_LIMIT_EXCEEDED", "TIMEOUT_EXCEEDED", "TOO_MANY_SIMULTANEOUS_QUERIES"]);

export function createBehaviour(parts: {
  readonly clickhouse: Clickhouse;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const { clickhouse, events, clock, log } = parts;
  let isOpen = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  async function prepare(): Promise<void> {
    await applySchema(clickhouse, clock.now());
    const name = await nameOfStore(clickhouse);
    if (isClosed || isOpen) return;
    isOpen = true;
    events.addReader({
      name: `behaviour-${name}`,
      batchSize,
      handle: (batch) => copyFacts(clickhouse, batch),
    });
    events.poke();
  }

  /** Brings the tables up to date and begins to copy. A store out of reach is tried again until it answers. */
  async function open(): Promise<void> {
    try {
      await prepare();
    } catch (error) {
      log.error({ err: error }, "the behaviour store cannot be opened yet");
      if (isClosed) return;
      timer = setTimeout(() => void open(), pauseBetweenTriesMs);
      timer.unref();
    }
  }

  /** Asks the store. Errors: unavailable. */
  async function rows<Row>(query: string, parameters: StatementParameters): Promise<Row[]> {
    if (!isOpen) throw new RefrainError("unavailable", "The behaviour store is not open yet.");
    try {
      return await clickhouse.rows<Row>(query, parameters);
    } catch (failure) {
      if (!(failure instanceof ClickHouseError) || !passing.has(failure.type ?? "")) throw failure;
      throw new RefrainError("unavailable", `The behaviour store cannot answer now: ${failure.type}.`);
    }
  }

  return {
    open,
    rows,
    /** The first row; for queries that always have one. */
    row: async <Row>(query: string, parameters: StatementParameters): Promise<Row> =>
      (await rows<Row>(query, parameters))[0]!,
    close(): void {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
