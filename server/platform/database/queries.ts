import type { Sql } from "sql-template-tag";

/**
 * The ways to speak SQL. A statement without parameters may hold several statements separated by `;`.
 * Arrays become PostgreSQL arrays, plain objects JSON (an array meant as JSON: `JSON.stringify` it), Dates
 * `timestamptz`, undefined null.
 */
export type Queries = {
  /** All rows. */
  rows<Row extends object>(statement: Sql): Promise<Row[]>;
  /** The first row, or undefined. */
  row<Row extends object>(statement: Sql): Promise<Row | undefined>;
  /** The number of rows inserted, updated or deleted. */
  run(statement: Sql): Promise<number>;
  /**
   * Inserts many rows over COPY: the fastest way in, with memory for one chunk only. Rows are arrays in the order of
   * `columns`. All or none. A conflict fails the whole copy: where rows may exist, insert from
   * `unnest(${ids}::uuid[], …)` with `on conflict`, or copy into a temporary table first.
   * @returns the number of rows inserted
   */
  copyRows(table: string, columns: readonly string[], rows: RowSource): Promise<number>;
};

/** Queries inside one transaction. They run one after another; after the work has ended they throw. */
export type Tx = Queries & { readonly inTransaction: true };

export type RowSource = Iterable<readonly unknown[]> | AsyncIterable<readonly unknown[]>;

/** What PostgreSQL answered to one statement. */
export type Answer = { readonly rows: object[]; readonly rowCount: number | null };

type Speaker = {
  readonly execute: (statement: Sql) => Promise<Answer | Answer[]>;
  readonly copyRows: (table: string, columns: readonly string[], rows: RowSource) => Promise<number>;
};

export function createQueries({ execute, copyRows }: Speaker): Queries {
  return {
    rows: async <Row extends object>(statement: Sql) => lastOf(await execute(statement)).rows as Row[],
    row: async <Row extends object>(statement: Sql) =>
      lastOf(await execute(statement)).rows[0] as Row | undefined,
    run: async (statement) => {
      const answers = [await execute(statement)].flat();
      return answers.reduce((sum, answer) => sum + (answer.rowCount ?? 0), 0);
    },
    copyRows,
  };
}

function lastOf(answer: Answer | Answer[]): Answer {
  return Array.isArray(answer) ? (answer.at(-1) ?? { rows: [], rowCount: 0 }) : answer;
}
