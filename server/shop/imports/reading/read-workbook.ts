import { readSheet } from "read-excel-file/node";
import { RefrainError } from "../../../platform/errors.ts";
import type { Row } from "./row.ts";
import { checkArchive } from "./check-archive.ts";

export type WorkbookBounds = {
  /** Most bytes of the .xlsx file itself. */
  readonly maxFileBytes: number;
  /** Most bytes of what it holds unpacked. */
  readonly maxUnpackedBytes: number;
};

/**
 * Reads the first sheet of an .xlsx workbook as rows of text, dates as `yyyy-MM-dd HH:mm:ss` wall times.
 * A workbook must be held in memory, so both its size and its unpacked size are bounded; a larger export belongs in CSV.
 * Throws `too_large` past a bound and `import_unreadable` when it is no workbook.
 */
export async function readWorkbook(chunks: AsyncIterable<Buffer>, bounds: WorkbookBounds): Promise<Row[]> {
  const bytes = await gather(chunks, bounds.maxFileBytes);
  checkArchive(bytes, bounds.maxUnpackedBytes);
  let table: readonly (readonly unknown[])[];
  try {
    table = await readSheet(bytes);
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown reason";
    throw new RefrainError("import_unreadable", `The workbook cannot be read (${why}).`, {
      problem: "damaged_workbook",
    });
  }
  const rows: Row[] = [];
  table.forEach((values, i) => {
    const cells = values.map(cellText);
    if (cells.some((cell) => cell !== "")) {
      rows.push({ lineNumber: i + 1, cells, raw: () => cells.join("\t") });
    }
  });
  return rows;
}

async function gather(chunks: AsyncIterable<Buffer>, maxFileBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxFileBytes) {
      throw new RefrainError(
        "too_large",
        `The workbook is larger than ${maxFileBytes} bytes. Save it as CSV: that has no such bound.`,
        { maxFileBytes },
      );
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? "" : value.toISOString().slice(0, 19).replace("T", " ");
  }
  if (typeof value === "number") return numberText(value);
  return typeof value === "string" || typeof value === "boolean" ? String(value).toWellFormed() : "";
}

/** Long numbers are written out: an order number must not become 1.2e+21. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  return String(Number(value.toPrecision(15)));
}
