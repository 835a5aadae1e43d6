import { Readable } from "node:stream";
import { type OpenedImport, readImport, type ReadOptions } from "./read-import.ts";
import type { ImportRecord, RejectedRow } from "./records.ts";

export type WholeImport = Pick<OpenedImport, "format" | "timeZone" | "currency" | "warnings" | "table"> & {
  readonly records: readonly ImportRecord[];
  readonly rejected: readonly RejectedRow[];
  readonly rowsRead: number;
};

/** Reads a small file to its end at once: for tests, where a file is a few lines of text or bytes. */
export async function readWhole(
  content: string | Buffer,
  options: Partial<ReadOptions> = {},
): Promise<WholeImport> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const opened = await readImport(Readable.from(bytes.length === 0 ? [] : [bytes], { objectMode: false }), {
    shopTimeZone: "Asia/Shanghai",
    shopCurrency: "CNY",
    ...options,
  });
  const records: ImportRecord[] = [];
  const rejected: RejectedRow[] = [];
  let rowsRead = 0;
  for await (const batch of opened.batches) {
    for (const record of batch.records) records.push(record);
    for (const row of batch.rejected) rejected.push(row);
    rowsRead = batch.rowsRead;
  }
  return { ...opened, records, rejected, rowsRead };
}
