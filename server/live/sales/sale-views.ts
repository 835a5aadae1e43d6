import { notFound } from "../../platform/errors.ts";
import { countWaiting } from "./claim-store.ts";
import type { SalesParts } from "./index.ts";
import { type ClaimView, type SaleView, statusAt } from "./sale.ts";
import { findSales, salesOfShow } from "./sale-store.ts";

export type SaleViews = ReturnType<typeof createSaleViews>;

/** Sales with where their units are, as screens show them. */
export function createSaleViews({ db, clock, shop }: Pick<SalesParts, "db" | "clock" | "shop">) {
  async function inStudioOf(shopId: string, sales: readonly SaleView[]) {
    if (sales.length === 0) return [];
    const ids = sales.map((sale) => sale.id);
    const [figures, queues, currency] = await Promise.all([
      shop.allotments.figures(db, shopId, ids),
      countWaiting(db, shopId, ids),
      shop.storefront.currencyOf(shopId),
    ]);
    const unitsOf = new Map(figures.map((one) => [one.id, one]));
    const waitingFor = new Map(queues.map((one) => [one.saleId, one.claims]));
    const now = clock.now();
    return sales.map((sale) => {
      const { id, showId, productId, variantId, priceCents, units, perPerson, audience, payWithinSeconds } =
        sale;
      const { free, unpaid, sold, returned } = unitsOf.get(id)!;
      const wire = {
        id,
        showId,
        productId,
        variantId,
        priceCents,
        currency,
        units,
        left: free,
        unpaid,
        waiting: waitingFor.get(id) ?? 0,
        perPerson,
        audience,
        opensAt: sale.opensAt.toISOString(),
        payWithinSeconds,
        status: statusAt(sale, now),
      };
      const { reconciliation } = sale;
      const counted = reconciliation && { ...reconciliation, problems: [...reconciliation.problems] };
      return { sale: wire, sold, returned, ...(counted && { reconciliation: counted }) };
    });
  }

  const wires = async (shopId: string, sales: readonly SaleView[]) =>
    (await inStudioOf(shopId, sales)).map(({ sale }) => sale);

  return {
    async one(shopId: string, id: string) {
      const [wire] = await wires(shopId, await findSales(db, shopId, [id]));
      if (!wire) throw notFound("sale", id);
      return wire;
    },
    some: async (shopId: string, ids: readonly string[]) => wires(shopId, await findSales(db, shopId, ids)),
    inStudio: async (shopId: string, showId: string) =>
      inStudioOf(shopId, await salesOfShow(db, shopId, showId)),
    /** What a viewer may still claim or wait for. */
    inRoom: async (shopId: string, showId: string) =>
      wires(
        shopId,
        (await salesOfShow(db, shopId, showId)).filter((sale) => sale.status !== "ended"),
      ),
  };
}

export function claimToWire(claim: ClaimView, position?: number) {
  const { saleId, status, quantity, orderId, payUntil } = claim;
  return {
    saleId,
    status,
    quantity,
    ...(orderId !== null && { orderId }),
    ...(payUntil !== null && { payUntil: payUntil.toISOString() }),
    ...(position !== undefined && { position }),
  };
}
