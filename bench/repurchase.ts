/**
 * Imports the Online Retail history and compares the repurchase report with the cohorts that other tools counted from
 * the same file, and the BG/NBD fitted to the imported orders with the parameters that lifetimes found. Needs the data folder ($REFRAIN_DATA or ../shared/data) and says so when it is absent.
 * Run: `node bench/repurchase.ts`. Prints every cell that differs.
 */
import { existsSync, readFileSync } from "node:fs";
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
import { gatherHistory } from "../server/repurchase/forecasts/gather-history.ts";
import { createLocalDays } from "../server/repurchase/forecasts/local-days.ts";
import { runFit } from "../server/repurchase/forecasts/run-fit.ts";
import { createShop, type ShopChapter } from "../server/shop/index.ts";
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
    await compareFit(shop, retail.id);
    await events.stop();
  } finally {
    await db.close();
    await store.drop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The fit of the product itself on the orders until the evening of 9 June 2011, as it would have been made then. */
async function compareFit(shop: ShopChapter, shopId: string): Promise<void> {
  const reference = JSON.parse(
    readFileSync(path.join(dataFolder(), "reference/online_retail2_customer_base.json"), "utf8"),
  ) as {
    bgnbd_weeks_cal_to_2011_06_09: {
      customers: number;
      params: Record<string, number>;
      log_likelihood: number;
    };
  };
  const theirs = reference.bgnbd_weeks_cal_to_2011_06_09;
  const evening = new Date("2011-06-09T22:59:59Z");
  const gathered = await gatherHistory(shop, shopId, createLocalDays("Europe/London"), evening);
  const fit = await timed("fit to 2011-06-09", () => runFit(gathered!.history, () => undefined));
  const bg = fit.candidates.find((candidate) => candidate.model === "BG/NBD")!;
  console.log(`BG/NBD on ${fit.history.n} customers; the reference has ${theirs.customers}`);
  console.table(
    Object.entries({ ...theirs.params, logLikelihood: theirs.log_likelihood }).map(([name, value]) => {
      const own = name === "logLikelihood" ? bg.logLikelihood : bg.params[name as keyof typeof bg.params];
      return { name, ours: own, lifetimes: value, apart: `${((own / value - 1) * 100).toFixed(3)} %` };
    }),
  );
  console.log(`The forecasts come from ${fit.model}:`);
  console.table(fit.candidates.map(({ model, logLikelihood }) => ({ model, logLikelihood })));
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
