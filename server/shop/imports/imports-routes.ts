import type { importRoutes } from "../../../contract/shop/imports.ts";
import { invalidInput, RefrainError } from "../../platform/errors.ts";
import type { Handlers } from "../../platform/http/index.ts";
import { actorOf } from "../staff/index.ts";
import type { ImportDesk } from "./import-desk.ts";
import type { ImportPreview } from "./preview-import.ts";
import type { ImportRunRow } from "./run-store.ts";

export function createImportHandlers(desk: ImportDesk, now: () => Date): Handlers<typeof importRoutes> {
  const toWire = (run: ImportRunRow) => runToWire(run, now());
  return {
    "POST /api/v1/imports": async (_, { principal, raw }) => {
      const file = await raw.request.file();
      if (!file) throw invalidInput("file", "missing: the file to import");
      const run = await desk.upload(
        principal.shopId,
        { name: file.filename, content: file.file },
        actorOf(principal),
      );
      if (file.file.truncated) {
        await desk.remove(principal.shopId, run.id, actorOf(principal));
        throw new RefrainError(
          "too_large",
          "The upload is larger than allowed. Compress it (.gz) or split it.",
        );
      }
      return toWire(run);
    },
    "GET /api/v1/imports": async (_, { principal }) => {
      return { items: (await desk.list(principal.shopId)).map(toWire) };
    },
    "GET /api/v1/imports/{id}": async ({ params }, { principal }) =>
      toWire(await desk.run(principal.shopId, params.id)),
    "GET /api/v1/imports/{id}/preview": async ({ params, query }, { principal }) =>
      previewToWire(await desk.preview(principal.shopId, params.id, query.format)),
    "POST /api/v1/imports/{id}/start": async ({ params, body }, { principal }) =>
      toWire(await desk.start(principal.shopId, params.id, body, actorOf(principal))),
    "POST /api/v1/imports/{id}/cancel": async ({ params }, { principal }) =>
      toWire(await desk.cancel(principal.shopId, params.id, actorOf(principal))),
    "DELETE /api/v1/imports/{id}": async ({ params }, { principal }) => {
      await desk.remove(principal.shopId, params.id, actorOf(principal));
      return { ok: true };
    },
    "GET /api/v1/imports/{id}/rejected.csv": async ({ params }, { principal }) => {
      const { fileName, content } = await desk.rejectedFile(principal.shopId, params.id);
      return { contentType: "text/csv; charset=utf-8", fileName, content };
    },
  };
}

function runToWire(run: ImportRunRow, now: Date) {
  const seconds = run.startedAt ? ((run.finishedAt ?? now).getTime() - run.startedAt.getTime()) / 1000 : 0;
  const isOver = run.status === "finished";
  return {
    id: run.id,
    fileName: run.fileName,
    bytes: run.bytes,
    ...(run.format && { format: run.format }),
    status: run.status,
    createdAt: run.createdAt.toISOString(),
    ...(run.startedAt && { startedAt: run.startedAt.toISOString() }),
    ...(run.finishedAt && { finishedAt: run.finishedAt.toISOString() }),
    progress: {
      linesRead: run.linesRead,
      bytesRead: run.bytesRead,
      bytesTotal: run.bytes,
      fraction: isOver ? 1 : run.bytes === 0 ? 0 : Math.min(0.99, run.bytesRead / run.bytes),
    },
    counts: { ...run.counts },
    rejected: run.rejected,
    ...(run.firstOrderAt && { firstOrderAt: run.firstOrderAt.toISOString() }),
    ...(run.lastOrderAt && { lastOrderAt: run.lastOrderAt.toISOString() }),
    ...(seconds > 0 && { linesPerSecond: Math.round(run.linesRead / seconds) }),
    ...(run.error && { error: run.error }),
  };
}

function previewToWire(preview: ImportPreview) {
  const { guesses } = preview;
  return {
    format: preview.format,
    formatName: preview.title.en,
    confidence: preview.confidence,
    encoding: guesses.encoding ?? guesses.kind,
    delimiter: guesses.delimiter ?? "",
    columns: preview.columns.map((column) => ({ ...column })),
    rows: preview.rows.map((row) => ({ ...row })),
    normalised: preview.records.map((record) => ({ ...record })),
    problems: preview.problems.map(({ lineNumber, code, reason, raw }) => ({
      lineNumber,
      code,
      reason,
      raw,
    })),
    currency: guesses.currency,
    timeZone: guesses.timeZone,
  };
}
