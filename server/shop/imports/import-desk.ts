import path from "node:path";
import { Readable } from "node:stream";
import type { Language } from "../../../contract/values.ts";
import type { Clock } from "../../platform/clock/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { notFound, RefrainError } from "../../platform/errors.ts";
import type { Events } from "../../platform/events/index.ts";
import { newId } from "../../platform/ids/index.ts";
import type { Log } from "../../platform/log/index.ts";
import { recordDeed } from "../staff/index.ts";
import { carryOutRun, type RunOutcome } from "./carry-out-run.ts";
import { type ImportPreview, previewImport } from "./preview-import.ts";
import { readImport } from "./read-import.ts";
import { rejectedFileHead, rejectedFileLine } from "./rejected-file.ts";
import type { RunProgress } from "./run-import.ts";
import * as store from "./run-store.ts";
import { createStoredFiles } from "./stored-files.ts";

export type ImportShop = {
  readonly id: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly currency: string;
};

export type ImportParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
  /** Folder for uploaded files. */
  readonly folder: string;
  readonly shopOf: (shopId: string) => Promise<ImportShop>;
};

export type ImportDesk = ReturnType<typeof createImports>;

/** Imports of all shops: upload, preview, start, watch, cancel. Runs are carried out in this process. */
export function createImports(parts: ImportParts) {
  const { db, clock } = parts;
  const files = createStoredFiles(parts.folder);
  const atWork = new Map<string, { readonly abort: AbortController; readonly done: Promise<RunOutcome> }>();

  async function run(shopId: string, id: string): Promise<store.ImportRunRow> {
    const found = await store.findRun(db, shopId, id);
    if (!found) throw notFound("import", id);
    return found;
  }

  /**
   * Keeps an uploaded file and says what it is. Errors: import_unreadable, too_large; then nothing is kept.
   */
  async function upload(
    shopId: string,
    file: { readonly name: string; readonly content: Readable },
    actor: string,
  ): Promise<store.ImportRunRow> {
    const at = clock.now();
    const id = newId(at);
    const kept = await files.keep(shopId, id, file.content);
    try {
      return await addRun(shopId, id, { name: file.name, ...kept }, actor, at);
    } catch (error) {
      await files.drop(kept.path);
      throw error;
    }
  }

  async function addRun(
    shopId: string,
    id: string,
    file: { readonly name: string; readonly path: string; readonly bytes: number },
    actor: string,
    at: Date,
  ): Promise<store.ImportRunRow> {
    const format = await formatOf(shopId, file.path);
    const fileName = path.basename(file.name).slice(0, 200).toWellFormed() || "file";
    await db.transaction(async (tx) => {
      await store.insertRun(tx, {
        id,
        shopId,
        fileName,
        storedPath: file.path,
        bytes: file.bytes,
        createdBy: actor,
        createdAt: at,
        format,
      });
      await recordDeed(
        tx,
        { shopId, actor, action: "import.upload", subject: id, details: { fileName } },
        at,
      );
    });
    return run(shopId, id);
  }

  async function formatOf(shopId: string, file: string): Promise<string> {
    const shop = await parts.shopOf(shopId);
    const opened = await readImport(file, { shopTimeZone: shop.timeZone, shopCurrency: shop.currency });
    await opened.batches.return(undefined);
    return opened.format;
  }

  /** Errors: not_found, import_unreadable. */
  async function preview(shopId: string, id: string, format?: string): Promise<ImportPreview> {
    const [found, shop] = await Promise.all([run(shopId, id), parts.shopOf(shopId)]);
    return previewImport(found.storedPath, {
      shopTimeZone: shop.timeZone,
      shopCurrency: shop.currency,
      ...(format && { format }),
    });
  }

  /**
   * Begins the import and returns at once; `finished` waits for its end. A run may be started again: what is in is not
   * written twice. Errors: not_found, conflict while this or another import of the shop runs.
   */
  async function start(
    shopId: string,
    id: string,
    settings: store.RunSettings,
    actor: string,
    onProgress?: (progress: RunProgress) => void,
  ): Promise<store.ImportRunRow> {
    await run(shopId, id);
    const at = clock.now();
    const claimed = await store.claimRun(db, shopId, id, settings, at);
    if (!claimed)
      throw new RefrainError("conflict", "An import of this shop is running. Wait for it, or cancel it.");
    await recordDeed(db, { shopId, actor, action: "import.start", subject: id, details: settings }, at);
    await store.deleteRejections(db, shopId, id);
    carryOut(claimed, onProgress);
    return run(shopId, id);
  }

  function carryOut(claimed: store.ImportRunRow, onProgress?: (progress: RunProgress) => void): void {
    const abort = new AbortController();
    const done = carryOutRun(parts, claimed, abort.signal, onProgress).finally(() =>
      atWork.delete(claimed.id),
    );
    atWork.set(claimed.id, { abort, done });
  }

  /** Errors: not_found, conflict when it is not running. */
  async function cancel(shopId: string, id: string, actor: string): Promise<store.ImportRunRow> {
    const found = await run(shopId, id);
    if (found.status !== "running") throw new RefrainError("conflict", "This import is not running.");
    const at = clock.now();
    const running = atWork.get(id);
    if (running) {
      running.abort.abort();
      await running.done;
    } else {
      await store.closeRun(db, shopId, id, { status: "cancelled", at });
    }
    await recordDeed(db, { shopId, actor, action: "import.cancel", subject: id }, at);
    return run(shopId, id);
  }

  /** Errors: not_found, conflict while it runs. */
  async function remove(shopId: string, id: string, actor: string): Promise<void> {
    const found = await run(shopId, id);
    if (!(await store.deleteRun(db, shopId, id))) {
      throw new RefrainError("conflict", "This import is running. Cancel it first.");
    }
    await files.drop(found.storedPath);
    const details = { fileName: found.fileName };
    await recordDeed(db, { shopId, actor, action: "import.remove", subject: id, details }, clock.now());
  }

  /** The rejected rows as a CSV file, written as it is read. Errors: not_found. */
  async function rejectedFile(shopId: string, id: string): Promise<{ fileName: string; content: Readable }> {
    const found = await run(shopId, id);
    async function* lines(): AsyncGenerator<string> {
      yield rejectedFileHead;
      let afterLine = 0;
      for (;;) {
        const rows = await store.listRejections(db, shopId, id, afterLine, 2000);
        const last = rows.at(-1);
        if (!last) return;
        yield rows.map(rejectedFileLine).join("");
        afterLine = last.lineNumber;
      }
    }
    const fileName = `${found.fileName.replace(/(?:\.csv|\.xlsx)?(?:\.gz)?$/iu, "")}-rejected.csv`;
    return { fileName, content: Readable.from(lines()) };
  }

  return {
    run,
    list: (shopId: string) => store.listRuns(db, shopId, 200),
    upload,
    /** For the shell: imports a file where it lies. Errors as `upload`. */
    addFile: (shopId: string, file: { name: string; path: string; bytes: number }, actor: string) =>
      addRun(shopId, newId(clock.now()), file, actor, clock.now()),
    preview,
    start,
    cancel,
    remove,
    rejectedFile,
    /** Resolves when the run is over; at once when it is not at work in this process. */
    finished: async (id: string): Promise<void> => {
      await atWork.get(id)?.done;
    },
    /** Shops whose history is being written just now: half a history should not be fitted or planned on. */
    shopsAtWork: async (): Promise<ReadonlySet<string>> =>
      new Set((await store.findRunning(db)).map(({ shopId }) => shopId)),
    /** Goes on with runs that a process left behind when it was killed. Call once at start-up. */
    async resumeInterrupted(): Promise<number> {
      const left = (await store.findRunning(db)).filter(({ id }) => !atWork.has(id));
      for (const found of left) {
        await store.deleteRejections(db, found.shopId, found.id);
        carryOut(found);
      }
      return left.length;
    },
    /** Stops reading; what is written stays, and `resumeInterrupted` goes on at the next start. */
    async stop(): Promise<void> {
      const running = [...atWork.values()];
      for (const { abort } of running) abort.abort("stopping");
      await Promise.all(running.map(({ done }) => done));
    },
  };
}
