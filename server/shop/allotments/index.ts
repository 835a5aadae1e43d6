/**
 * Allotments: units of a variant set aside from its stock, for a flash sale or the like.
 *
 * Invariants: setting aside takes the units from the stock at once, so that nothing else can sell them; every unit is
 * free, in an order, or returned; a unit that comes back is free again while the allotment is open, and goes to the
 * stock when it is closed. Failure: out_of_stock when fewer units are there than are to be set aside.
 */
import type { Tx } from "../../platform/database/index.ts";
import type { Catalogue } from "../catalogue/index.ts";
import * as store from "./allotment-store.ts";

export type { AllotmentFigures } from "./allotment-store.ts";

export type Allotments = ReturnType<typeof createAllotments>;

export function createAllotments({ catalogue }: { readonly catalogue: Pick<Catalogue, "moveStock"> }) {
  const move = (tx: Tx, shopId: string, variantId: string, change: number, why: string, at: Date) =>
    catalogue.moveStock(tx, shopId, [{ variantId, change }], why, at);

  return {
    /** Takes the units from the stock. Once per id: a second call changes nothing. Errors: out_of_stock, not_found. */
    async setAside(
      tx: Tx,
      shopId: string,
      allotment: { readonly id: string; readonly variantId: string; readonly units: number },
      at: Date,
    ): Promise<void> {
      if (await store.insertAllotment(tx, shopId, allotment, at))
        await move(tx, shopId, allotment.variantId, -allotment.units, "set_aside", at);
    },

    /** Holds the allotments until the transaction ends; how many units are free in each that is open. */
    lockFree: store.lockFree,

    /** Takes units that `lockFree` told to be free. */
    draw: store.drawUnits,

    /** A unit of a cancelled order is free again, or back in stock when the allotment is closed. */
    async giveBack(tx: Tx, shopId: string, id: string, units: number, at: Date): Promise<void> {
      const { variantId, isOpen } = await store.giveBackUnits(tx, shopId, id, units);
      if (!isOpen) await move(tx, shopId, variantId, units, "released", at);
    },

    /** What is free goes back to the stock; what is in unpaid orders follows if they are cancelled. */
    async close(tx: Tx, shopId: string, id: string, at: Date): Promise<void> {
      const closed = await store.closeAllotment(tx, shopId, id, at);
      if (closed && closed.returned > 0)
        await move(tx, shopId, closed.variantId, closed.returned, "set_aside_ended", at);
    },

    /** Where the units of each allotment are now. */
    figures: store.figuresOf,

    /** Ids of orders that were drawn from the allotment and cancelled. */
    cancelledOrders: store.cancelledOrders,
  };
}
