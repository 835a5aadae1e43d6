import type { RejectionCode } from "../records.ts";
import type { TimeReader } from "./wall-time.ts";

/** Why a row cannot be taken. Thrown by readers of cells, caught once per row. */
export class RowRefusal extends Error {
  readonly code: RejectionCode;

  constructor(code: RejectionCode, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** Which header spellings stand for a column. */
export type ColumnNames<Column extends string> = Readonly<Record<Column, readonly string[]>>;

/** The cells of the current row by the names a dialect gives its columns. Absent columns read as empty text. */
export type Cells<Column extends string> = {
  /** Moves to a row. */
  moveTo(cells: readonly string[]): void;
  has(column: Column): boolean;
  text(column: Column): string;
  /** Like `text`, but refuses the row when the cell is empty. */
  needed(column: Column): string;
  time(column: Column): Date | undefined;
  neededTime(column: Column): Date;
  /** Amount in major units; undefined when empty; refuses what is no number. */
  amount(column: Column): number | undefined;
  neededAmount(column: Column): number;
  /** Whole number; undefined when empty; refuses fractions. */
  count(column: Column): number | undefined;
  neededCount(column: Column): number;
};

const longestText = 2000;
const longestName = 200;

/** Header names are compared without case, spaces, underscores and width of brackets. */
function plainHeader(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s_\uFEFF'"]/gu, "");
}

/** Binds a dialect's column names to the places where this file has them. The first of two equal headers counts. */
export function bindColumns<Column extends string>(
  names: ColumnNames<Column>,
  header: readonly string[],
): Readonly<Record<Column, number>> {
  const places = new Map<string, number>();
  header.forEach((name, i) => {
    const plain = plainHeader(name);
    if (!places.has(plain)) places.set(plain, i);
  });
  const bound = {} as Record<Column, number>;
  for (const column of Object.keys(names) as Column[]) {
    const spelling = names[column].find((name) => places.has(plainHeader(name)));
    bound[column] = spelling === undefined ? -1 : places.get(plainHeader(spelling))!;
  }
  return bound;
}

export function createCells<Column extends string>(
  names: ColumnNames<Column>,
  header: readonly string[],
  readTime: TimeReader,
): Cells<Column> {
  const at = bindColumns(names, header);
  let current: readonly string[] = [];
  const label = (column: Column): string => header[at[column]]?.trim() || names[column][0] || column;
  const text = (column: Column): string => cleanText(current[at[column]] ?? "");
  const filled = <T>(column: Column, value: T | undefined): T => {
    if (value === undefined) throw new RowRefusal("value_missing", `${label(column)} is empty.`);
    return value;
  };
  const cells: Cells<Column> = {
    moveTo: (row) => {
      current = row;
    },
    has: (column) => at[column] >= 0,
    text: (column) => {
      const value = text(column);
      return value.length > longestText ? value.slice(0, longestText).toWellFormed() : value;
    },
    needed: (column) => {
      const value = text(column);
      if (value.length > longestName) {
        throw new RowRefusal("text_too_long", `${label(column)} is longer than ${longestName} characters.`);
      }
      return filled(column, value === "" ? undefined : value);
    },
    time: (column) => {
      const value = text(column);
      if (value === "" || value === "-") return undefined;
      const time = readTime(value);
      if (time === undefined) {
        throw new RowRefusal(
          "date_wrong",
          `${label(column)} is "${shortened(value)}", which is no date. Right is, for example, 2025-03-31 20:15:00.`,
        );
      }
      return time;
    },
    neededTime: (column) => filled(column, cells.time(column)),
    amount: (column) => {
      const value = text(column);
      if (value === "" || value === "-") return undefined;
      const amount = parseAmount(value);
      if (amount === undefined || Math.abs(amount) > largestAmount) {
        throw new RowRefusal(
          "number_wrong",
          `${label(column)} is "${shortened(value)}", which is no amount. Right is, for example, 12.50.`,
        );
      }
      return amount;
    },
    neededAmount: (column) => filled(column, cells.amount(column)),
    count: (column) => {
      const value = text(column);
      if (value === "" || value === "-") return undefined;
      const count = parseAmount(value);
      if (count === undefined || !Number.isInteger(count) || Math.abs(count) > largestCount) {
        throw new RowRefusal(
          "number_wrong",
          `${label(column)} is "${shortened(value)}". It must be a whole number, for example 3.`,
        );
      }
      return count;
    },
    neededCount: (column) => filled(column, cells.count(column)),
  };
  return cells;
}

const largestAmount = 1_000_000_000;
const largestCount = 10_000_000;

/** Trims, and takes off the tab or apostrophe by which exports keep spreadsheets from mangling long numbers. */
function cleanText(text: string): string {
  const trimmed = text.trim();
  if (trimmed.charCodeAt(0) === 39 && /^'[\d+=@-]/u.test(trimmed)) return trimmed.slice(1).trim();
  if (trimmed.charCodeAt(0) === 61 && /^="[^"]*"$/u.test(trimmed)) return trimmed.slice(2, -1).trim();
  return trimmed;
}

/** `12.5`, `¥1,234.50`, `USD 3`, `-7`, `1.234,50` (decimal comma) → a number; undefined when it is none. */
export function parseAmount(text: string): number | undefined {
  if (/^-?\d{1,15}(?:\.\d{1,10})?$/u.test(text)) return Number(text);
  let cleaned = text.replaceAll(/[\s'¥￥$£€元]|^[A-Z]{3}|[A-Z]{3}$/gu, "").replace(/^[−–]/u, "-");
  const bracketed = /^\((.+)\)$/u.exec(cleaned);
  if (bracketed) cleaned = `-${bracketed[1]}`;
  if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/u.test(cleaned)) cleaned = cleaned.replaceAll(",", "");
  else if (/^-?\d{1,3}(?:\.\d{3})*,\d{1,2}$/u.test(cleaned) || /^-?\d+,\d{1,2}$/u.test(cleaned)) {
    cleaned = cleaned.replaceAll(".", "").replace(",", ".");
  }
  return /^[-+]?\d{1,15}(?:\.\d{0,10})?$/u.test(cleaned) ? Number(cleaned) : undefined;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40).toWellFormed()}…` : text;
}
