import type { OrderLineRecord } from "../records.ts";
import type { GatheredOrder } from "./gather-orders.ts";

/** An order as the shop has it from an earlier import. */
export type ExistingOrder = {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly memberId: string | null;
  readonly lines: readonly ExistingLine[];
};

export type ExistingLine = {
  readonly lineNo: number;
  readonly sourceKey: string | null;
  readonly totalCents: number;
  readonly discountCents: number;
  readonly refundedCents: number;
};

/** What an import changes about one order. Nothing, when the file tells nothing new. */
export type OrderPlan = {
  readonly order: GatheredOrder;
  /** At least one line was paid. Otherwise the order is kept as cancelled: money that never came is no turnover. */
  readonly isSettled: boolean;
  readonly placedAt: Date;
  readonly paidAt: Date | undefined;
  readonly currency: string;
  readonly newLines: readonly PlannedLine[];
  /** Lines that only divided the sum of the order, and give way to the real ones. */
  readonly outdatedLines: readonly ExistingLine[];
  readonly raisedRefunds: readonly RaisedRefund[];
};

type PlannedLine = { readonly lineNo: number; readonly key: string; readonly record: OrderLineRecord };
type RaisedRefund = {
  readonly lineNo: number;
  readonly key: string;
  readonly cents: number;
  readonly at: Date;
};

/** In the key of lines that divide an order of which only the sum is known. */
const divided = "~";

/** Decides, from the file and from what is there, what is to be written. Pure; planning twice plans nothing. */
export function planOrder(order: GatheredOrder, existing?: ExistingOrder): OrderPlan {
  const settled = order.lines.filter((line) => line.status !== "unpaid" && line.status !== "cancelled");
  const isSettled = settled.length > 0;
  const wanted = isSettled ? settled : order.lines;
  const there = existing?.lines ?? [];
  const isThereDivided = there.length > 0 && there.every((line) => line.sourceKey?.startsWith(divided));
  const isThereExact = there.length > 0 && !isThereDivided;
  const isExact = wanted.every((line) => line.precision === "line");
  const outdatedLines = isExact && isThereDivided ? there : [];
  const usable = isThereExact ? wanted.filter((line) => line.precision === "line") : wanted;
  const byKey = new Map(there.map((line) => [line.sourceKey, line]));
  let lineNo = there.reduce((most, line) => Math.max(most, line.lineNo + 1), 0);
  const newLines: PlannedLine[] = [];
  const raisedRefunds: RaisedRefund[] = [];
  for (const record of usable) {
    const key = keyOf(record);
    const known = byKey.get(key);
    if (!known) {
      newLines.push({ lineNo, key, record });
      lineNo += 1;
      continue;
    }
    const cents = (record.refundedCents ?? 0) - known.refundedCents;
    if (cents > 0) raisedRefunds.push({ lineNo: known.lineNo, key, cents, at: record.orderedAt });
  }
  return {
    order,
    isSettled,
    placedAt: earliest(order.lines.map((line) => line.orderedAt)),
    paidAt: isSettled ? earliest(settled.map((line) => line.paidAt ?? line.orderedAt)) : undefined,
    currency: order.lines[0]!.currency,
    newLines,
    outdatedLines,
    raisedRefunds,
  };
}

/** Sums that the plan adds to the order, in minor units. */
export function addedSums(plan: OrderPlan) {
  const sums = { itemsCents: 0, discountCents: 0, totalCents: 0, refundedCents: 0 };
  for (const { record } of plan.newLines) {
    const discount = record.discountCents ?? 0;
    sums.itemsCents += record.lineTotalCents + discount;
    sums.discountCents += discount;
    sums.totalCents += record.lineTotalCents + (record.shippingCents ?? 0);
    sums.refundedCents += record.refundedCents ?? 0;
  }
  for (const line of plan.outdatedLines) {
    sums.itemsCents -= line.totalCents + line.discountCents;
    sums.discountCents -= line.discountCents;
    sums.totalCents -= line.totalCents;
    sums.refundedCents -= line.refundedCents;
  }
  for (const refund of plan.raisedRefunds) sums.refundedCents += refund.cents;
  return sums;
}

function keyOf(record: OrderLineRecord): string {
  return record.precision === "order" ? `${divided}${record.lineKey}` : record.lineKey;
}

function earliest(times: readonly Date[]): Date {
  return new Date(times.reduce((least, time) => Math.min(least, time.getTime()), Number.POSITIVE_INFINITY));
}
