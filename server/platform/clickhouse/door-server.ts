import { createHash, timingSafeEqual } from "node:crypto";
import { createReadStream, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { DoorRefusal, refusalOf } from "./door-refusal.ts";
import { type DoorRequest, readRequest } from "./door-request.ts";
import type { Engine } from "./engine.ts";
import type { NativeResult } from "./native-engine.ts";
import { createLane } from "./lane.ts";
import { quoteName, readStatement } from "./statement-text.ts";

export type DoorServer = {
  readonly server: Server;
  /** Settles when every statement that was taken is done. */
  idle(): Promise<void>;
};

type Result = {
  readonly body: Uint8Array | { readonly path: string };
  readonly format: string;
  readonly summary: Summary;
};
type Summary = {
  readonly readRows?: number;
  readonly readBytes?: number;
  readonly writtenRows?: number;
  readonly writtenBytes?: number;
  readonly seconds?: number;
};

const readers = new Set(["SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "EXISTS"]);
const selecting = new Set(["SELECT", "WITH"]);
const withoutEffect = new Set(["SET", "USE"]);

/**
 * ClickHouse's HTTP interface, as much of it as its own clients use. Statements run in turn: the library's
 * parameters are not kept apart between two that run at once. Rows to insert carry no parameters and have a
 * lane of their own, so a long report does not hold up what is happening now.
 */
export function createDoorServer({ engine, password }: { engine: Engine; password: string }): DoorServer {
  const statements = createLane();
  const inserts = createLane();

  async function run(request: DoorRequest, isGone: () => boolean): Promise<Result> {
    const lane = request.data === undefined ? statements : inserts;
    return lane.run(async () => {
      if (isGone()) throw new DoorRefusal(499, 210, "NETWORK_ERROR", "The client has left before its turn");
      return request.data === undefined ? answer(engine, request) : insert(engine, request, request.data);
    });
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = (incoming.url ?? "/").split("?")[0];
    if (path === "/ping" || (path === "/" && incoming.method === "GET" && !incoming.url?.includes("?"))) {
      outgoing.end("Ok.\n");
      return;
    }
    checkPassword(incoming, password);
    const request = await readRequest(incoming);
    checkMethod(incoming.method, request);
    const result = await run(request, () => outgoing.destroyed);
    outgoing.setHeader("X-ClickHouse-Query-Id", request.queryId);
    outgoing.setHeader("X-ClickHouse-Format", result.format);
    outgoing.setHeader("X-ClickHouse-Timezone", "UTC");
    outgoing.setHeader("X-ClickHouse-Summary", summaryHeader(result.summary));
    outgoing.setHeader("Content-Type", contentType(result.format));
    if (result.body instanceof Uint8Array) outgoing.end(result.body);
    else await sendFile(result.body.path, outgoing);
  }

  const server = createServer(
    { maxHeaderSize: 1024 * 1024, keepAliveTimeout: 65_000, requestTimeout: 0 },
    (incoming, outgoing) => {
      serve(incoming, outgoing).catch((failure: unknown) => refuse(incoming, outgoing, failure));
    },
  );
  return { server, idle: async () => void (await Promise.all([statements.idle(), inserts.idle()])) };
}

async function answer(engine: Engine, request: DoorRequest): Promise<Result> {
  const statement = readStatement(request.query);
  if (statement.verb === "") throw new DoorRefusal(400, 62, "SYNTAX_ERROR", "Empty query");
  if (statement.isMany)
    throw new DoorRefusal(400, 62, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed)");
  if (withoutEffect.has(statement.verb)) {
    throw new DoorRefusal(
      501,
      48,
      "NOT_IMPLEMENTED",
      `${statement.verb} has no effect without a session; send settings and database with the request`,
    );
  }
  const { parameters, context } = request;
  const formatClause =
    statement.formatClause || `FORMAT ${quoteName(request.defaultFormat ?? "TabSeparated")}`;
  const format = /FORMAT\s+`?(\w+)/i.exec(formatClause)?.[1] ?? "";
  if (selecting.has(statement.verb)) {
    const file = await engine.select(statement.text, formatClause, parameters, context);
    return { body: file, format, summary: summaryOf(file) };
  }
  const result = await engine.run(statement.text, format, parameters, context);
  return { body: result.bytes, format, summary: summaryOf(result) };
}

function summaryOf({
  rowsRead,
  bytesRead,
  elapsed,
}: Pick<NativeResult, "rowsRead" | "bytesRead" | "elapsed">): Summary {
  return { readRows: rowsRead, readBytes: bytesRead, seconds: elapsed };
}

async function insert(engine: Engine, request: DoorRequest, data: Buffer): Promise<Result> {
  if (readStatement(request.query).verb !== "INSERT") {
    throw new DoorRefusal(
      400,
      62,
      "SYNTAX_ERROR",
      "A body beside a statement in the address has to be the data of an INSERT",
    );
  }
  const written = await engine.insert(request.query, data, request.context);
  const summary = {
    writtenRows: written.rowsWritten,
    writtenBytes: written.bytesWritten,
    seconds: written.elapsed,
  };
  return { body: new Uint8Array(), format: "TabSeparated", summary };
}

async function sendFile(path: string, outgoing: ServerResponse): Promise<void> {
  try {
    await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), outgoing);
  } finally {
    rmSync(path, { force: true });
  }
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, failure: unknown): void {
  if (outgoing.headersSent || outgoing.destroyed) {
    outgoing.destroy();
    return;
  }
  const { status, code, text } = refusalOf(failure);
  outgoing.statusCode = status;
  outgoing.setHeader("X-ClickHouse-Exception-Code", String(code));
  outgoing.setHeader("Content-Type", "text/plain; charset=UTF-8");
  if (!incoming.complete) outgoing.setHeader("Connection", "close");
  outgoing.end(`${text}\n`);
}

function checkMethod(method: string | undefined, { query }: DoorRequest): void {
  if (method === "POST") return;
  if (method === "GET" && readers.has(readStatement(query).verb)) return;
  throw new DoorRefusal(405, 164, "READONLY", "Only POST may change anything");
}

function checkPassword(incoming: IncomingMessage, password: string): void {
  const basic = /^Basic (.+)$/.exec(incoming.headers.authorization ?? "")?.[1] ?? "";
  const given =
    incoming.headers["x-clickhouse-key"] ??
    Buffer.from(basic, "base64")
      .toString("utf8")
      .replace(/^[^:]*:/, "");
  const digest = (text: string) => createHash("sha256").update(text).digest();
  if (timingSafeEqual(digest(String(given)), digest(password))) return;
  throw new DoorRefusal(403, 516, "AUTHENTICATION_FAILED", "Authentication failed: password is incorrect");
}

function summaryHeader({
  readRows = 0,
  readBytes = 0,
  writtenRows = 0,
  writtenBytes = 0,
  seconds = 0,
}: Summary): string {
  return JSON.stringify({
    read_rows: String(readRows),
    read_bytes: String(readBytes),
    written_rows: String(writtenRows),
    written_bytes: String(writtenBytes),
    total_rows_to_read: "0",
    result_rows: String(readRows),
    result_bytes: String(readBytes),
    elapsed_ns: String(Math.round(seconds * 1e9)),
  });
}

function contentType(format: string): string {
  if (format.startsWith("JSON")) return "application/json; charset=UTF-8";
  if (format.startsWith("CSV")) return "text/csv; charset=UTF-8; header=present";
  if (format === "Parquet") return "application/octet-stream";
  return "text/tab-separated-values; charset=UTF-8";
}
