import { RefrainError } from "../../platform/errors.ts";
import { countsOf } from "./counts.ts";
import type { ImportParts } from "./import-desk.ts";
import type { RejectedRow } from "./records.ts";
import { runImport, type RunProgress, type RunResult } from "./run-import.ts";
import * as store from "./run-store.ts";

export type RunOutcome = "finished" | "failed" | "cancelled" | "interrupted";

/** More rejected rows than this are counted and not kept: nobody mends a million rows by hand. */
const mostRejectionsKept = 100_000;

/**
 * Carries out a claimed run to its end and writes down how it went. Never throws: what goes wrong is the run's error.
 * A run that is stopped because the process ends stays `running` and is gone on with at the next start.
 */
export async function carryOutRun(
  parts: ImportParts,
  run: store.ImportRunRow,
  signal: AbortSignal,
  onProgress?: (progress: RunProgress) => void,
): Promise<RunOutcome> {
  const { db, clock, log } = parts;
  const { shopId, id } = run;
  let kept = 0;
  const keepRejected = async (rows: readonly RejectedRow[]): Promise<void> => {
    const fitting = rows.slice(0, mostRejectionsKept - kept);
    kept += fitting.length;
    if (fitting.length > 0) await store.insertRejections(db, shopId, id, fitting);
  };
  const save = async (progress: RunProgress): Promise<void> => {
    await store.saveProgress(db, shopId, id, progressRow(progress));
    onProgress?.(progress);
  };
  try {
    const shop = await parts.shopOf(shopId);
    const result = await runImport(parts, {
      shop,
      path: run.storedPath,
      settings: run.settings,
      signal,
      onProgress: save,
      onRejected: keepRejected,
    });
    await save(result);
    if (result.isCancelled && signal.reason === "stopping") return "interrupted";
    const status = result.isCancelled ? "cancelled" : "finished";
    await finish(parts, run, status, result);
    log.info(
      { importId: id, format: result.report.format, rows: result.report.rows, status },
      "import ended",
    );
    return status;
  } catch (error) {
    const isOurs = !(error instanceof RefrainError);
    if (isOurs) log.error({ err: error, importId: id }, "an import failed");
    const message = isOurs
      ? "The server made a mistake; it was logged. Start the import again."
      : error.message;
    await store
      .closeRun(db, shopId, id, { status: "failed", error: message, at: clock.now() })
      .catch((failure: unknown) =>
        log.error({ err: failure, importId: id }, "the end of an import was not written"),
      );
    return "failed";
  }
}

function progressRow({ report, written, bytesRead }: RunProgress): store.Progress {
  return {
    linesRead: report.rows,
    bytesRead,
    counts: countsOf(report, written),
    rejected: report.rejected,
    firstOrderAt: report.firstOrderAt,
    lastOrderAt: report.lastOrderAt,
  };
}

async function finish(
  { db, clock, events }: ImportParts,
  { shopId, id }: store.ImportRunRow,
  status: "finished" | "cancelled",
  { report, written }: RunResult,
): Promise<void> {
  const at = clock.now();
  await db.transaction(async (tx) => {
    await store.closeRun(tx, shopId, id, { status, format: report.format, at });
    const data = {
      format: report.format,
      lines: report.orderLines,
      orders: report.orders,
      members: written.members,
      rejected: report.rejected,
    };
    await events.append(tx, { shopId, type: "import.finished", subjectId: id, at, data });
  });
}
