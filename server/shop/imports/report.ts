import type { FormatId } from "./formats/dialect.ts";
import type {
  AdjustmentReason,
  ImportRecord,
  OrderLineRecord,
  RefundRecord,
  RejectionCode,
} from "./records.ts";
import type { ImportBatch, OpenedImport } from "./read-import.ts";
import { hash53 } from "./reading/line-keys.ts";
import type { Warning } from "./warnings.ts";

/** What a file held, mess included. Sums are in minor units by currency. */
export type ImportReport = {
  readonly format: FormatId;
  readonly rows: number;
  readonly orderLines: number;
  readonly orders: number;
  readonly customers: number;
  readonly refundLines: number;
  readonly refunds: number;
  readonly adjustments: Readonly<Record<AdjustmentReason, number>>;
  /** Sales without anybody: counted as turnover, of no member. */
  readonly salesWithoutBuyer: number;
  readonly nonProductLines: number;
  readonly rejected: number;
  readonly rejectedByCode: Readonly<Partial<Record<RejectionCode, number>>>;
  readonly soldCents: Readonly<Record<string, number>>;
  readonly refundedCents: Readonly<Record<string, number>>;
  readonly firstOrderAt?: Date;
  readonly lastOrderAt?: Date;
  readonly mess: Mess;
  readonly warnings: readonly Warning[];
};

/** The raw figures by which a merchant recognises her file. They overlap: one line may count in several. */
type Mess = {
  readonly linesWithoutCustomer: number;
  readonly cancellationLines: number;
  readonly cancellationOrders: number;
  readonly quantityNotPositive: number;
  readonly priceNotPositive: number;
};

export type ReportKeeper = {
  add(batch: ImportBatch): void;
  current(): ImportReport;
};

/** Counts while batches pass. Memory is one number per order. */
export function createReport(opened: Pick<OpenedImport, "format" | "warnings">): ReportKeeper {
  const orders = new Set<number>();
  const refunds = new Set<number>();
  const cancellations = new Set<number>();
  const adjustments = { quantity_not_positive: 0, price_not_positive: 0, bookkeeping: 0 };
  const rejectedByCode: Partial<Record<RejectionCode, number>> = {};
  const soldCents: Record<string, number> = {};
  const refundedCents: Record<string, number> = {};
  const counts = {
    rows: 0,
    orderLines: 0,
    customers: 0,
    refundLines: 0,
    salesWithoutBuyer: 0,
    nonProductLines: 0,
  };
  const mess = {
    linesWithoutCustomer: 0,
    cancellationLines: 0,
    cancellationOrders: 0,
    quantityNotPositive: 0,
    priceNotPositive: 0,
  };
  let rejected = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;

  const addSale = (line: OrderLineRecord): void => {
    counts.orderLines += 1;
    orders.add(hash53(line.orderNumber));
    if (!line.buyer) {
      counts.salesWithoutBuyer += 1;
      mess.linesWithoutCustomer += 1;
    }
    if (!line.isProduct) counts.nonProductLines += 1;
    if (line.status === "paid" || line.status === "partially_refunded" || line.status === "refunded") {
      addTo(soldCents, line.currency, line.lineTotalCents);
      addTo(refundedCents, line.currency, line.refundedCents ?? 0);
    }
    const time = line.orderedAt.getTime();
    if (time < first) first = time;
    if (time > last) last = time;
  };
  const addRefund = (line: RefundRecord): void => {
    counts.refundLines += 1;
    refunds.add(hash53(line.refundNumber));
    cancellations.add(hash53(line.refundNumber));
    mess.cancellationLines += 1;
    mess.quantityNotPositive += 1;
    if (!line.buyer) mess.linesWithoutCustomer += 1;
    if (!line.isProduct) counts.nonProductLines += 1;
    addTo(refundedCents, line.currency, line.refundedCents);
  };
  const addRecord = (record: ImportRecord): void => {
    if (record.kind === "order_line") addSale(record);
    else if (record.kind === "refund") addRefund(record);
    else if (record.kind === "customer") counts.customers += 1;
    else {
      adjustments[record.reason] += 1;
      if (!record.hasBuyer) mess.linesWithoutCustomer += 1;
      if (record.quantity <= 0) mess.quantityNotPositive += 1;
      if (!record.hasPrice) mess.priceNotPositive += 1;
      if (record.isCancellation) {
        mess.cancellationLines += 1;
        cancellations.add(hash53(record.orderNumber));
      }
    }
  };
  return {
    add: (batch) => {
      counts.rows = batch.rowsRead;
      for (const record of batch.records) addRecord(record);
      for (const row of batch.rejected) {
        rejected += 1;
        rejectedByCode[row.code] = (rejectedByCode[row.code] ?? 0) + 1;
      }
    },
    current: () => ({
      format: opened.format,
      ...counts,
      orders: orders.size,
      refunds: refunds.size,
      adjustments: { ...adjustments },
      rejected,
      rejectedByCode: { ...rejectedByCode },
      soldCents: { ...soldCents },
      refundedCents: { ...refundedCents },
      ...(first <= last && { firstOrderAt: new Date(first), lastOrderAt: new Date(last) }),
      mess: { ...mess, cancellationOrders: cancellations.size },
      warnings: opened.warnings.list(),
    }),
  };
}

function addTo(sums: Record<string, number>, currency: string, cents: number): void {
  sums[currency] = (sums[currency] ?? 0) + cents;
}
