import type { Encoding, Delimiter, FileKind } from "./reading/sniff-text.ts";
import type { Row } from "./reading/row.ts";
import type { ImportFile } from "./reading/open-bytes.ts";
import { bindColumns } from "./reading/cells.ts";
import type { DateOrder } from "./reading/wall-time.ts";
import { type OpenedImport, readImport, type ReadOptions } from "./read-import.ts";
import type { ImportRecord, RejectedRow } from "./records.ts";
import type { FormatId } from "./formats/dialect.ts";
import type { Warning } from "./warnings.ts";

/** What a file seems to be, and how its first rows would be understood. */
export type ImportPreview = {
  readonly format: FormatId;
  readonly title: { readonly en: string; readonly zh: string };
  readonly confidence: number;
  /** The file's columns in order; `meaning` is what a column is taken for. */
  readonly columns: readonly { readonly name: string; readonly meaning?: string }[];
  readonly missingColumns: readonly string[];
  /** The first rows as they stand in the file, by column. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** The first rows, understood. */
  readonly records: readonly ImportRecord[];
  readonly problems: readonly RejectedRow[];
  readonly warnings: readonly Warning[];
  readonly guesses: {
    readonly kind: FileKind;
    readonly encoding?: Encoding;
    readonly delimiter?: Delimiter;
    readonly timeZone: string;
    readonly currency: string;
    readonly dateOrder: DateOrder;
  };
};

const recordsShown = 20;
const problemsShown = 20;
const rowsLookedAt = 2000;

/** Reads as much of the file as the preview shows. Throws as `readImport` does. */
export async function previewImport(file: ImportFile, options: ReadOptions): Promise<ImportPreview> {
  const cells: (readonly string[])[] = [];
  const onRow = (row: Row): void => {
    if (cells.length < recordsShown) cells.push(row.cells);
  };
  const opened = await readImport(file, { ...options, onRow });
  const records: ImportRecord[] = [];
  const problems: RejectedRow[] = [];
  try {
    for await (const batch of opened.batches) {
      records.push(...batch.records.slice(0, recordsShown - records.length));
      problems.push(...batch.rejected.slice(0, problemsShown - problems.length));
      if (records.length >= recordsShown || batch.rowsRead >= rowsLookedAt) break;
    }
  } finally {
    await opened.batches.return(undefined);
  }
  return {
    format: opened.format,
    title: opened.dialect.title,
    confidence: opened.detected.confidence,
    columns: columnsOf(opened),
    missingColumns: opened.detected.missingColumns,
    rows: cells.map((row) => Object.fromEntries(opened.header.map((name, i) => [name, row[i] ?? ""]))),
    records,
    problems,
    warnings: opened.warnings.list(),
    guesses: {
      kind: opened.table.kind,
      ...(opened.table.encoding && { encoding: opened.table.encoding }),
      ...(opened.table.delimiter && { delimiter: opened.table.delimiter }),
      timeZone: opened.timeZone,
      currency: opened.currency,
      dateOrder: opened.dateOrder,
    },
  };
}

function columnsOf(opened: OpenedImport): { readonly name: string; readonly meaning?: string }[] {
  const meanings = new Map<number, string>();
  for (const [meaning, place] of Object.entries(bindColumns(opened.dialect.columns, opened.header))) {
    if (place >= 0) meanings.set(place, meaning);
  }
  return opened.header.map((name, i) => {
    const meaning = meanings.get(i);
    return meaning === undefined ? { name } : { name, meaning };
  });
}
