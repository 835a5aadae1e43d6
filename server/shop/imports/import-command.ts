import { stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "../../platform/clock/index.ts";
import {
  connectDatabase,
  type Database,
  findRunningPostgres,
  migrate,
  startEmbeddedPostgres,
} from "../../platform/database/index.ts";
import { RefrainError } from "../../platform/errors.ts";
import { createEvents } from "../../platform/events/index.ts";
import { createLog } from "../../platform/log/index.ts";
import { loadSettings, type Settings } from "../../platform/settings.ts";
import { createStorefront } from "../storefront.ts";
import { createImports, type ImportShop } from "./import-desk.ts";
import { createTerminal, type Terminal } from "./import-terminal.ts";
import type { RunSettings } from "./run-store.ts";

/**
 * `npm run import -- FILE`: imports a file from the shell, into the database of the settings. It is the same import as the
 * console's: the run appears there, with its report and its rejected rows. Ctrl-C cancels it; what is in stays in.
 */
const usage = `npm run import -- FILE [--shop SLUG] [--format NAME] [--currency CODE] [--time-zone ZONE] [--consent inbox,email]

FILE        CSV or XLSX, also gzipped
--shop      which shop, when there are several
--format    takes this format instead of finding it out by the header
--currency  of amounts that name none, such as CNY
--time-zone of the times in the file, such as Asia/Shanghai
--consent   channels that you state all customers of the file have agreed to`;

type Command = { readonly file: string; readonly shop: string | undefined; readonly settings: RunSettings };

function readCommand(args: readonly string[]): Command | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      shop: { type: "string" },
      format: { type: "string" },
      currency: { type: "string" },
      "time-zone": { type: "string" },
      consent: { type: "string" },
      help: { type: "boolean" },
    },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1 || values.help) return undefined;
  const consents = values.consent?.split(",").map((channel) => channel.trim());
  const { format, currency } = values;
  return { file, shop: values.shop, settings: { format, currency, timeZone: values["time-zone"], consents } };
}

/** Runs the command. @returns the exit code */
export async function runImportCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  let command: Command | undefined;
  try {
    command = readCommand(args);
  } catch (error) {
    terminal.problem(error instanceof Error ? error.message : String(error));
  }
  if (!command) {
    terminal.say(usage);
    return 2;
  }
  try {
    const { settings } = loadSettings();
    return await withDatabase(settings, (db) => importInto(db, settings, command, terminal));
  } catch (error) {
    terminal.problem(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function withDatabase<T>(settings: Settings, use: (db: Database) => Promise<T>): Promise<T> {
  const own = settings.databaseUrl ? undefined : await openOwn(settings);
  const db = connectDatabase({ url: settings.databaseUrl ?? own!.url, onError: () => undefined });
  try {
    await migrate(db);
    return await use(db);
  } finally {
    await db.close();
    await own?.stop();
  }
}

/** The database of the data directory: started by us, or used beside the server that runs on it. */
async function openOwn(settings: Settings): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = path.join(settings.dataDir, "postgres");
  const running = await findRunningPostgres(dataDir);
  if (running) return { url: running, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({ dataDir });
}

async function importInto(
  db: Database,
  settings: Settings,
  command: Command,
  terminal: Terminal,
): Promise<number> {
  const clock = systemClock;
  const log = createLog({ logLevel: "error" });
  const events = createEvents({ db, log, clock });
  const storefront = createStorefront({ db, clock });
  const shop: ImportShop = await storefront.bySlug(command.shop).catch(noShop);
  const folder = path.join(settings.dataDir, "uploads");
  const desk = createImports({ db, clock, events, log, folder, shopOf: () => Promise.resolve(shop) });
  const file = path.resolve(command.file);
  const bytes = await sizeOf(file);
  const actor = "shell";
  const run = await desk.addFile(shop.id, { name: path.basename(file), path: file, bytes }, actor);
  terminal.say(`${run.fileName}: ${run.format ?? "?"}, ${(bytes / 1_048_576).toFixed(1)} MiB`);
  const startedAt = performance.now();
  await desk.start(shop.id, run.id, command.settings, actor, (progress) => {
    terminal.progress(progress.bytesRead / Math.max(1, bytes), progress);
  });
  const stop = (): void => void desk.cancel(shop.id, run.id, actor).catch(() => undefined);
  process.once("SIGINT", stop);
  await desk.finished(run.id);
  process.off("SIGINT", stop);
  await events.stop();
  const ended = await desk.run(shop.id, run.id);
  terminal.report(ended, (performance.now() - startedAt) / 1000);
  return ended.status === "finished" ? 0 : 1;
}

function noShop(error: unknown): never {
  if (!(error instanceof RefrainError) || error.code !== "not_found") throw error;
  throw new RefrainError("not_found", "There is no such shop yet. `npm start` makes the first one.");
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    throw new RefrainError("import_unreadable", `There is no file ${file}.`);
  }
}

if (import.meta.main) {
  process.exitCode = await runImportCommand(
    process.argv.slice(2),
    createTerminal(process.stdout, process.stderr),
  );
}
