import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createFrozenClock } from "../../platform/clock/index.ts";
import { sql } from "../../platform/database/index.ts";
import { createTestDatabase } from "../../platform/database/testing.ts";
import { createEvents } from "../../platform/events/index.ts";
import { newId } from "../../platform/ids/index.ts";
import { createLog } from "../../platform/log/index.ts";
import { createImports, type ImportShop } from "./import-desk.ts";
import type { RunResult } from "./run-import.ts";
import { runImport } from "./run-import.ts";
import type { RunSettings } from "./run-store.ts";

/** A database with two shops and a desk for imports, for tests. */
export async function openTestShop() {
  const db = await createTestDatabase();
  const clock = createFrozenClock("2026-05-20T12:00:00Z");
  const log = createLog({ logLevel: "silent" });
  const events = createEvents({ db, log, clock });
  const folder = await mkdtemp(path.join(tmpdir(), "imports-"));
  const shops: ImportShop[] = [];
  for (const slug of ["first", "second"]) {
    const id = newId(clock.now());
    await db.run(sql`
      insert into shop (id, slug, name, currency, time_zone, language, created_at)
      values (${id}, ${slug}, ${slug}, 'CNY', 'Asia/Shanghai', 'zh-CN', ${clock.now()})`);
    shops.push({ id, language: "zh-CN", timeZone: "Asia/Shanghai", currency: "CNY" });
  }
  const [shop, otherShop] = shops as [ImportShop, ImportShop];
  const shopOf = (id: string): Promise<ImportShop> => Promise.resolve(shops.find((one) => one.id === id)!);
  const desk = createImports({ db, clock, events, log, folder: path.join(folder, "uploads"), shopOf });
  let files = 0;
  const fileOf = async (content: string | Buffer): Promise<string> => {
    const file = path.join(folder, `file-${(files += 1)}.csv`);
    await writeFile(file, content);
    return file;
  };
  return {
    db,
    clock,
    events,
    desk,
    shop,
    otherShop,
    fileOf,
    /** Imports a file at once, without a run of its own. */
    importText: async (
      content: string | Buffer,
      settings: RunSettings = {},
      into = shop,
    ): Promise<RunResult> =>
      runImport({ db, clock, events }, { shop: into, path: await fileOf(content), settings }),
    /** Everything that imports write, counted and summed: equal before and after what must change nothing. */
    everything: async (): Promise<unknown> => {
      const sums = await db.rows(sql`
        select 'order' as what, count(*) as n, sum(hashtext(o::text)) as sum from shop_order o
        union all select 'line', count(*), sum(hashtext(l::text)) from order_line l
        union all select 'member', count(*), sum(hashtext(m::text)) from member m
        union all select 'identity', count(*), sum(hashtext(i::text)) from member_identity i
        union all select 'product', count(*), sum(hashtext(p::text)) from product p
        union all select 'variant', count(*), sum(hashtext(v::text)) from variant v
        union all select 'refund', count(*), sum(hashtext(r::text)) from refund r
        union all select 'conflict', count(*), sum(hashtext(c::text)) from identity_conflict c
        union all select 'event', count(*), sum(hashtext(e::text)) from event e`);
      return sums;
    },
    close: async (): Promise<void> => {
      await desk.stop();
      await events.stop();
      await db.drop();
      await rm(folder, { recursive: true });
    },
  };
}

export type TestShop = Awaited<ReturnType<typeof openTestShop>>;
