import { notFound, RefrainError } from "../../platform/errors.ts";
import { idFrom } from "../../platform/ids/index.ts";
import { recordDeed } from "../../shop/index.ts";
import type { ShowDesk } from "../shows/index.ts";
import type { SalesParts } from "./index.ts";
import { findSales, insertSale, type NewSale } from "./sale-store.ts";
import type { SaleAudience, SaleView } from "./sale.ts";

export type SaleInput = {
  readonly variantId: string;
  readonly priceCents: number;
  readonly units: number;
  readonly perPerson: number;
  readonly audience: SaleAudience;
  readonly opensAt: string;
  readonly payWithinSeconds: number;
};

/**
 * Prepares a sale once for each key and sets its units aside. Returns its id.
 * Errors: not_found (show, variant on its run-sheet), conflict (the show is over), out_of_stock, idempotency_key_reused.
 */
export async function prepareSale(
  parts: SalesParts,
  shows: Pick<ShowDesk, "show" | "runSheet">,
  shopId: string,
  showId: string,
  input: SaleInput,
  key: string,
  actor: string,
): Promise<string> {
  const show = await shows.show(shopId, showId);
  if (show.status === "ended" || show.status === "cancelled")
    throw new RefrainError("conflict", `The show is ${show.status}.`, { status: show.status });
  const [variant] = await parts.shop.catalogue.saleVariants(shopId, [input.variantId]);
  const sheet = await shows.runSheet(shopId, showId);
  if (!variant || !sheet.some((entry) => entry.productId === variant.productId))
    throw notFound("variant on the run-sheet", input.variantId);
  const id = idFrom("flash sale", shopId, showId, key);
  const sale: NewSale = {
    ...input,
    id,
    showId,
    productId: variant.productId,
    opensAt: new Date(input.opensAt),
  };
  await parts.db.transaction(async (tx) => {
    const at = parts.clock.now();
    if (!(await insertSale(tx, shopId, sale, at))) {
      const [earlier] = await findSales(tx, shopId, [id]);
      if (!earlier || !isSame(earlier, sale)) throw new RefrainError("idempotency_key_reused");
      return;
    }
    await parts.shop.allotments.setAside(tx, shopId, { id, variantId: variant.id, units: input.units }, at);
    const { variantId, priceCents, units } = sale;
    const data = { showId, variantId, priceCents, units, opensAt: sale.opensAt.toISOString() };
    await parts.events.append(tx, { shopId, type: "sale.prepared", subjectId: id, at, data });
    await recordDeed(tx, { shopId, actor, action: "sale.prepare", subject: id, details: data }, at);
  });
  return id;
}

/** The time is left out: opening a sale by hand moves it. */
function isSame(earlier: SaleView, asked: NewSale): boolean {
  const parts = ["variantId", "priceCents", "units", "perPerson", "audience", "payWithinSeconds"] as const;
  return parts.every((part) => earlier[part] === asked[part]);
}
