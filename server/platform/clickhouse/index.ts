/**
 * The engine of the behaviour store: ClickHouse SQL, embedded by default, a server of its own with
 * `CLICKHOUSE_URL`. Statements are written once and run on both.
 *
 * Invariants: values reach a statement only as bound `{name:Type}` parameters. What `insert` or `run` has
 * resolved for survives the crash of any process and, embedded, of the machine. One process holds an embedded
 * data directory.
 *
 * Failure: a refused statement throws `ClickHouseError`; a store out of reach throws
 * `RefrainError("unavailable")`, after a few seconds in which the embedded engine may have been started again.
 * Embedded, a statement may run two minutes.
 *
 * Shutdown: `close` the clients, then `stop` the embedded engine. If the server dies without either, the
 * engine's process notices and ends by itself.
 */
export { ClickHouseError } from "@clickhouse/client";
export {
  type Clickhouse,
  type ClickhouseAddress,
  connectClickhouse,
  type ExportFormat,
  type StatementParameters,
} from "./connect-clickhouse.ts";
export type { EngineLimits } from "./engine-limits.ts";
export {
  type EmbeddedClickhouse,
  type EngineLog,
  startEmbeddedClickhouse,
} from "./start-embedded-clickhouse.ts";
export { startTestClickhouse, type TestClickhouse } from "./start-test-clickhouse.ts";
