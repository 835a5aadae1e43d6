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

export type Engine = {
  /** Runs one statement and answers its result from memory; `parameters` are in the engine's text form. */
  answer(
    query: string,
    format: string,
    parameters: Record<string, string>,
    context: StatementContext,
  ): Promise<NativeResult>;
  /** Writes the result of a SELECT into a new file and answers its path; the caller removes it. */
  exportFile(
    query: string,
    format: string,
    parameters: Record<string, string>,
    context: StatementContext,
  ): Promise<string>;
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
  const exportDir = join(dataDir, "exports");
  rmSync(exportDir, { recursive: true, force: true });
  mkdirSync(exportDir, { mode: 0o700 });
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
    answer: (query, format, parameters, context) =>
      within(context, (own) => native.QueryAsyncConnection(own, query, format, parameters)),
    insert: (query, data, context) =>
      within(context, (own) => native.InsertRawAsyncConnection(own, query, data, false)),
    async exportFile(query, format, parameters, context) {
      const path = join(exportDir, randomUUID());
      const unbounded = { ...context, settings: new Map([...context.settings, ["max_result_bytes", "0"]]) };
      const statement = `${query}\nINTO OUTFILE ${quoteText(path)} FORMAT ${quoteName(format)}`;
      try {
        await within(unbounded, (own) => native.QueryAsyncConnection(own, statement, "Null", parameters));
      } catch (failure) {
        rmSync(path, { force: true });
        throw failure;
      }
      return path;
    },
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
