import { randomUUID } from "node:crypto";
import type { Clickhouse } from "../../platform/clickhouse/index.ts";

/**
 * The tables of the behaviour store, as an ordered list: what was applied once is never changed, only followed by
 * another step.
 *
 * `fact` is sorted by the stream's id at the end, so that a fact that is written twice has the same key and counts
 * once under `FINAL`. `member_merge` keeps for every member that went into another one where her history is now; the
 * later merge wins.
 */
const steps: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS fact (
    shop_id UUID,
    type LowCardinality(String),
    at DateTime64(3, 'UTC'),
    id Int64,
    member_id UUID,
    subject_id UUID,
    show_id UUID,
    product_id UUID,
    cents Int64,
    refunded_cents Int64,
    currency LowCardinality(String),
    amount Int64,
    line_product Array(UUID),
    line_units Array(Int32),
    line_cents Array(Int64),
    data String CODEC(ZSTD(3))
  ) ENGINE = ReplacingMergeTree ORDER BY (shop_id, type, at, id)`,
  `CREATE TABLE IF NOT EXISTS member_merge (
    shop_id UUID,
    merged_id UUID,
    kept_id UUID,
    version Int64
  ) ENGINE = ReplacingMergeTree(version) ORDER BY (shop_id, merged_id)`,
];

/** Brings the store's tables up to date. Doing it twice changes nothing. */
export async function applySchema(clickhouse: Clickhouse, at: Date): Promise<void> {
  await clickhouse.run(
    `CREATE TABLE IF NOT EXISTS schema_step (step UInt32, applied_at DateTime64(3, 'UTC'))
     ENGINE = ReplacingMergeTree ORDER BY step`,
  );
  const applied = await clickhouse.rows<{ step: number }>("SELECT step FROM schema_step FINAL");
  const known = new Set(applied.map(({ step }) => step));
  for (const [index, statement] of steps.entries()) {
    if (known.has(index + 1)) continue;
    await clickhouse.run(statement);
    await clickhouse.insert("schema_step", [{ step: index + 1, applied_at: at }]);
  }
}

/**
 * A name that the store got when it was empty. The reader that fills it carries this name, so that a store that was
 * lost and begins anew is filled again from the first fact.
 */
export async function nameOfStore(clickhouse: Clickhouse): Promise<string> {
  await clickhouse.run(
    "CREATE TABLE IF NOT EXISTS store_name (name String, at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY name",
  );
  const find = () =>
    clickhouse.rows<{ name: string }>("SELECT name FROM store_name ORDER BY at, name LIMIT 1");
  const [known] = await find();
  if (known) return known.name;
  await clickhouse.insert("store_name", [{ name: randomUUID().slice(0, 8), at: new Date(0) }]);
  const [named] = await find();
  return named!.name;
}
