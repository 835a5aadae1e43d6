import type { Delimiter } from "./sniff-text.ts";
import type { Row } from "./row.ts";

/**
 * Comma-separated values (RFC 4180) cut out of lines, made for files that are not quite right: a quote that is never
 * closed costs the one line it stands on, not the rest of the file. That is why the lines are read here and not by a
 * parser that takes the file as one grammar.
 */
export type RecordBounds = {
  /** Most lines that one quoted text may span. */
  readonly maxLinesPerRecord: number;
  /** Most characters that one record of several lines may have. */
  readonly maxRecordLength: number;
};

type Opened = { readonly open: true };
type Parsed = { readonly cells: string[]; readonly broken: boolean } | Opened;

export async function* splitRecords(
  batches: AsyncIterable<string[]>,
  delimiter: Delimiter,
  bounds: RecordBounds,
): AsyncGenerator<Row[]> {
  let waiting: string[] = [];
  let lineNumber = 0;
  let columns = 0;
  const take = (lines: string[], atEnd: boolean): Row[] => {
    const rows: Row[] = [];
    let i = 0;
    while (i < lines.length) {
      const record = readRecord(lines, i, delimiter, columns, bounds, atEnd);
      if (record === "needs_more") break;
      const first = i;
      const text =
        record.lineCount === 1 ? lines[first]! : lines.slice(first, first + record.lineCount).join("\n");
      if (record.cells.length > 1 || record.cells[0]?.trim() !== "" || record.fault) {
        if (columns === 0) columns = record.cells.length;
        rows.push({ lineNumber: lineNumber + 1, cells: record.cells, raw: () => text, ...faultOf(record) });
      }
      lineNumber += record.lineCount;
      i += record.lineCount;
    }
    waiting = i === 0 ? lines : lines.slice(i);
    return rows;
  };
  for await (const lines of batches) {
    const rows = take(waiting.length === 0 ? lines : waiting.concat(lines), false);
    if (rows.length > 0) yield rows;
  }
  const rows = take(waiting, true);
  if (rows.length > 0) yield rows;
}

type Found = { readonly cells: readonly string[]; readonly lineCount: number; readonly fault?: string };

function faultOf(record: Found): Pick<Row, "fault"> {
  return record.fault === undefined ? {} : { fault: { code: "quote_not_closed", reason: record.fault } };
}

/** Reads the record that begins at line `at`: one line, or as many as a quoted text spans. */
function readRecord(
  lines: readonly string[],
  at: number,
  delimiter: Delimiter,
  columns: number,
  bounds: RecordBounds,
  atEnd: boolean,
): Found | "needs_more" {
  let text = lines[at]!;
  if (!text.includes('"')) return { cells: text.split(delimiter), lineCount: 1 };
  const single = parseRecord(text, delimiter);
  if (!("open" in single)) return { cells: single.cells, lineCount: 1 };
  for (let count = 2; ; count += 1) {
    const next = lines[at + count - 1];
    if (next === undefined) return atEnd ? unclosed : tooFar(count, text, bounds) ? unclosed : "needs_more";
    text += `\n${next}`;
    if (tooFar(count, text, bounds)) return unclosed;
    if (!next.includes('"')) continue;
    const parsed = parseRecord(text, delimiter);
    if ("open" in parsed) continue;
    const fits = columns === 0 || parsed.cells.length === columns;
    return parsed.broken || !fits ? unclosed : { cells: parsed.cells, lineCount: count };
  }
}

const unclosed: Found = {
  cells: [],
  lineCount: 1,
  fault: 'A quote (") is opened and not closed. Write a quote inside a text twice ("").',
};

function tooFar(lineCount: number, text: string, bounds: RecordBounds): boolean {
  return lineCount > bounds.maxLinesPerRecord || text.length > bounds.maxRecordLength;
}

/**
 * Cuts one record into cells. Text after a closing quote is kept as it stands and marks the record as broken:
 * on one line that is a slip worth forgiving, over several lines it means the quote was never closed.
 */
function parseRecord(text: string, delimiter: Delimiter): Parsed {
  const cells: string[] = [];
  let broken = false;
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) !== 34) {
      const end = text.indexOf(delimiter, at);
      if (end === -1) {
        cells.push(text.slice(at));
        return { cells, broken };
      }
      cells.push(text.slice(at, end));
      at = end + 1;
      continue;
    }
    const closing = closingQuote(text, at + 1);
    if (closing === -1) return { open: true };
    let cell = text.slice(at + 1, closing);
    if (cell.includes('""')) cell = cell.replaceAll('""', '"');
    let end = text.indexOf(delimiter, closing + 1);
    if (end === -1) end = text.length;
    const tail = text.slice(closing + 1, end);
    if (tail.trim() !== "") {
      broken = true;
      cell += tail;
    }
    cells.push(cell);
    if (end === text.length) return { cells, broken };
    at = end + 1;
  }
}

function closingQuote(text: string, from: number): number {
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return -1;
    if (text.charCodeAt(quote + 1) !== 34) return quote;
    at = quote + 2;
  }
}
