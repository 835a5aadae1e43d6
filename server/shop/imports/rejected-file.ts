import type { RejectionCode } from "./records.ts";

/** A rejected row as it is kept until somebody downloads it. */
export type KeptRejection = {
  readonly lineNumber: number;
  readonly code: RejectionCode | (string & {});
  readonly reason: string;
  readonly raw: string;
};

/** First bytes of a downloaded list: a byte order mark, without which Excel takes UTF-8 for the local code page. */
export const rejectedFileHead = `\uFEFF${["line_number", "code", "reason", "row"].join(",")}\r\n`;

/** One rejected row as a line of CSV: where it stood, why it was refused, and the row as it was. */
export function rejectedFileLine(row: KeptRejection): string {
  return `${[String(row.lineNumber), row.code, row.reason, row.raw].map(safeCell).join(",")}\r\n`;
}

/**
 * A cell that a spreadsheet shows and never runs. Text beginning with = + - @ or a control character would be taken for a
 * formula (OWASP: CSV injection); an apostrophe in front keeps it text.
 */
export function safeCell(text: string): string {
  const harmless = /^[\s]*[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n';]|^\s|\s$/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
