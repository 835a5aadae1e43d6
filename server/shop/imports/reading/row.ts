/** One row of a table as it was found. A fault says why it cannot be read; its cells are then empty. */
export type Row = {
  /** Line in the file where the row begins, counted from 1 (the row number in a workbook). */
  readonly lineNumber: number;
  readonly cells: readonly string[];
  /** The text of the row as it stands in the file, for the list of rejected rows. Built only when asked for. */
  readonly raw: () => string;
  readonly fault?: RowFault;
};

type RowFault = {
  readonly code: "quote_not_closed" | "wrong_number_of_columns" | "wrong_encoding";
  readonly reason: string;
};
