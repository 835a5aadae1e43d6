import type { LineKeys } from "../reading/line-keys.ts";
import type { Cells, ColumnNames } from "../reading/cells.ts";
import type { ImportRecord } from "../records.ts";
import type { Warnings } from "../warnings.ts";

export type FormatId =
  | "plain"
  | "online_retail"
  | "shopify_orders"
  | "youzan_orders"
  | "youzan_order_items"
  | "douyin_orders"
  | "taobao_orders"
  | "tiktok_shop_orders"
  | "plain_customers"
  | "shopify_customers"
  | "youzan_customers";

/** What holds for the whole file while it is read. */
export type FileContext = {
  readonly lineKeys: LineKeys;
  readonly warnings: Warnings;
  /** ISO-4217 code for amounts that name none. */
  readonly currency: string;
  /** Calling code for phones written without one, digits only. */
  readonly callingCode?: string;
};

/** Turns rows into records. A row that cannot be taken throws `RowRefusal`. */
export type RowReader = {
  /** Reads the row that `cells` stands on. Formats that gather rows into orders return earlier rows' records late. */
  read(lineNumber: number): readonly ImportRecord[];
  /** What is still held back when the file ends. */
  finish(): readonly ImportRecord[];
};

/** One merchant software's way of writing an export: its columns as data, and how a row is understood. */
export type Dialect<Column extends string = string> = {
  readonly id: FormatId;
  /** First half of an order's identity. Exports of one platform share it. */
  readonly source: string;
  readonly holds: "orders" | "customers";
  readonly title: { readonly en: string; readonly zh: string };
  /** Zone of its wall times, where the platform fixes it. */
  readonly timeZone?: string;
  readonly currency?: string;
  readonly callingCode?: string;
  readonly columns: ColumnNames<Column>;
  /** Columns without which nothing can be understood. */
  readonly required: readonly NoInfer<Column>[];
  /** Recognises a row below the header that explains the columns. */
  readonly isDescription?: (cells: readonly string[]) => boolean;
  readonly createReader: (cells: Cells<Column>, context: FileContext) => RowReader;
};

/** Forgets the column names of a dialect, so that dialects of different columns stand in one list. */
export function dialect<Column extends string>(definition: Dialect<Column>): Dialect {
  return definition;
}

/** For formats where a row stands by itself. */
export function rowByRow(read: (lineNumber: number) => readonly ImportRecord[]): RowReader {
  return { read, finish: () => [] };
}
