import { createRequire } from "node:module";

/** A connection of the native library; opaque. */
export type NativeConnection = { readonly __connection: never };

export type NativeResult = {
  readonly bytes: Uint8Array;
  readonly elapsed: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
};

export type NativeWritten = {
  readonly elapsed: number;
  readonly rowsWritten: number;
  readonly bytesWritten: number;
};

/**
 * The part of chdb's native library that is used. The package's own JavaScript face is passed over because it
 * encodes parameters a second time: a parameter that comes over HTTP is already in the engine's text form, and
 * the native call takes exactly that and binds it without ever putting it into the statement.
 */
export type NativeEngine = {
  CreateConnection(dataDir: string, args: readonly string[]): NativeConnection;
  CloseConnection(connection: NativeConnection): void;
  QueryAsyncConnection(
    connection: NativeConnection,
    query: string,
    format: string,
    parameters?: Record<string, string>,
  ): Promise<NativeResult>;
  InsertRawAsyncConnection(
    connection: NativeConnection,
    insert: string,
    data: Buffer,
    countLines: boolean,
  ): Promise<NativeWritten>;
};

/** Loads the library for this platform. Throws when it is not installed or cannot run here. */
export function loadNativeEngine(): NativeEngine {
  const requireHere = createRequire(import.meta.url);
  const requireInChdb = createRequire(requireHere.resolve("chdb/package.json"));
  const loader = requireInChdb("./dist/loader.js") as { loadNative(): NativeEngine };
  return loader.loadNative();
}
