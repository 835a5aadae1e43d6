import { openBytes, type ByteBounds, type ImportFile } from "./open-bytes.ts";
import { readWorkbook, type WorkbookBounds } from "./read-workbook.ts";
import type { Row } from "./row.ts";
import {
  type Delimiter,
  type Encoding,
  type FileKind,
  sniffDelimiter,
  sniffEncoding,
  sniffKind,
} from "./sniff-text.ts";
import { splitLines, type LineBounds } from "./split-lines.ts";
import { splitRecords, type RecordBounds } from "./split-records.ts";

export type ReadingBounds = ByteBounds & WorkbookBounds & LineBounds & RecordBounds;

const mebibyte = 1024 * 1024;

export const defaultBounds: ReadingBounds = {
  maxExpandedBytes: 2048 * mebibyte,
  maxFileBytes: 32 * mebibyte,
  maxUnpackedBytes: 256 * mebibyte,
  maxLineLength: mebibyte,
  maxBlankLines: 10_000,
  maxLinesPerRecord: 200,
  maxRecordLength: 64 * 1024,
};

/** A file opened as a table: how it is written, and its rows in batches, header included, empty rows left out. */
export type Table = {
  readonly kind: FileKind;
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  readonly rows: AsyncGenerator<Row[]>;
};

/**
 * Opens a merchant's file, whatever its compression, encoding and delimiter.
 * Throws `import_unreadable` (binary data, emptiness, endless lines, damage) or `too_large`; the same may be thrown
 * while rows are read. Closing `rows` early closes the file.
 */
export async function readTable(
  file: ImportFile,
  bounds: ReadingBounds = defaultBounds,
  onBytesRead?: (bytes: number) => void,
): Promise<Table> {
  const chunks = openBytes(file, bounds, onBytesRead);
  try {
    const sample = await takeSample(chunks);
    const kind = sniffKind(sample);
    const whole = prepend(sample, chunks);
    if (kind === "xlsx") {
      const rows = await readWorkbook(whole, bounds);
      return { kind, rows: inBatches(rows) };
    }
    const encoding = sniffEncoding(sample);
    const delimiter = sniffDelimiter(firstLine(sample, encoding));
    const lines = splitLines(whole, encoding, bounds);
    return {
      kind,
      encoding,
      delimiter,
      rows: markUnreadable(splitRecords(lines, delimiter, bounds), encoding),
    };
  } catch (error) {
    await chunks.return(undefined);
    throw error;
  }
}

/**
 * A copy that does not hold on to the chunk it was cut from. What outlives its batch must be detached, or a hundred short
 * names keep a hundred chunks of the file in memory.
 */
export function detached(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

const sampleBytes = 512 * 1024;

async function takeSample(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  while (size < sampleBytes) {
    const next = await chunks.next();
    if (next.done) break;
    parts.push(next.value);
    size += next.value.length;
  }
  return Buffer.concat(parts);
}

async function* prepend(sample: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (sample.length > 0) yield sample;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function firstLine(sample: Buffer, encoding: Encoding): string {
  const text = new TextDecoder(encoding).decode(sample.subarray(0, 64 * 1024));
  return text.split(/[\r\n]+/u).find((line) => line.trim() !== "") ?? "";
}

async function* inBatches(rows: Row[]): AsyncGenerator<Row[]> {
  for (let at = 0; at < rows.length; at += 2000) yield rows.slice(at, at + 2000);
}

/** Bytes that are no characters decode to U+FFFD; a name with a hole in it must not become a member's name. */
async function* markUnreadable(batches: AsyncIterable<Row[]>, encoding: Encoding): AsyncGenerator<Row[]> {
  for await (const rows of batches) {
    yield rows.map((row) => (/[\uFFFD\0]/u.test(row.raw()) ? unreadableRow(row, encoding) : row));
  }
}

function unreadableRow(row: Row, encoding: Encoding): Row {
  return {
    ...row,
    fault: {
      code: "wrong_encoding",
      reason: `The line has characters that are not ${encoding}. Save the file as UTF-8 and import it again.`,
    },
  };
}
