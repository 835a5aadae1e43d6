/**
 * The referee: the same market under five policies, on the same seeds, through the real system, and a report of who came
 * where. Run: `node sim/run.ts --seeds 3 --weeks 12 --shoppers 500 --out .referee`. Every policy begins with the same
 * shoppers and the same history of `--warm-up` weeks (12), copied from one database. `--data` names the folder with
 * `online-retail/`, which the market's rhythm is compared with; without it the report says that it is not at hand.
 */
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { connectDatabase, migrate, raw, startEmbeddedPostgres } from "../server/platform/database/index.ts";
import { readRetail } from "./calibration.ts";
import { dayMs, type Frame, newcomers, opening, play, type Result } from "./play.ts";
import { policies } from "./policies.ts";
import { writeReport } from "./report.ts";
import { openWorld, type Premises } from "./world.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "3" },
    weeks: { type: "string", default: "12" },
    shoppers: { type: "string", default: "500" },
    "warm-up": { type: "string", default: "12" },
    out: { type: "string", default: ".referee" },
    data: { type: "string", default: path.join(import.meta.dirname, "../../shared/data") },
  },
});
const [seeds, weeks, shoppers] = [Number(values.seeds), Number(values.weeks), Number(values.shoppers)];
const warmUpDays = Number(values["warm-up"]) * 7;
const untilDay = warmUpDays + weeks * 7;
const startedMs = performance.now();
const folder = await mkdtemp(path.join(tmpdir(), "refrain-referee-"));
const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, "postgres"), durable: false });
const server = connectDatabase({ url: postgres.url, onError: () => undefined });
const results: Result[] = [];
try {
  for (let seed = 1; seed <= seeds; seed += 1) await judge(seed);
} finally {
  await server.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
await mkdir(values.out, { recursive: true });
const asked = { seeds, weeks, shoppers, warmUpDays, seconds: (performance.now() - startedMs) / 1000 };
const files = writeReport(results, policies, asked, readRetail(values.data, untilDay));
for (const [name, text] of files) await writeFile(path.join(values.out, name), text);
console.log(`\n${path.join(values.out, "report.md")} after ${asked.seconds.toFixed(0)} s`);

async function judge(seed: number): Promise<void> {
  const history = await newDatabase();
  const frame: Frame = {
    seed,
    shoppers,
    warmUpDays,
    fromDay: 0,
    untilDay: warmUpDays,
    tell: tellOf(seed, "history"),
  };
  const start = newcomers(frame);
  const premises = await settle(history.url, frame, start);
  for (const policy of policies) {
    const copy = await newDatabase(history.name);
    const world = openWorld(copy.url, new Date(opening.getTime() + warmUpDays * dayMs));
    try {
      const window = { ...frame, fromDay: warmUpDays, untilDay, tell: tellOf(seed, policy.key) };
      results.push(await play(world, premises, policy, window, start));
    } finally {
      await world.close();
      await server.run(raw(`drop database ${copy.name} with (force)`));
    }
  }
}

/** Opens the shop and lets everybody come and buy without any marketing. */
async function settle(url: string, frame: Frame, start: ReturnType<typeof newcomers>): Promise<Premises> {
  const world = openWorld(url, opening);
  try {
    await migrate(world.db);
    const shop = await world.openShop();
    const memberIds: string[] = [];
    for (let no = 0; no < frame.shoppers; no += 1) memberIds.push(await world.addMember(shop.shopId, no));
    const premises = { ...shop, memberIds };
    await play(world, premises, { key: "warm-up", name: "", blasts: () => [] }, frame, start);
    await world.engage.runDue();
    await world.events.idle();
    await world.writeContent(premises);
    return premises;
  } finally {
    await world.close();
  }
}

async function newDatabase(template = "template1"): Promise<{ name: string; url: string }> {
  const name = `referee_${randomBytes(6).toString("hex")}`;
  await server.run(raw(`create database ${name} template ${template}`));
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return { name, url: url.href };
}

function tellOf(seed: number, what: string): (day: number) => void {
  return (day) => {
    const minutes = ((performance.now() - startedMs) / 60_000).toFixed(1);
    process.stdout.write(
      `\rseed ${seed} of ${seeds} · ${what} · day ${day + 1} of ${untilDay} · ${minutes} min   `,
    );
  };
}
