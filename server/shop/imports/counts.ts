import type { ImportReport } from "./report.ts";
import type { Written } from "./writing/import-context.ts";

/** In this order the figures are read: what the file held, its mess, what was new. Others (warnings) come last. */
const order = [
  "rows",
  "order_lines",
  "orders",
  "customers",
  "refund_lines",
  "sales_without_customer",
  "non_product_lines",
  "adjustments",
  "lines_without_customer",
  "cancellation_lines",
  "cancellation_invoices",
  "quantity_not_positive",
  "price_not_positive",
  "new_orders",
  "new_order_lines",
  "new_members",
  "new_products",
  "new_refunds",
  "refunds_of_known_sales",
  "changed_orders",
  "changed_members",
  "identity_conflicts",
];

/** Figures that are not zero, in the order in which they are read; a database keeps them in its own. */
export function readableCounts(
  counts: Readonly<Record<string, number>>,
): readonly (readonly [string, number])[] {
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(counts)
    .filter(([, value]) => value !== 0)
    .toSorted(([a], [b]) => place(a) - place(b) || a.localeCompare(b));
}

/** The figures of a run as they are kept and shown: what the file held, its mess, and what was new to the shop. */
export function countsOf(report: ImportReport, written: Written): Record<string, number> {
  const { mess, adjustments } = report;
  const warnings = report.warnings.map(({ code, count }) => [`warning_${code}`, count] as const);
  return {
    rows: report.rows,
    order_lines: report.orderLines,
    orders: report.orders,
    customers: report.customers,
    refund_lines: report.refundLines,
    sales_without_customer: report.salesWithoutBuyer,
    non_product_lines: report.nonProductLines,
    adjustments: adjustments.quantity_not_positive + adjustments.price_not_positive + adjustments.bookkeeping,
    lines_without_customer: mess.linesWithoutCustomer,
    cancellation_lines: mess.cancellationLines,
    cancellation_invoices: mess.cancellationOrders,
    quantity_not_positive: mess.quantityNotPositive,
    price_not_positive: mess.priceNotPositive,
    new_orders: written.orders,
    new_order_lines: written.lines,
    new_members: written.members,
    new_products: written.products,
    new_refunds: written.refunds,
    refunds_of_known_sales: written.refundsMatched,
    changed_orders: written.changedOrders,
    changed_members: written.changedMembers,
    identity_conflicts: written.conflicts,
    ...Object.fromEntries(warnings),
  };
}
