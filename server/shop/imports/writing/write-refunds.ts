import type { Tx } from "../../../platform/database/index.ts";
import type { NewFact } from "../../../platform/events/index.ts";
import type { RefundRecord } from "../records.ts";
import type { ImportContext } from "./import-context.ts";
import { matchRefund, type SoldLine } from "./match-refund.ts";
import type { MemberDirectory } from "./member-directory.ts";
import * as store from "./order-writes.ts";

/**
 * Writes cancellations of a file, once all its sales are in: each takes back earlier sales of the same customer and
 * product; what no sale covers, or is of nobody known, stays a refund of its own.
 */
export async function writeRefunds(
  context: ImportContext,
  members: MemberDirectory,
  refunds: readonly RefundRecord[],
): Promise<void> {
  if (refunds.length === 0) return;
  const memberIds = await members.resolve(
    refunds.map((refund) => {
      if (!refund.buyer) return undefined;
      return {
        ...refund.buyer,
        seenAt: refund.refundedAt,
        ...(refund.country && { country: refund.country }),
      };
    }),
  );
  const outcome = await context.db.transaction((tx) => writeAll(tx, context, refunds, memberIds));
  context.written.refunds += outcome.refunds;
  context.written.refundsMatched += outcome.matched;
}

type Owned = { readonly refund: RefundRecord; readonly memberId: string | null; readonly key: string };

async function writeAll(
  tx: Tx,
  context: ImportContext,
  refunds: readonly RefundRecord[],
  memberIds: readonly (string | undefined)[],
) {
  const { shopId, source } = context;
  const all = refunds.map((refund, i): Owned => {
    return { refund, memberId: memberIds[i] ?? null, key: `${refund.refundNumber}#${refund.lineKey}` };
  });
  const there = await store.findRefundKeys(
    tx,
    shopId,
    source,
    all.map(({ key }) => key),
  );
  const fresh = all
    .filter(({ key }) => !there.has(key))
    .toSorted((a, b) => a.refund.refundedAt.getTime() - b.refund.refundedAt.getTime());
  if (fresh.length === 0) return { refunds: 0, matched: 0 };
  const sold = await soldLines(tx, context, fresh);
  const rows = fresh.flatMap((owned) => refundRows(owned, sold));
  await store.insertRefunds(tx, context, rows);
  const matched = rows.filter((row): row is MatchedRow => row.orderId !== null);
  await store.raiseLineRefunds(tx, shopId, matched);
  const byOrder = new Map<string, number>();
  for (const { orderId, cents } of matched) byOrder.set(orderId, (byOrder.get(orderId) ?? 0) + cents);
  const full = await store.raiseOrderRefunds(tx, shopId, byOrder);
  await context.events.append(tx, refundedFacts(context, matched, full));
  return { refunds: fresh.length, matched: new Set(matched.map(({ baseKey }) => baseKey)).size };
}

type Row = store.RefundRow & { readonly baseKey: string };
type MatchedRow = Row & { readonly orderId: string; readonly lineNo: number; readonly memberId: string };

async function soldLines(
  tx: Tx,
  context: ImportContext,
  fresh: readonly Owned[],
): Promise<Map<string, SoldLine[]>> {
  const asked = fresh.flatMap(({ refund, memberId }) => (memberId ? [{ memberId, sku: refund.sku }] : []));
  if (asked.length === 0) return new Map();
  const rows = await store.findSoldLines(tx, context.shopId, context.source, asked);
  return Map.groupBy(rows, (row) => soldKey(row.memberId, row.sku));
}

function soldKey(memberId: string, sku: string): string {
  return `${memberId} ${sku}`;
}

function refundRows({ refund, memberId, key }: Owned, sold: ReadonlyMap<string, SoldLine[]>): Row[] {
  const lines = memberId ? (sold.get(soldKey(memberId, refund.sku)) ?? []) : [];
  const { refundedAt: at, refundedCents, unitPriceCents, currency } = refund;
  return matchRefund({ at, cents: refundedCents, unitPriceCents }, lines).map(({ cents, line }, i) => ({
    orderId: line?.orderId ?? null,
    lineNo: line?.lineNo ?? null,
    memberId,
    cents,
    currency,
    key: i === 0 ? key : `${key}/${i + 1}`,
    baseKey: key,
    at,
  }));
}

/** One fact for what one cancellation takes back of one order. */
function refundedFacts(
  { shopId }: ImportContext,
  matched: readonly MatchedRow[],
  full: ReadonlySet<string>,
): NewFact<"order.refunded">[] {
  const groups = Map.groupBy(matched, (row) => `${row.key.slice(0, row.key.indexOf("#"))} ${row.orderId}`);
  return [...groups.values()].map((rows): NewFact<"order.refunded"> => {
    const { memberId, orderId, at } = rows[0]!;
    const cents = rows.reduce((sum, row) => sum + row.cents, 0);
    const data = { cents, full: full.has(orderId), shipped: true, reason: "imported" };
    return { shopId, type: "order.refunded", memberId, subjectId: orderId, at, data };
  });
}
