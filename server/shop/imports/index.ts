/**
 * Imports: a merchant's history from other systems, read into one shape and brought into the shop.
 *
 * Invariants
 * - A file is streamed; what it may take of memory is bounded whatever it holds.
 * - A row that cannot be understood costs itself alone: it is handed back with its line and what would be right.
 * - Importing a file again changes nothing: a line is named by (source, order, line) and not by when it came.
 * - A masked or encrypted phone never identifies anybody.
 *
 * Failure: a file that is no table is refused with `import_unreadable` or `too_large` before or while it is read; what was
 * taken until then stays, and a later run goes on from it.
 */
export { previewImport, type ImportPreview } from "./preview-import.ts";
export { type ImportBatch, type OpenedImport, readImport, type ReadOptions } from "./read-import.ts";
export { createReport, type ImportReport, type Mess } from "./report.ts";
export { createImports, type ImportDesk, type ImportParts, type ImportShop } from "./import-desk.ts";
export { createImportHandlers } from "./imports-routes.ts";
export type { ImportRunRow, RunSettings } from "./run-store.ts";
