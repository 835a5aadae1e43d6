/** What a cell may hold. Numbers are written as they are, text is made harmless. */
export type Cell = string | number | boolean | null | undefined;

/** Excel takes a UTF-8 file for another encoding without it. */
export const byteOrderMark = "\u{FEFF}";

/**
 * One line of a CSV file (RFC 4180, CRLF). Text that a spreadsheet would run as a formula gets an apostrophe before it:
 * a shopper's name is data of a stranger.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => csvCell(cell)).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
