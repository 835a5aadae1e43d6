import type { IncomingMessage } from "node:http";
import type { StatementContext } from "./engine.ts";
import { DoorRefusal } from "./door-refusal.ts";

/** One statement as it came over HTTP, before anything was looked up or run. */
export type DoorRequest = {
  readonly query: string;
  /** What stood in the body while the statement stood in the address: the rows of an insert. */
  readonly data: Buffer | undefined;
  readonly defaultFormat: string | undefined;
  readonly queryId: string;
  /** Values of `{name:Type}`, in the engine's text form. */
  readonly parameters: Record<string, string>;
  readonly context: StatementContext;
};

/** Largest body that is taken, in bytes. */
export const largestBodyBytes = 128 * 1024 * 1024;

/** What only the HTTP face of a ClickHouse server knows and what changes nothing about an answer of this one. */
const facesOwn = new Set([
  "query", "query_id", "database", "default_format", "user", "password", "role", "quota_key", "buffer_size",
  "wait_end_of_query", "send_progress_in_http_headers", "http_headers_progress_interval_ms",
  "http_response_buffer_size", "enable_http_compression", "cancel_http_readonly_queries_on_client_close",
]); // prettier-ignore

/** Reads the body to its end. Refuses what is larger than the limit without keeping it. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > largestBodyBytes)
      throw new DoorRefusal(413, 307, "TOO_MANY_BYTES", `The body is larger than ${largestBodyBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts, bytes);
}

/** Takes a request apart the way ClickHouse does: statement and parameters from the address, a form, or the body. */
export async function readRequest(request: IncomingMessage): Promise<DoorRequest> {
  const address = new URL(request.url ?? "/", "http://door");
  if (address.searchParams.has("session_id")) throw notOffered("sessions");
  if (request.headers["content-encoding"] !== undefined) throw notOffered("compressed bodies");
  const body = await readBody(request);
  const contentType = request.headers["content-type"] ?? "";
  const isForm = contentType.startsWith("multipart/form-data");
  const form = isForm ? await readForm(body, contentType) : [];
  const fields = new Map([...address.searchParams, ...form]);
  const inAddress = fields.get("query");
  const header = (name: string) => headerOf(request, name);
  return {
    query: inAddress ?? body.toString("utf8"),
    data: inAddress !== undefined && !isForm && body.length > 0 ? body : undefined,
    defaultFormat: fields.get("default_format") ?? header("x-clickhouse-format"),
    queryId: fields.get("query_id") ?? "",
    parameters: Object.fromEntries(parametersOf(fields)),
    context: {
      database: fields.get("database") ?? header("x-clickhouse-database"),
      settings: new Map([...fields].filter(([name]) => !facesOwn.has(name) && !name.startsWith("param_"))),
    },
  };
}

function parametersOf(fields: ReadonlyMap<string, string>): [string, string][] {
  return [...fields]
    .filter(([name]) => name.startsWith("param_"))
    .map(([name, value]) => [name.slice("param_".length), value]);
}

async function readForm(body: Buffer, contentType: string): Promise<[string, string][]> {
  const form = await new Response(new Uint8Array(body), {
    headers: { "content-type": contentType },
  }).formData();
  return [...form].flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function notOffered(what: string): DoorRefusal {
  return new DoorRefusal(501, 48, "NOT_IMPLEMENTED", `The embedded engine does not offer ${what}`);
}
