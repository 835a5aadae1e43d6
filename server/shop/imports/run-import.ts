import type { Language } from "../../../contract/values.ts";
import type { Clock } from "../../platform/clock/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Events } from "../../platform/events/index.ts";
import { readImport, type ReadOptions } from "./read-import.ts";
import type { CustomerRecord, ImportRecord, RefundRecord, RejectedRow } from "./records.ts";
import { createReport, type ImportReport } from "./report.ts";
import type { RunSettings } from "./run-store.ts";
import { createOrderGatherer, type GatheredOrder } from "./writing/gather-orders.ts";
import { type ImportContext, nothingWritten, type Written } from "./writing/import-context.ts";
import { createMemberDirectory, type MemberDirectory } from "./writing/member-directory.ts";
import { membersOfSource, recount } from "./writing/member-writes.ts";
import { createProductDirectory } from "./writing/product-directory.ts";
import { createStatistics } from "./writing/refresh-statistics.ts";
import { writeCustomers } from "./writing/write-customers.ts";
import { writeOrders } from "./writing/write-orders.ts";
import { writeRefunds } from "./writing/write-refunds.ts";

export type RunParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Pick<Events, "append">;
};

export type RunRequest = {
  readonly shop: {
    readonly id: string;
    readonly language: Language;
    readonly timeZone: string;
    readonly currency: string;
  };
  readonly path: string;
  readonly settings: RunSettings;
  readonly signal?: AbortSignal;
  /** Hears after each transaction what was read and written so far. */
  readonly onProgress?: (progress: RunProgress) => void | Promise<void>;
  /** Is handed the rows that could not be taken, in the order of the file. */
  readonly onRejected?: (rows: readonly RejectedRow[]) => void | Promise<void>;
};

export type RunProgress = {
  readonly report: ImportReport;
  readonly written: Written;
  readonly bytesRead: number;
};

export type RunResult = RunProgress & { readonly isCancelled: boolean };

/** Lines in one transaction. Facts become readable when it ends, so it must not take long. */
const linesPerWrite = 8000;
const refundsPerWrite = 5000;
const membersPerRecount = 2000;

/**
 * Imports a file: reads it once for sales and customers, once more for cancellations, which need all sales to be in, and
 * counts the members' orders anew. Every step may be interrupted and done again; what is in stays in and is not written
 * twice. Memory is bounded. Throws `import_unreadable` or `too_large` as reading does.
 */
export async function runImport(parts: RunParts, request: RunRequest): Promise<RunResult> {
  let bytesRead = 0;
  const options = readOptions(request);
  const opened = await readImport(request.path, { ...options, onBytesRead: (bytes) => (bytesRead = bytes) });
  const report = createReport(opened);
  const context: ImportContext = {
    ...parts,
    shopId: request.shop.id,
    shopLanguage: request.shop.language,
    timeZone: opened.timeZone,
    source: opened.dialect.source,
    consents: request.settings.consents ?? [],
    written: nothingWritten(),
  };
  const members = createMemberDirectory(context);
  const products = createProductDirectory(context);
  const gatherer = createOrderGatherer();
  const statistics = createStatistics(parts.db);
  const queue = createWriteQueue();
  const progress = (): RunProgress => ({ report: report.current(), written: context.written, bytesRead });
  let orders: GatheredOrder[] = [];
  let customers: CustomerRecord[] = [];
  let lines = 0;

  const flush = (): Promise<void> => {
    const [ordersNow, customersNow] = [orders, customers];
    orders = [];
    customers = [];
    lines = 0;
    return queue.add(async () => {
      await writeCustomers(context, members, customersNow);
      await writeOrders(context, { members, products }, ordersNow);
      await statistics.afterWriting(context.written.lines);
      await request.onProgress?.(progress());
    });
  };
  const keep = (complete: readonly GatheredOrder[]): void => {
    for (const order of complete) {
      orders.push(order);
      lines += order.lines.length;
    }
  };
  try {
    for await (const batch of opened.batches) {
      if (request.signal?.aborted) break;
      report.add(batch);
      if (batch.rejected.length > 0) await request.onRejected?.(batch.rejected);
      for (const record of batch.records) {
        if (record.kind === "order_line") gatherer.add(record);
        else if (record.kind === "customer") customers.push(record);
      }
      keep(gatherer.takeComplete());
      if (lines + customers.length >= linesPerWrite) await flush();
    }
    keep(gatherer.takeAll());
    await flush();
  } finally {
    await queue.idle();
    await opened.batches.return(undefined);
  }
  if (report.current().refundLines > 0 && !request.signal?.aborted) {
    await writeAllRefunds(request, options, context, members, () => request.onProgress?.(progress()));
  }
  if (report.current().orders + report.current().refundLines > 0) await recountMembers(context);
  return { ...progress(), isCancelled: request.signal?.aborted ?? false };
}

function readOptions({ shop, settings }: RunRequest): ReadOptions {
  return {
    shopTimeZone: shop.timeZone,
    shopCurrency: shop.currency,
    ...(settings.format && { format: settings.format }),
    ...(settings.timeZone && { timeZone: settings.timeZone }),
    ...(settings.currency && { currency: settings.currency }),
  };
}

async function writeAllRefunds(
  request: RunRequest,
  options: ReadOptions,
  context: ImportContext,
  members: MemberDirectory,
  onWritten: () => void | Promise<void>,
): Promise<void> {
  const opened = await readImport(request.path, options);
  let refunds: RefundRecord[] = [];
  const write = async (): Promise<void> => {
    const now = refunds;
    refunds = [];
    await writeRefunds(context, members, now);
    await onWritten();
  };
  try {
    for await (const batch of opened.batches) {
      if (request.signal?.aborted) return;
      refunds.push(...batch.records.filter(isRefund));
      if (refunds.length >= refundsPerWrite) await write();
    }
    await write();
  } finally {
    await opened.batches.return(undefined);
  }
}

function isRefund(record: ImportRecord): record is RefundRecord {
  return record.kind === "refund";
}

async function recountMembers({ db, shopId, source, written }: ImportContext): Promise<void> {
  let afterId = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const members = await membersOfSource(db, shopId, source, afterId, membersPerRecount);
    const last = members.at(-1);
    if (!last) return;
    afterId = last.id;
    const ids = members.map(({ id }) => id);
    written.changedMembers += await db.transaction((tx) => recount(tx, shopId, ids));
  }
}

/**
 * One write at a time, while the next batch is read. `add` waits for the write before and passes its error on; so at most
 * two batches stand in memory.
 */
function createWriteQueue() {
  let writing: Promise<void> = Promise.resolve();
  return {
    add: async (write: () => Promise<void>): Promise<void> => {
      await writing;
      writing = write();
      // Its error comes out of the next `add` or of `idle`; until then it must not count as unhandled.
      writing.catch(() => undefined);
    },
    idle: () => writing,
  };
}
