import type { Tx } from "../../platform/database/index.ts";
import type { AllotmentFigures } from "../../shop/index.ts";
import { lapseClaims, tallyClaims } from "./claim-store.ts";
import type { SalesParts } from "./index.ts";
import { lockSales, keepReconciliation } from "./sale-store.ts";
import type { ClaimStatus, Reconciliation } from "./sale.ts";

type Tally = {
  readonly status: ClaimStatus;
  readonly claims: number;
  readonly units: number;
  readonly orders: number;
};

/** Compares what claims, orders and stock say of the units; each difference is a problem in words. Pure. */
export function compareBooks(
  units: number,
  figures: AllotmentFigures,
  tallies: readonly Tally[],
): Reconciliation {
  const { free, unpaid, sold, returned } = figures;
  const won = tallies.find((one) => one.status === "won");
  const waiting = tallies.find((one) => one.status === "waiting");
  const problems: string[] = [];
  const expectEqual = (what: string, is: number, shouldBe: number) => {
    if (is !== shouldBe) problems.push(`${what}: ${is} instead of ${shouldBe}`);
  };
  expectEqual("units set aside", figures.units, units);
  expectEqual("units free, unpaid, sold and returned", free + unpaid + sold + returned, units);
  expectEqual("units free after the end", free, 0);
  expectEqual("units in unpaid orders after the end", unpaid, 0);
  expectEqual("units of claims that won", won?.units ?? 0, sold);
  expectEqual("orders of claims that won", won?.orders ?? 0, won?.claims ?? 0);
  expectEqual("claims that still wait after the end", waiting?.claims ?? 0, 0);
  const claims = tallies.reduce((sum, one) => sum + one.claims, 0);
  const orders = tallies.reduce((sum, one) => sum + one.orders, 0);
  return { units, sold, returned, claims, orders, problems };
}

/**
 * Accounts for every unit of an ended sale, once the last order that waited for payment is settled. Returns undefined
 * when it is too early or done already.
 */
export async function reconcileSale(
  parts: SalesParts,
  tx: Tx,
  shopId: string,
  id: string,
): Promise<Reconciliation | undefined> {
  const [sale] = await lockSales(tx, shopId, [id]);
  if (!sale || sale.status !== "ended" || sale.reconciledAt) return undefined;
  const [figures] = await parts.shop.allotments.figures(tx, shopId, [id]);
  if (!figures || figures.unpaid > 0) return undefined;
  // The reader of facts, which marks them otherwise, may be a moment behind.
  await lapseClaims(tx, shopId, await parts.shop.allotments.cancelledOrders(tx, shopId, id));
  const tallies = await tallyClaims(tx, shopId, id);
  const at = parts.clock.now();
  const reconciliation = compareBooks(sale.units, figures, tallies);
  await keepReconciliation(tx, shopId, id, reconciliation, at);
  const { units, sold, returned, problems } = reconciliation;
  await parts.events.append(tx, {
    shopId,
    type: "sale.reconciled",
    subjectId: id,
    at,
    data: { showId: sale.showId, units, sold, returned, problems: [...problems] },
  });
  return reconciliation;
}
