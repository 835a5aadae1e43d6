import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configPath, connectionArguments, engineConfig, type EngineLimits } from "./engine-limits.ts";
import type { NativeConnection, NativeEngine, NativeResult, NativeWritten } from "./native-engine.ts";
import { quoteName, quoteText } from "./statement-text.ts";

/** What a statement is run with. Nothing of it outlives the statement, as over ClickHouse's own HTTP. */
export type StatementContext = {
  readonly database: string | undefined;
  readonly settings: ReadonlyMap<string, string>;
};

/** A result that lies in a file, of any size. Whoever receives it removes the file. */
export type ResultFile = {
  readonly path: string;
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly elapsed: number;
};

export type Engine = {
  /**
   * Runs a SELECT into a file: the library would hold a whole result in memory, several times over and past its
   * own limits. `parameters` are in the engine's text form, `formatClause` is `FORMAT x`.
   */
  select(
    query: string,
    formatClause: string,
    parameters: Record<string, string>,
    context: StatementContext,
  ): Promise<ResultFile>;
  /** Runs any other statement; its result, if it has one, is small. */
  run(
    query: string,
    format: string,
    parameters: Record<string, string>,
    context: StatementContext,
  ): Promise<NativeResult>;
  /** Runs `INSERT … FORMAT x` with the data that belongs to it. Acknowledged means on disk. */
  insert(query: string, data: Buffer, context: StatementContext): Promise<NativeWritten>;
  readonly version: string;
  close(): void;
};

/**
 * Opens the engine on a directory. Throws when another process holds the directory.
 *
 * Every statement gets a connection of its own (half a millisecond): the library keeps what a failed statement
 * had already put out and hands it to the next statement of the same connection, and settings and the chosen
 * database would stay behind as well.
 */
export async function openEngine(
  native: NativeEngine,
  dataDir: string,
  limits: EngineLimits,
): Promise<Engine> {
  writeFileSync(configPath(dataDir), engineConfig(limits), { mode: 0o600 });
  const args = connectionArguments(dataDir, limits);
  const keeper = native.CreateConnection(dataDir, args);
  const resultDir = join(dataDir, "results");
  rmSync(resultDir, { recursive: true, force: true });
  mkdirSync(resultDir, { mode: 0o700 });
  const version = await native.QueryAsyncConnection(keeper, "SELECT version()", "TSVRaw");

  async function within<T>(
    context: StatementContext,
    work: (own: NativeConnection) => Promise<T>,
  ): Promise<T> {
    const own = native.CreateConnection(dataDir, args);
    try {
      for (const statement of preparation(context)) await native.QueryAsyncConnection(own, statement, "Null");
      return await work(own);
    } finally {
      native.CloseConnection(own);
    }
  }

  return {
    version: Buffer.from(version.bytes).toString().trim(),
    async select(query, formatClause, parameters, context) {
      const path = join(resultDir, randomUUID());
      const statement = `${query}\nINTO OUTFILE ${quoteText(path)} ${formatClause}`;
      try {
        const { rowsRead, bytesRead, elapsed } = await within(context, (own) =>
          native.QueryAsyncConnection(own, statement, "Null", parameters),
        );
        return { path, rowsRead, bytesRead, elapsed };
      } catch (failure) {
        rmSync(path, { force: true });
        throw failure;
      }
    },
    run: (query, format, parameters, context) =>
      within(context, (own) => native.QueryAsyncConnection(own, query, format, parameters)),
    insert: (query, data, context) =>
      within(context, (own) => native.InsertRawAsyncConnection(own, query, data, false)),
    close: () => native.CloseConnection(keeper),
  };
}

function preparation({ database, settings }: StatementContext): string[] {
  const changes = [...settings].map(([name, value]) => `${quoteName(name)} = ${quoteText(value)}`);
  return [
    ...(database === undefined ? [] : [`USE ${quoteName(database)}`]),
    ...(changes.length === 0 ? [] : [`SET ${changes.join(", ")}`]),
  ];
}
