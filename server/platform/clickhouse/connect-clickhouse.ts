import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { ClickHouseError, type ClickHouseClient, ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { RefrainError } from "../errors.ts";

/** Formats in which a result can be taken out as a file. */
export type ExportFormat = "CSVWithNames" | "Parquet";

/** Values for `{name:Type}` in a statement. A `Date` fits `DateTime` and `DateTime64`; text with a `Z` does not. */
export type StatementParameters = Readonly<Record<string, unknown>>;

/**
 * A behaviour store, embedded or a server of its own; both are asked in the same words. Times come back as ISO
 * 8601 in UTC and may be written so; whole numbers are JSON numbers, exact up to 2^53.
 *
 * A statement the store refuses throws `ClickHouseError` (`code` as a string, `type`, `message`); a store that
 * cannot be reached throws `RefrainError("unavailable")`.
 */
export type Clickhouse = {
  /** Runs a SELECT without a FORMAT clause and answers all its rows, a million at most. Tried again once if the line breaks. */
  rows<Row>(query: string, parameters?: StatementParameters): Promise<Row[]>;
  /**
   * Writes rows in one block; once it resolves they survive a crash. If the line breaks midway it throws
   * `unavailable` and the rows may or may not be there. With `attempt`, a name for this very block, a second
   * insert of the same name is dropped by tables with `non_replicated_deduplication_window` set.
   */
  insert(table: string, rows: readonly object[], options?: { readonly attempt?: string }): Promise<void>;
  /** Runs a statement without a result: DDL, INSERT … SELECT, ALTER. */
  run(query: string, parameters?: StatementParameters): Promise<void>;
  /** Runs a SELECT without a FORMAT clause and answers its result as a file, bit by bit and of any length. */
  stream(query: string, parameters: StatementParameters, format: ExportFormat): Promise<Readable>;
  /** True when the store answers. Never throws. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
  /** Where the store is, without credentials. */
  readonly url: string;
};

export type ClickhouseAddress = {
  /** `http[s]://[user:password@]host:port[/database]` */
  readonly url: string;
  readonly database?: string;
  readonly username?: string;
  readonly password?: string;
};

/** Settings that make an embedded store, an old server and a new one answer alike. */
const oneDialect = {
  date_time_input_format: "best_effort",
  date_time_output_format: "iso",
  session_timezone: "UTC",
  output_format_json_quote_64bit_integers: 0,
  async_insert: 0,
} as const;

/** The most `rows` will gather in memory; more is taken out with `stream`. */
const mostRows = 1_000_000;

/** Longer than any statement may run in the embedded engine, in milliseconds. */
const requestTimeoutMilliseconds = 150_000;

/** How long to wait for a store that is being started again, in milliseconds between two tries. */
const patience = [50, 100, 200, 400, 800, 1_600] as const;

/** Makes a client; connects on first use. */
export function connectClickhouse({ url, ...credentials }: ClickhouseAddress): Clickhouse {
  const client: ClickHouseClient = createClient({
    url,
    ...credentials,
    application: "refrain",
    request_timeout: requestTimeoutMilliseconds,
    use_multipart_params_auto: true,
    clickhouse_settings: oneDialect,
    log: { level: ClickHouseLogLevel.OFF },
  });
  const shown = withoutCredentials(url);
  const once = <T>(work: () => Promise<T>) => reach(shown, work);

  return {
    url: shown,
    rows: <Row>(query: string, parameters: StatementParameters = {}) =>
      reach(shown, () => readRows<Row>(client, query, parameters), { isRead: true }),
    async insert(table, rows, { attempt } = {}) {
      if (rows.length === 0) return;
      const settings = attempt === undefined ? {} : { insert_deduplication_token: attempt };
      await once(() =>
        client.insert({ table, values: rows, format: "JSONEachRow", clickhouse_settings: settings }),
      );
    },
    run: async (query, parameters = {}) =>
      void (await once(() => client.command({ query, query_params: { ...parameters } }))),
    stream: (query, parameters, format) =>
      once(async () => {
        // A server then tells of a failure before the file begins, instead of in its midst.
        const settings = { default_format: format, wait_end_of_query: 1 } as const;
        const result = await client.exec({
          query,
          query_params: { ...parameters },
          clickhouse_settings: settings,
        });
        return result.stream;
      }),
    ping: async () => (await client.ping().catch(() => ({ success: false }))).success,
    close: () => client.close(),
  };
}

async function readRows<Row>(
  client: ClickHouseClient,
  query: string,
  parameters: StatementParameters,
): Promise<Row[]> {
  const result = await client.query({
    query,
    query_params: { ...parameters },
    format: "JSONEachRow",
    clickhouse_settings: { max_result_rows: String(mostRows), result_overflow_mode: "throw" },
  });
  return result.json<Row>();
}

/** Waits for a store that is just being started; a line that broke midway is tried again only for reads. */
async function reach<T>(url: string, work: () => Promise<T>, { isRead = false } = {}): Promise<T> {
  let breaks = 0;
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (failure) {
      if (failure instanceof ClickHouseError) throw failure;
      const wasSent = !isRefused(failure);
      if (wasSent) breaks += 1;
      const pause = patience[tries];
      if (pause === undefined || (wasSent && (!isRead || breaks > 1 || !isBroken(failure))))
        throw unreachable(url, failure);
      await delay(pause);
    }
  }
}

function isRefused(failure: unknown): boolean {
  return codeOf(failure) === "ECONNREFUSED";
}

function isBroken(failure: unknown): boolean {
  return ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(codeOf(failure));
}

function codeOf(failure: unknown): string {
  return failure instanceof Error && "code" in failure ? String(failure.code) : "";
}

function unreachable(url: string, failure: unknown): RefrainError {
  const reason = failure instanceof Error ? failure.message || codeOf(failure) : String(failure);
  return new RefrainError("unavailable", `The behaviour store at ${url} does not answer: ${reason}`);
}

function withoutCredentials(url: string): string {
  const address = new URL(url);
  address.username = "";
  address.password = "";
  return address.href;
}
