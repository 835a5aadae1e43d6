/**
 * Reports: the shop at a glance, one show, who bought again.
 *
 * Invariants: every figure comes from the behaviour store in one SQL dialect, of one shop, each fact and each person
 * once; money is added in the shop's currency only. Failure: `unavailable` while the store is out of reach.
 */
export { overview } from "./overview.ts";
export { repurchaseReport, type RevenueKind } from "./repurchase-report.ts";
export { showReport } from "./show-report.ts";
export { type Asking, askingFor } from "./asking.ts";
export { addDays, dayIn, daysBetween } from "./calendar.ts";
export { dayOf, factsOf, sales } from "./facts-of.ts";
