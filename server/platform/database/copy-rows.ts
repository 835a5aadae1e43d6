import type { Duplex } from "node:stream";
import { type ClientBase, type Connection, escapeIdentifier } from "pg";
import { copyLine } from "./copy-format.ts";
import type { RowSource } from "./queries.ts";

const chunkCharacters = 64 * 1024;

/** COPY … FROM STDIN over one connection. @returns the number of rows that PostgreSQL took. */
export async function copyRows(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: RowSource,
): Promise<number> {
  const name = table.split(".").map(escapeIdentifier).join(".");
  const list = columns.map(escapeIdentifier).join(", ");
  return new Promise((resolve, reject) => {
    client.query(copyQuery(`copy ${name} (${list}) from stdin`, rows, resolve, reject));
  });
}

/** The part of pg's connection that COPY needs; @types/pg leaves it out. */
type CopyConnection = {
  readonly stream: Duplex;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
};

type Reject = (error: unknown) => void;

/** pg calls these by name while the query is the active one on its connection. */
function copyQuery(text: string, rows: RowSource, resolve: (count: number) => void, reject: Reject) {
  let count = 0;
  let over = false;
  let sourceError: { error: unknown } | undefined;
  return {
    submit: (connection: Connection) => {
      (connection as unknown as CopyConnection).query(text);
    },
    handleCopyInResponse: (connection: CopyConnection) => {
      sendRows(connection, rows, () => over).catch((error: unknown) => {
        sourceError = { error };
        if (!over) connection.sendCopyFail("the source of the rows failed");
      });
    },
    handleCommandComplete: (message: { text: string }) => {
      count = Number(message.text.split(" ")[1] ?? 0);
    },
    handleError: (error: unknown) => {
      over = true;
      reject(sourceError ? sourceError.error : error);
    },
    handleReadyForQuery: () => {
      over = true;
      resolve(count);
    },
    callback: () => undefined,
  };
}

/** Sends chunk by chunk, waiting while the socket is full; stops when the server has ended the copy. */
async function sendRows(connection: CopyConnection, rows: RowSource, isOver: () => boolean): Promise<void> {
  let chunk = "";
  for await (const row of rows) {
    chunk += copyLine(row);
    if (chunk.length < chunkCharacters) continue;
    if (isOver()) return;
    connection.sendCopyFromChunk(Buffer.from(chunk));
    chunk = "";
    if (connection.stream.writableNeedDrain) await drained(connection.stream);
  }
  if (isOver()) return;
  if (chunk !== "") connection.sendCopyFromChunk(Buffer.from(chunk));
  connection.endCopyFrom();
}

/** Resolves when the socket takes more, and also when it is gone: pg then reports the loss itself. */
function drained(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const proceed = (): void => {
      stream.off("drain", proceed);
      stream.off("close", proceed);
      resolve();
    };
    stream.on("drain", proceed);
    stream.on("close", proceed);
    if (stream.destroyed) proceed();
  });
}
