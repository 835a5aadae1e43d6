import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { RefrainError } from "../../../platform/errors.ts";

/** Where a merchant's file comes from: a path on this machine, or bytes that arrive. */
export type ImportFile = string | Readable;

export type ByteBounds = {
  /** Most bytes after decompression. */
  readonly maxExpandedBytes: number;
};

/** Gzip reaches about 1000:1 on emptiness and 5:1 to 30:1 on tables. */
const suspiciousRatio = 200;
const ratioCheckedFromBytes = 4 * 1024 * 1024;

/**
 * Streams the bytes of a file; a gzip file (known by its first two bytes, whatever its name) is expanded on the way.
 * Memory stays constant. Throws `import_unreadable` when the file cannot be opened, is damaged, or swells like a bomb,
 * and `too_large` past the bound. The source is closed when the reader stops early. `onBytesRead` hears of the bytes as
 * they stand in the file.
 */
export async function* openBytes(
  file: ImportFile,
  bounds: ByteBounds,
  onBytesRead?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const source = typeof file === "string" ? createReadStream(file, { highWaterMark: 256 * 1024 }) : file;
  try {
    const chunks = byteChunks(source, onBytesRead);
    const first = await firstBytes(chunks, 2);
    const whole = rejoin(first, chunks);
    yield* bounded(isGzip(first) ? gunzip(whole) : counted(whole), bounds);
  } catch (error) {
    throw readable(error);
  } finally {
    source.destroy();
  }
}

type Counted = { readonly chunk: Buffer; readonly bytesIn: number };

async function* byteChunks(source: Readable, onBytesRead?: (bytes: number) => void): AsyncGenerator<Buffer> {
  let bytesRead = 0;
  for await (const piece of source as AsyncIterable<Buffer | string>) {
    const chunk = typeof piece === "string" ? Buffer.from(piece) : piece;
    bytesRead += chunk.length;
    onBytesRead?.(bytesRead);
    yield chunk;
  }
}

async function firstBytes(chunks: AsyncGenerator<Buffer>, count: number): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < count) {
    const next = await chunks.next();
    if (next.done) break;
    first = first.length === 0 ? next.value : Buffer.concat([first, next.value]);
  }
  return first;
}

async function* rejoin(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* rest;
}

function isGzip(first: Buffer): boolean {
  return first[0] === 0x1f && first[1] === 0x8b;
}

async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Counted> {
  for await (const chunk of chunks) yield { chunk, bytesIn: Number.POSITIVE_INFINITY };
}

async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Counted> {
  const expander = createGunzip({ chunkSize: 256 * 1024 });
  const source = Readable.from(chunks, { objectMode: false });
  source.on("error", (error) => expander.destroy(error));
  source.pipe(expander);
  try {
    for await (const chunk of expander as AsyncIterable<Buffer>) {
      yield { chunk, bytesIn: expander.bytesWritten };
    }
  } finally {
    source.destroy();
    expander.destroy();
  }
}

async function* bounded(chunks: AsyncIterable<Counted>, bounds: ByteBounds): AsyncGenerator<Buffer> {
  let bytesOut = 0;
  for await (const { chunk, bytesIn } of chunks) {
    bytesOut += chunk.length;
    if (bytesOut > bounds.maxExpandedBytes) {
      throw new RefrainError(
        "too_large",
        `The file holds more than ${bounds.maxExpandedBytes} bytes. Split it into smaller files.`,
        { maxExpandedBytes: bounds.maxExpandedBytes },
      );
    }
    if (bytesOut > ratioCheckedFromBytes && bytesOut > bytesIn * suspiciousRatio) {
      throw new RefrainError(
        "import_unreadable",
        `The file expands more than ${suspiciousRatio} times: it holds no table.`,
        { problem: "expands_like_a_bomb" },
      );
    }
    yield chunk;
  }
}

function readable(error: unknown): RefrainError {
  if (error instanceof RefrainError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return unreadable("There is no such file.", "no_such_file");
  if (code === "EISDIR") return unreadable("This is a folder, not a file.", "folder");
  if (code === "EACCES")
    return unreadable("The file may not be read: its permissions forbid it.", "no_access");
  if (code.startsWith("Z_"))
    return unreadable("The compressed file is damaged or ends early.", "damaged_gzip");
  return unreadable(`The file could not be read (${code || "unknown reason"}).`, "read_failed");
}

function unreadable(message: string, problem: string): RefrainError {
  return new RefrainError("import_unreadable", message, { problem });
}
