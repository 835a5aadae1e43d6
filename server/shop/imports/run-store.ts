import { type Queries, sql } from "../../platform/database/index.ts";
import type { RejectedRow } from "./records.ts";
import type { KeptRejection } from "./rejected-file.ts";

type RunStatus = "uploaded" | "running" | "finished" | "failed" | "cancelled";

/** What the merchant has set for a run. */
export type RunSettings = {
  readonly format?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly currency?: string | undefined;
  /** Channels that the merchant states all customers of the file have agreed to. */
  readonly consents?: readonly string[] | undefined;
};

export type ImportRunRow = {
  readonly id: string;
  readonly shopId: string;
  readonly fileName: string;
  readonly storedPath: string;
  readonly bytes: number;
  readonly format: string | null;
  readonly settings: RunSettings;
  readonly status: RunStatus;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly linesRead: number;
  readonly bytesRead: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly rejected: number;
  readonly firstOrderAt: Date | null;
  readonly lastOrderAt: Date | null;
  readonly error: string | null;
};

const columns = sql`id, shop_id as "shopId", file_name as "fileName", stored_path as "storedPath", bytes, format, settings,
  status, created_by as "createdBy", created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt",
  lines_read as "linesRead", bytes_read as "bytesRead", counts, rejected, first_order_at as "firstOrderAt",
  last_order_at as "lastOrderAt", error`;

export async function insertRun(
  db: Queries,
  run: Pick<
    ImportRunRow,
    "id" | "shopId" | "fileName" | "storedPath" | "bytes" | "createdBy" | "createdAt"
  > & {
    readonly format: string;
  },
): Promise<void> {
  await db.run(sql`
    insert into import_run (shop_id, id, file_name, stored_path, bytes, format, status, created_by, created_at)
    values (${run.shopId}, ${run.id}, ${run.fileName}, ${run.storedPath}, ${run.bytes}, ${run.format}, 'uploaded',
      ${run.createdBy}, ${run.createdAt})`);
}

export function findRun(db: Queries, shopId: string, id: string): Promise<ImportRunRow | undefined> {
  return db.row<ImportRunRow>(
    sql`select ${columns} from import_run where shop_id = ${shopId} and id = ${id}`,
  );
}

export function listRuns(db: Queries, shopId: string, limit: number): Promise<ImportRunRow[]> {
  return db.rows<ImportRunRow>(sql`
    select ${columns} from import_run where shop_id = ${shopId} order by created_at desc, id desc limit ${limit}`);
}

/** Runs that a process left behind when it ended. */
export function findRunning(db: Queries): Promise<ImportRunRow[]> {
  return db.rows<ImportRunRow>(
    sql`select ${columns} from import_run where status = 'running' order by created_at`,
  );
}

/**
 * Takes the run for this process, with an empty report. Undefined when it runs already, or another of the shop does:
 * two imports at once would wait for each other's orders.
 */
export function claimRun(
  db: Queries,
  shopId: string,
  id: string,
  settings: RunSettings,
  at: Date,
): Promise<ImportRunRow | undefined> {
  return db.row<ImportRunRow>(sql`
    update import_run set status = 'running', settings = ${JSON.stringify(settings)}::jsonb, started_at = ${at},
      finished_at = null, lines_read = 0, bytes_read = 0, counts = '{}', rejected = 0, error = null
    where shop_id = ${shopId} and id = ${id} and not exists (
      select 1 from import_run r where r.shop_id = ${shopId} and r.status = 'running')
    returning ${columns}`);
}

export type Progress = Pick<ImportRunRow, "linesRead" | "bytesRead" | "counts" | "rejected"> & {
  readonly firstOrderAt?: Date | undefined;
  readonly lastOrderAt?: Date | undefined;
};

export async function saveProgress(
  db: Queries,
  shopId: string,
  id: string,
  progress: Progress,
): Promise<void> {
  await db.run(sql`
    update import_run set lines_read = ${progress.linesRead}, bytes_read = ${progress.bytesRead},
      counts = ${JSON.stringify(progress.counts)}::jsonb, rejected = ${progress.rejected},
      first_order_at = ${progress.firstOrderAt ?? null}, last_order_at = ${progress.lastOrderAt ?? null}
    where shop_id = ${shopId} and id = ${id}`);
}

export async function closeRun(
  db: Queries,
  shopId: string,
  id: string,
  end: {
    readonly status: "finished" | "failed" | "cancelled";
    readonly format?: string | undefined;
    readonly error?: string | undefined;
    readonly at: Date;
  },
): Promise<void> {
  await db.run(sql`
    update import_run set status = ${end.status}, finished_at = ${end.at}, error = ${end.error ?? null},
      format = coalesce(${end.format ?? null}, format)
    where shop_id = ${shopId} and id = ${id}`);
}

/** False when the run is at work or does not exist. */
export async function deleteRun(db: Queries, shopId: string, id: string): Promise<boolean> {
  const deleted = await db.run(sql`
    delete from import_run where shop_id = ${shopId} and id = ${id} and status <> 'running'`);
  return deleted === 1;
}

const longestRaw = 4000;

export async function insertRejections(
  db: Queries,
  shopId: string,
  importId: string,
  rows: readonly RejectedRow[],
): Promise<void> {
  await db.copyRows(
    "import_rejected",
    ["shop_id", "import_id", "line_number", "code", "reason", "raw"],
    rows.map((row) => [shopId, importId, row.lineNumber, row.code, storable(row.reason), storable(row.raw)]),
  );
}

/** PostgreSQL's text holds no zero bytes. */
function storable(text: string): string {
  return text.slice(0, longestRaw).replaceAll("\0", "\uFFFD").toWellFormed();
}

export async function deleteRejections(db: Queries, shopId: string, importId: string): Promise<void> {
  await db.run(sql`delete from import_rejected where shop_id = ${shopId} and import_id = ${importId}`);
}

/** Rejected rows in the order of the file, a page at a time. */
export function listRejections(
  db: Queries,
  shopId: string,
  importId: string,
  afterLine: number,
  limit: number,
): Promise<KeptRejection[]> {
  return db.rows<KeptRejection>(sql`
    select line_number as "lineNumber", code, reason, raw from import_rejected
    where shop_id = ${shopId} and import_id = ${importId} and line_number > ${afterLine}
    order by line_number limit ${limit}`);
}
