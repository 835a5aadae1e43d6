import { join } from "node:path";
import { buildPages } from "./build-pages.ts";
import { deliverCodes } from "./deliver-codes.ts";
import { createCodeCatcher } from "./demo/code-catcher.ts";
import { keepMessage, restoreClock } from "./demo/index.ts";
import { demoSignIns } from "./demo/sign-ins.ts";
import { buildHouse } from "./house.ts";
import { startMediaEngine } from "./live/index.ts";
import { connectClickhouse, startEmbeddedClickhouse } from "./platform/clickhouse/index.ts";
import { createMovableClock } from "./platform/clock/index.ts";
import { connectDatabase, migrate, startEmbeddedPostgres } from "./platform/database/index.ts";
import { createLog } from "./platform/log/index.ts";
import { createMailer, startMailSink } from "./platform/mail/index.ts";
import { loadSecretKey } from "./platform/secret-key.ts";
import { loadSettings } from "./platform/settings.ts";
import { openFirstShop } from "./first-shop.ts";
import { aboveTheProgress, announce, hushed, progressLine, say } from "./say.ts";
import { createShutdown } from "./shutdown.ts";
import { machineAddresses } from "./live/index.ts";

/**
 * The start-up story: settings, then database and behaviour store, then the chapters, then the doors.
 * Whatever is started puts its own ending on the shutdown list, which runs from the last to the first.
 */
const startedAt = performance.now();
const { settings, warnings } = loadSettings();
const log = createLog(settings, process.stdout.isTTY ? aboveTheProgress : undefined);
const shutdown = createShutdown({ log, seconds: settings.shutdownSeconds + 12 });
for (const warning of warnings) say(warning);

try {
  const pages = buildPages();
  const dataDir = (name: string) => join(settings.dataDir, name);

  const databaseUrl = settings.databaseUrl ?? (await startDatabase());
  const db = connectDatabase({
    url: databaseUrl,
    maxConnections: settings.databasePool,
    namedStatements: settings.databasePrepared,
    onError: (error) => log.error({ err: error }, "a database connection broke"),
  });
  shutdown.add("database connections", () => db.close());
  const { applied } = await migrate(db);
  if (applied.length > 0) log.info({ applied }, "database migrated");

  const clickhouse = connectClickhouse({ url: settings.clickhouseUrl ?? (await startBehaviourStore()) });
  shutdown.add("behaviour store connections", () => clickhouse.close());

  const clock = createMovableClock();
  if (settings.demo) await restoreClock(db, clock);
  const mailer = createMailer({
    smtpUrl: settings.smtpUrl ?? (await startOutbox()),
    from: settings.mailFrom,
  });
  shutdown.add("mailer", () => Promise.resolve(mailer.close()));
  const { mediaAddresses, mediaUdpPort } = settings;
  const media = await startMediaEngine({
    announcedAddresses: mediaAddresses.length > 0 ? mediaAddresses : machineAddresses(),
    udpPort: mediaUdpPort,
    log: (message) => log.info(message),
  });
  shutdown.add("media engine", () => media.close());

  const codes = createCodeCatcher(
    deliverCodes({ db, clock, mailer, demo: settings.demo, publicUrl: settings.publicUrl }),
  );
  // The doors are hung for the pages that are there by then.
  await pages;
  const house = await buildHouse({
    settings,
    log,
    clock,
    db,
    clickhouse,
    media,
    mailer,
    secretKey: await loadSecretKey(settings),
    deliverCode: codes.deliver,
    signIns: demoSignIns,
  });
  shutdown.add("house", () => house.stop());
  const demo = settings.demo && !process.argv.includes("--empty");
  const restoreLevel = hushed(log);
  await openFirstShop({ house, clock, demo, codes, progress: progressLine("Making the demo shop") });
  restoreLevel();
  await house.start();
  const port = await house.http.listen();
  announce({ settings, port, seconds: (performance.now() - startedAt) / 1000, signIns: demoSignIns });

  async function startDatabase(): Promise<string> {
    const server = await startEmbeddedPostgres({
      dataDir: dataDir("postgres"),
      log: (text) => log.info(text),
    });
    shutdown.add("database", () => server.stop());
    return server.url;
  }

  async function startBehaviourStore(): Promise<string> {
    const store = await startEmbeddedClickhouse({ dataDir: dataDir("clickhouse"), log });
    shutdown.add("behaviour store", () => store.stop());
    return store.url;
  }

  /** Without a mail server every mail goes to the outbox page, over SMTP all the same. */
  async function startOutbox(): Promise<string> {
    const sink = await startMailSink({
      port: 0,
      store: async ({ to, subject, text, html, headers }) => {
        const at = clock.now();
        for (const recipient of to) {
          await keepMessage(db, {
            at,
            channel: "email",
            to: recipient,
            subject,
            text,
            html: html ?? null,
            headers,
          });
        }
      },
    });
    shutdown.add("outbox", () => sink.stop());
    return sink.url;
  }
} catch (error) {
  log.fatal({ err: error }, "the start failed");
  say(`Refrain could not start: ${error instanceof Error ? error.message : String(error)}`);
  await shutdown.run(1);
}
