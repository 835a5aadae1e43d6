/** The figures of an import that this page has words for, in the order in which they are read. */
export const knownCounts = [
  "rows",
  "orders",
  "order_lines",
  "customers",
  "new_orders",
  "new_order_lines",
  "new_members",
  "new_products",
  "new_refunds",
  "refunds_of_known_sales",
  "changed_orders",
  "changed_members",
  "identity_conflicts",
  "lines_without_customer",
  "sales_without_customer",
  "cancellation_lines",
  "cancellation_invoices",
  "refund_lines",
  "quantity_not_positive",
  "price_not_positive",
  "non_product_lines",
  "adjustments",
  "warning_phone_masked",
  "warning_phone_encrypted",
  "warning_phone_unrecognised",
  "warning_email_unusable",
  "warning_account_masked",
  "warning_status_unknown",
  "warning_amounts_divided",
  "warning_refund_larger_than_order",
  "warning_number_rounded",
  "warning_order_lines_scattered",
] as const;
export type CountName = (typeof knownCounts)[number];

const firstMess = knownCounts.indexOf("lines_without_customer");

/** Taken with a doubt that deserves a look. */
export function isDoubt(name: CountName): boolean {
  return name.startsWith("warning_");
}

/** How untidy the file was. */
export function isMess(name: CountName): boolean {
  return knownCounts.indexOf(name) >= firstMess && !isDoubt(name);
}

/** What was read and what was new to the shop. */
export function isNews(name: CountName): boolean {
  return knownCounts.indexOf(name) < firstMess;
}
