import { type Clickhouse, ClickHouseError } from "../../platform/clickhouse/index.ts";
import { RefrainError } from "../../platform/errors.ts";
import type { Fact } from "../../platform/events/index.ts";
import { factRow } from "./fact-row.ts";

type Merge = {
  readonly shop_id: string;
  readonly merged_id: string;
  readonly kept_id: string;
  readonly version: number;
};

/**
 * Writes a batch of the stream into the store. Doing it again, with the same or with other batches, changes nothing:
 * a fact's key is its id, a merge's key the member that went.
 */
export async function copyFacts(clickhouse: Clickhouse, batch: readonly Fact[]): Promise<void> {
  const rows = batch.map((fact) => factRow(fact));
  await asOutage(async () => {
    await keepMerges(clickhouse, batch);
    await clickhouse.insert("fact", rows);
  });
}

async function keepMerges(clickhouse: Clickhouse, batch: readonly Fact[]): Promise<void> {
  const merged = batch.filter((fact) => fact.type === "member.merged");
  if (merged.length === 0) return;
  const earlier = await clickhouse.rows<Merge>(
    `SELECT shop_id, merged_id, kept_id, version FROM member_merge FINAL
     WHERE shop_id IN {shops:Array(UUID)} AND kept_id IN {members:Array(UUID)}`,
    {
      shops: merged.map((fact) => fact.shopId),
      members: merged.map((fact) => fact.data.mergedMemberId),
    },
  );
  const known = new Map(earlier.map((merge) => [merge.merged_id, merge]));
  for (const { id, shopId, memberId, data } of merged) {
    // Whoever had gone into the one that goes now, goes along: one look finds everybody's place.
    for (const one of known.values()) {
      if (one.kept_id === data.mergedMemberId && one.version < id)
        known.set(one.merged_id, { ...one, kept_id: memberId!, version: id });
    }
    known.set(data.mergedMemberId, {
      shop_id: shopId,
      merged_id: data.mergedMemberId,
      kept_id: memberId!,
      version: id,
    });
  }
  await clickhouse.insert("member_merge", [...known.values()]);
}

/** What the store cannot read is a fault of one fact; all else it refuses (memory, disk, time) will pass. */
const unreadable = /^(?:CANNOT_PARSE|INCORRECT_DATA|TYPE_MISMATCH|ARGUMENT_OUT_OF_BOUND)/u;

/** An outage is waited for, for ever; a fact that cannot be read is put aside by the stream. */
async function asOutage(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (failure) {
    if (!(failure instanceof ClickHouseError) || unreadable.test(failure.type ?? "")) throw failure;
    throw new RefrainError("unavailable", `The behaviour store refused to write: ${failure.message}`);
  }
}
