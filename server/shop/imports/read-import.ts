import { RefrainError } from "../../platform/errors.ts";
import type { Dialect, FileContext, FormatId } from "./formats/dialect.ts";
import { type DetectedFormat, detectFormat, headerLikeness } from "./formats/detect-format.ts";
import { bindColumns, createCells, RowRefusal } from "./reading/cells.ts";
import { createLineKeys } from "./reading/line-keys.ts";
import type { ImportFile } from "./reading/open-bytes.ts";
import { defaultBounds, readTable, type ReadingBounds, type Table } from "./reading/read-table.ts";
import type { Row } from "./reading/row.ts";
import { createTimeReader, type DateOrder, guessDateOrder } from "./reading/wall-time.ts";
import type { ImportRecord, RejectedRow } from "./records.ts";
import { createWarnings, type Warnings } from "./warnings.ts";

export type ReadOptions = {
  /** Takes this format instead of detecting it. */
  readonly format?: string;
  /** IANA zone of the file's wall times; else the platform's own, else the shop's. */
  readonly timeZone?: string;
  /** ISO-4217 code for amounts that name none; else the platform's own, else the shop's. */
  readonly currency?: string;
  /** Which of 03/04/2025 is the day; else guessed from the first rows, else the month comes first. */
  readonly dateOrder?: DateOrder;
  readonly shopTimeZone: string;
  readonly shopCurrency: string;
  readonly bounds?: ReadingBounds;
  /** Told how many bytes of the file have been read so far. */
  readonly onBytesRead?: (bytes: number) => void;
  /** Shown every row below the header as it stands in the file. */
  readonly onRow?: (row: Row) => void;
};

/** Some hundred to some thousand rows, read and understood. */
export type ImportBatch = {
  readonly records: readonly ImportRecord[];
  readonly rejected: readonly RejectedRow[];
  /** Rows below the header so far, rejected ones included. */
  readonly rowsRead: number;
};

export type OpenedImport = {
  readonly format: FormatId;
  readonly dialect: Dialect;
  readonly detected: DetectedFormat;
  readonly header: readonly string[];
  readonly timeZone: string;
  readonly currency: string;
  readonly dateOrder: DateOrder;
  readonly table: Pick<Table, "kind" | "encoding" | "delimiter">;
  readonly warnings: Warnings;
  /** Reads the file once, from its first row to its last. Closing it early closes the file. */
  readonly batches: AsyncGenerator<ImportBatch>;
};

/**
 * Opens a merchant's export and says what it is; `batches` then streams it in constant memory.
 * Throws `import_unreadable` or `too_large`, here or while the batches are read; rows that are wrong by themselves never
 * throw, they are handed back as rejected.
 */
export async function readImport(file: ImportFile, options: ReadOptions): Promise<OpenedImport> {
  checkZone(options.timeZone ?? options.shopTimeZone);
  const table = await readTable(file, options.bounds ?? defaultBounds, options.onBytesRead);
  try {
    const first = await firstRows(table);
    const top = findHeader(first);
    const header = top.header.cells.map((name) => name.replaceAll("\uFEFF", "").trim());
    const detected = detectFormat(header, options.format);
    const { dialect } = detected;
    const timeZone = options.timeZone ?? dialect.timeZone ?? options.shopTimeZone;
    const currency = options.currency ?? dialect.currency ?? options.shopCurrency;
    const dateOrder = options.dateOrder ?? guessOrder(dialect, header, top.rows) ?? "month_first";
    const warnings = createWarnings();
    const context: FileContext = {
      lineKeys: createLineKeys(),
      warnings,
      currency,
      ...(dialect.callingCode !== undefined && { callingCode: dialect.callingCode }),
    };
    const cells = createCells(dialect.columns, header, createTimeReader(timeZone, dateOrder));
    const rows = startingWith(top.rows, table.rows);
    return {
      format: dialect.id,
      dialect,
      detected,
      header,
      timeZone,
      currency,
      dateOrder,
      table,
      warnings,
      batches: understand(rows, dialect, header.length, cells, context, options.onRow),
    };
  } catch (error) {
    await table.rows.return(undefined);
    throw error;
  }
}

