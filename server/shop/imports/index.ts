/**
 * Imports: a merchant's history from other systems, read into one shape and brought into the shop.
 *
 * How it goes: `reading/` turns any file into rows, `formats/` rows into records (one small file for each merchant
 * software), `writing/` records into orders, members, products and refunds; `run-import.ts` tells the story in order.
 *
 * Invariants
 * - A file is streamed; what it may take of memory is bounded whatever it holds.
 * - A row that cannot be understood costs itself alone: it is handed back with its line and what would be right.
 * - Importing a file again changes nothing: a line is named by (source, order, line) and not by when it came.
 * - A masked or encrypted phone never identifies anybody.
 *
 * Failure: a file that is no table is refused with `import_unreadable` or `too_large` before or while it is read; what was
 * taken until then stays, and a later run goes on from it. A run whose process dies is gone on with at the next start.
 *
 * Shutdown: `stop()` ends reading after the batch at work; close the database afterwards.
 */
export { createImports } from "./import-desk.ts";
export { createImportHandlers } from "./imports-routes.ts";
