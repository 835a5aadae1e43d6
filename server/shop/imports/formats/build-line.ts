import { RowRefusal } from "../reading/cells.ts";
import type { Buyer, OrderLineRecord } from "../records.ts";
import type { FileContext } from "./dialect.ts";
import { optional } from "./optional.ts";
import { readStatus } from "./status.ts";

/** What a dialect has read from one row; money in minor units. */
export type LineFacts = {
  readonly lineNumber: number;
  readonly source: string;
  readonly orderNumber: string;
  /** Number of the line on its platform, where it has one. */
  readonly lineId?: string;
  readonly orderedAt: Date;
  readonly paidAt?: Date | undefined;
  readonly statusWord: string;
  /** True when an order whose status is silent counts as paid. */
  readonly isPaid: boolean;
  readonly buyer?: Buyer | undefined;
  readonly sku: string;
  readonly productName: string;
  readonly variantName?: string;
  readonly category?: string;
  readonly precision: "line" | "order";
  readonly quantity: number;
  readonly unitPriceCents: number;
  readonly lineTotalCents: number;
  readonly discountCents?: number;
  readonly refundedCents?: number;
  readonly shippingCents?: number;
  readonly currency: string;
  readonly country?: string;
  readonly province?: string;
  readonly channel?: string;
};

/** Checks what must hold for every sale and completes the record: status, key, refund within what was paid. */
export function buildLine(facts: LineFacts, context: FileContext): OrderLineRecord {
  if (facts.quantity < 1) {
    throw new RowRefusal("number_wrong", `The quantity is ${facts.quantity}. It must be 1 or more.`);
  }
  if (facts.unitPriceCents < 0 || facts.lineTotalCents < 0) {
    throw new RowRefusal("number_wrong", "The price is below zero. A sale has a price of 0 or more.");
  }
  const wanted = facts.refundedCents ?? 0;
  if (wanted > facts.lineTotalCents + (facts.shippingCents ?? 0)) {
    context.warnings.add("refund_larger_than_order", facts.lineNumber);
  }
  const refundedCents = Math.min(Math.max(wanted, 0), facts.lineTotalCents);
  const { status, known } = readStatus({
    word: facts.statusWord,
    isPaid: facts.isPaid || facts.paidAt !== undefined,
    refundedCents,
    totalCents: facts.lineTotalCents,
  });
  if (!known) context.warnings.add("status_unknown", facts.lineNumber);
  const isSettled = status !== "unpaid" && status !== "cancelled";
  const paidAt = facts.paidAt ?? (isSettled ? facts.orderedAt : undefined);
  return {
    kind: "order_line",
    lineNumber: facts.lineNumber,
    source: facts.source,
    orderNumber: facts.orderNumber,
    lineKey: keyOf(facts, context),
    orderedAt: facts.orderedAt,
    ...(paidAt && { paidAt }),
    status,
    ...(facts.buyer && { buyer: facts.buyer }),
    sku: facts.sku,
    productName: facts.productName || facts.sku,
    ...optional("variantName", facts.variantName ?? ""),
    ...optional("category", facts.category ?? ""),
    isProduct: true,
    precision: facts.precision,
    quantity: facts.quantity,
    unitPriceCents: facts.unitPriceCents,
    lineTotalCents: facts.lineTotalCents,
    ...(facts.discountCents && { discountCents: facts.discountCents }),
    ...(refundedCents > 0 && { refundedCents }),
    ...(facts.shippingCents && { shippingCents: facts.shippingCents }),
    currency: facts.currency,
    ...optional("country", facts.country ?? ""),
    ...optional("province", facts.province ?? ""),
    ...optional("channel", facts.channel ?? ""),
  };
}

/** Only what never changes later goes into the key: a status or a refund may differ in next month's export. */
function keyOf(facts: LineFacts, { lineKeys }: FileContext): string {
  if (facts.lineId === undefined || facts.lineId === "") {
    const content = `${facts.sku}|${facts.variantName ?? ""}|${facts.quantity}|${facts.unitPriceCents}`;
    return lineKeys.byContent(facts.orderNumber, content);
  }
  if (!lineKeys.isFirst(facts.orderNumber, facts.lineId)) {
    throw new RowRefusal(
      "line_repeated",
      `The line ${facts.lineId} of order ${facts.orderNumber} stands twice.`,
    );
  }
  return facts.lineId;
}