async function* understand(
  batches: AsyncIterable<Row[]>,
  dialect: Dialect,
  columns: number,
  cells: ReturnType<typeof createCells>,
  context: FileContext,
  onRow?: (row: Row) => void,
): AsyncGenerator<ImportBatch> {
  const reader = dialect.createReader(cells, context);
  let rowsRead = 0;
  let rejectedRows = 0;
  let mayBeDescription = dialect.isDescription !== undefined;
  for await (const rows of batches) {
    const records: ImportRecord[] = [];
    const rejected: RejectedRow[] = [];
    for (const row of rows) {
      if (mayBeDescription) {
        mayBeDescription = false;
        if (dialect.isDescription?.(row.cells)) continue;
      }
      rowsRead += 1;
      onRow?.(row);
      const refusal = readRow(row, columns, cells, reader, records);
      if (refusal)
        rejected.push({ lineNumber: row.lineNumber, raw: row.raw(), cells: row.cells, ...refusal });
    }
    rejectedRows += rejected.length;
    if (rejectedRows === rowsRead && rowsRead >= hopelessAfterRows) throw hopeless(rowsRead, rejected[0]);
    yield { records, rejected, rowsRead };
  }
  const rest = reader.finish();
  if (rest.length > 0) yield { records: rest, rejected: [], rowsRead };
}

type Refusal = Pick<RejectedRow, "code" | "reason">;

/** A file of which not one of so many rows can be read is not what its header says; going on would only fill disks. */
const hopelessAfterRows = 20_000;

function hopeless(rowsRead: number, example: RejectedRow | undefined): RefrainError {
  return new RefrainError(
    "import_unreadable",
    `None of the first ${rowsRead} rows can be read. Line ${example?.lineNumber}: ${example?.reason}`,
    { problem: "no_row_fits", lineNumber: example?.lineNumber },
  );
}

function readRow(
  row: Row,
  columns: number,
  cells: ReturnType<typeof createCells>,
  reader: ReturnType<Dialect["createReader"]>,
  records: ImportRecord[],
): Refusal | undefined {
  if (row.fault) return row.fault;
  if (row.cells.length !== columns && !onlyEmptyBeyond(row.cells, columns))
    return wrongWidth(row.cells, columns);
  try {
    cells.moveTo(row.cells);
    for (const record of reader.read(row.lineNumber)) records.push(record);
    return undefined;
  } catch (error) {
    if (error instanceof RowRefusal) return { code: error.code, reason: error.message };
    throw error;
  }
}

/** Half a row is refused even where what is left would do: its last number may be cut as well. */
function wrongWidth(cells: readonly string[], columns: number): Refusal {
  const why =
    cells.length < columns
      ? "The row is cut off, or a column is missing."
      : "A text with a delimiter in it must stand in quotes.";
  return {
    code: "wrong_number_of_columns",
    reason: `The row has ${cells.length} columns where the header has ${columns}. ${why}`,
  };
}

function onlyEmptyBeyond(cells: readonly string[], columns: number): boolean {
  return cells.length > columns && cells.slice(columns).every((cell) => cell.trim() === "");
}

const rowsLookedAt = 400;
const headerWithin = 10;

async function firstRows(table: Table): Promise<Row[]> {
  const rows: Row[] = [];
  while (rows.length < rowsLookedAt) {
    const next = await table.rows.next();
    if (next.done) break;
    for (const row of next.value) rows.push(row);
  }
  if (rows.length === 0) throw unreadable("The file has no rows.", "empty");
  return rows;
}

/** Some exports put a title or a note above the header: among the first rows the one most like a header is it. */
function findHeader(rows: Row[]): { readonly header: Row; readonly rows: Row[] } {
  let best = 0;
  let likeness = -1;
  rows.slice(0, headerWithin).forEach((row, i) => {
    const like = row.fault ? -1 : headerLikeness(row.cells);
    if (like > likeness) {
      best = i;
      likeness = like;
    }
  });
  const header = rows[best]!;
  if (header.fault) throw unreadable(`The header cannot be read. ${header.fault.reason}`, header.fault.code);
  return { header, rows: rows.slice(best + 1) };
}

function guessOrder(
  dialect: Dialect,
  header: readonly string[],
  rows: readonly Row[],
): DateOrder | undefined {
  const places = Object.entries(bindColumns(dialect.columns, header))
    .filter(([column, place]) => place >= 0 && /(?:At|date)$/iu.test(column))
    .map(([, place]) => place);
  return guessDateOrder(rows.flatMap((row) => places.map((place) => row.cells[place] ?? "")));
}

async function* startingWith(first: Row[], rest: AsyncGenerator<Row[]>): AsyncGenerator<Row[]> {
  try {
    if (first.length > 0) yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function checkZone(timeZone: string): void {
  if (!isZone(timeZone)) {
    throw new RefrainError(
      "invalid_input",
      `"${timeZone.slice(0, 60)}" is no time zone. Right is, for example, Asia/Shanghai.`,
      [{ path: "timeZone", message: "must be an IANA time zone such as Asia/Shanghai" }],
    );
  }
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function unreadable(message: string, problem: string): RefrainError {
  return new RefrainError("import_unreadable", message, { problem });
}
