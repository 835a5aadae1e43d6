/**
 * Imports the Online Retail history and compares the repurchase report with the cohorts that other tools counted from
 * the same file. Needs the data folder ($REFRAIN_DATA or ../shared/data) and says so when it is absent.
 * Run: `node bench/repurchase.ts`. Prints every cell that differs.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { createBehaviour } from "../server/insight/behaviour/index.ts";
import type { InsightParts } from "../server/insight/parts.ts";
import { overview, repurchaseReport } from "../server/insight/reports/index.ts";
import { startTestClickhouse } from "../server/platform/clickhouse/index.ts";
import { createFrozenClock } from "../server/platform/clock/index.ts";
import { connectDatabase, migrate, startEmbeddedPostgres } from "../server/platform/database/index.ts";
import { createEvents } from "../server/platform/events/index.ts";
import { createShop } from "../server/shop/index.ts";
import { runImport } from "../server/shop/imports/run-import.ts";
import { dataFolder, readCsv } from "./models/data.ts";

const file = path.join(dataFolder(), "online-retail/online_retail_II_2009-12_2011-12.csv.gz");
if (existsSync(file)) await compare();
else console.log(`No data at ${file}; set REFRAIN_DATA to the folder with online-retail/ and reference/.`);

async function compare(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "refrain-bench-"));
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, "postgres"), durable: false });
  const store = await startTestClickhouse();
  const db = connectDatabase({ url: postgres.url, onError: () => undefined });
  try {
    await migrate(db);
    // Just after the file's last line.
    const clock = createFrozenClock("2011-12-10T00:00:00Z");
    const log = pino({ level: "error" });
    const events = createEvents({ db, log, clock });
    const shop = createShop({
      db,
      clock,
      events,
      log,
      uploadsFolder: folder,
      sessionDays: 1,
      unpaidMinutes: 15,
      deliverCode: async () => undefined,
    });
    const input = { slug: "retail", name: "Retail", currency: "GBP", timeZone: "Europe/London" };
    const retail = await shop.storefront.addShop({ ...input, language: "en", demo: false });
    const behaviour = createBehaviour({ clickhouse: store.clickhouse, events, clock, log });
    await behaviour.open();
    await timed("import", () => runImport({ db, clock, events }, { shop: retail, path: file, settings: {} }));
    await timed("copy into the behaviour store", () => events.idle());
    const parts = { behaviour, shop, clock } as unknown as InsightParts;
    const report = await timed("repurchase report", () =>
      repurchaseReport(parts, retail.id, "before refunds"),
    );
    await timed("overview", () => overview(parts, retail.id));
    const net = await repurchaseReport(parts, retail.id);
    console.log(report.rates, report.gapDays);
    console.log(`${report.buyers} buyers; the reference has 5878`);
    compareTable("customers", "monthly", report.cohorts, (cohort) => cohort.active, 1);
    compareTable("revenue", "monthly_revenue", report.cohorts, (cohort) => cohort.revenueCents, 100);
    const sum = (months: typeof report.byMonth) =>
      months.reduce((all, month) => all + month.newCents + month.repeatCents, 0) / 100;
    console.log(
      `revenue ${sum(report.byMonth)}, after refunds ${sum(net.byMonth)}; the reference has 17431533.18`,
    );
    await events.stop();
  } finally {
    await db.close();
    await store.drop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Cohort = Awaited<ReturnType<typeof repurchaseReport>>["cohorts"][number];

function compareTable(
  what: string,
  reference: string,
  cohorts: readonly Cohort[],
  pick: (cohort: Cohort) => readonly number[],
  unit: number,
): void {
  const rows = readCsv(path.join(dataFolder(), `reference/online_retail2_cohorts_${reference}.csv.gz`));
  let cells = 0;
  let differing = 0;
  for (const row of rows) {
    const cohort = cohorts.find((one) => one.month === row["cohort"]);
    const found = cohort ? pick(cohort) : [];
    for (const [age, value] of found.entries()) {
      cells += 1;
      const expected = Number(row[String(age)]);
      if (Math.abs(value / unit - expected) < 0.006) continue;
      differing += 1;
      if (differing <= 20)
        console.log(`${what} ${row["cohort"]} +${age}: ${value / unit}, reference ${expected}`);
    }
  }
  console.log(
    `${what}: ${cells} cells of ${rows.length} cohorts compared (ours ${cohorts.length}), ${differing} differ`,
  );
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - from) / 1000).toFixed(2)} s`);
  return result;
}
