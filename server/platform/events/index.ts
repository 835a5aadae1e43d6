/**
 * The stream of facts (`contract/events.ts`): how later chapters learn what earlier ones did.
 *
 * Purpose: a fact is written in the same transaction as the state it reports (`append`), so neither exists without
 * the other. Readers get every fact: what they write through their `tx` happens exactly once, effects outside at
 * least once.
 *
 * Invariants: a fact is never skipped, however late its transaction commits; facts that touch the same member under
 * a row lock are read in the order in which they happened; one process at a time runs a reader.
 *
 * Cost to know: facts become readable only when every transaction that began to write before them has ended, in the
 * whole PostgreSQL server. A transaction that writes for a minute holds all readers for a minute: import in chunks.
 *
 * Failure: a handler that throws is logged and tried again; the fact that fails alone is put aside after five
 * attempts and can be seen (`failures`). RefrainError `unavailable` is tried again for ever. Other readers go on.
 *
 * Shutdown: `stop()` lets batches at work finish; close the database afterwards.
 */
export { type Events, type EventsOptions, createEvents } from "./create-events.ts";
export type { Failure, FactsQuery } from "./event-store.ts";
export type { Fact, NewFact } from "./facts.ts";
export type { ReaderOptions } from "./reader.ts";
