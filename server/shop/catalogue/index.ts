/**
 * The catalogue: products, variants (SKU), prices and stock.
 *
 * Invariants: stock is never negative (the column forbids it, and every change is one conditional update); each
 * change of stock is a fact `stock.changed`; a SKU names one variant of a shop. A product that has been sold is
 * never deleted, only taken off sale.
 */
import type { Clock } from "../../platform/clock/index.ts";
import { type Database, type Tx } from "../../platform/database/index.ts";
import { notFound, RefrainError } from "../../platform/errors.ts";
import type { Events } from "../../platform/events/index.ts";
import { newId } from "../../platform/ids/index.ts";
import { recordDeed } from "../staff/index.ts";
import * as store from "./catalogue-store.ts";
import { generatedPictureName, type ProductInput, type ProductView, type VariantView } from "./product.ts";

export { type ProductFilter, type SaleVariant } from "./catalogue-store.ts";
export { createCatalogueHandlers, productToWire } from "./catalogue-routes.ts";
export { pictureUrl, type ProductInput, type ProductView, type VariantView } from "./product.ts";

export type Catalogue = ReturnType<typeof createCatalogue>;

export function createCatalogue(parts: { db: Database; clock: Clock; events: Events }) {
  const { db, clock, events } = parts;

  async function product(shopId: string, id: string): Promise<ProductView> {
    const [found] = await store.findProducts(db, shopId, [id]);
    if (!found) throw notFound("product", id);
    return found;
  }

  async function saveVariants(tx: Tx, shopId: string, productId: string, input: ProductInput, at: Date) {
    const kept: string[] = [];
    for (const [position, variant] of input.variants.entries()) {
      const id = variant.id ?? newId(at);
      kept.push(id);
      if (!(await store.saveVariant(tx, shopId, productId, id, variant, position))) {
        throw new RefrainError("already_exists", `SKU ${variant.sku} belongs to another variant.`, [
          { path: `variants.${position}.sku`, message: "choose a SKU that is not in use" },
        ]);
      }
    }
    await store.retireVariants(tx, shopId, productId, kept);
  }

  function changedFact(shopId: string, id: string, input: ProductInput, active: boolean, at: Date) {
    const data = { title: input.title, category: input.category, active };
    return { shopId, type: "product.changed" as const, subjectId: id, at, data };
  }

  /** Errors: already_exists when a SKU is taken. */
  async function addProduct(shopId: string, input: ProductInput, actor: string): Promise<ProductView> {
    const at = clock.now();
    const id = newId(at);
    const picture = generatedPictureName(
      input.picture?.kind ?? "gift-box",
      input.picture?.hue ?? 30,
      id.slice(-8),
    );
    await db.transaction(async (tx) => {
      await store.insertProduct(tx, shopId, id, input, picture, at);
      await saveVariants(tx, shopId, id, input, at);
      await events.append(tx, changedFact(shopId, id, input, true, at));
      await recordDeed(tx, { shopId, actor, action: "product.add", subject: id, details: input }, at);
    });
    return product(shopId, id);
  }

  /** Variants left out are taken off sale; their stock is not touched. Errors: not_found, already_exists. */
  async function changeProduct(
    shopId: string,
    id: string,
    input: ProductInput & { active: boolean },
    actor: string,
  ) {
    const at = clock.now();
    const picture = input.picture
      ? generatedPictureName(input.picture.kind, input.picture.hue, id.slice(-8))
      : null;
    await db.transaction(async (tx) => {
      if (!(await store.updateProduct(tx, shopId, id, input, picture))) throw notFound("product", id);
      await saveVariants(tx, shopId, id, input, at);
      await events.append(tx, changedFact(shopId, id, input, input.active, at));
      await recordDeed(tx, { shopId, actor, action: "product.change", subject: id, details: input }, at);
    });
    return product(shopId, id);
  }

  /** Errors: not_found; out_of_stock (with `left`) when more would be taken than is there. */
  async function changeStock(
    shopId: string,
    variantId: string,
    change: number,
    reason: string,
    actor: string,
  ) {
    return db.transaction(async (tx) => {
      const at = clock.now();
      const after = await store.changeStock(tx, shopId, variantId, change);
      if (!after) {
        const before = await store.findVariant(tx, shopId, variantId);
        if (!before) throw notFound("variant", variantId);
        throw new RefrainError("out_of_stock", `Only ${before.stock} are left.`, { left: before.stock });
      }
      await noteStock(tx, shopId, after, change, reason, at);
      await recordDeed(
        tx,
        { shopId, actor, action: "stock.change", subject: after.sku, details: { change, reason } },
        at,
      );
      return after;
    });
  }

  async function noteStock(
    tx: Tx,
    shopId: string,
    variant: VariantView,
    change: number,
    why: string,
    at: Date,
  ) {
    const data = { productId: variant.productId, stock: variant.stock, change, why };
    await events.append(tx, { shopId, type: "stock.changed", subjectId: variant.id, at, data });
  }

  /**
   * Takes units (negative changes) or gives them back, all or nothing, in the caller's transaction. Rows are
   * locked in the order of their ids, so that two baskets never wait for each other in a circle.
   * Errors: out_of_stock naming the line's variant and what is left.
   */
  async function moveStock(
    tx: Tx,
    shopId: string,
    moves: readonly { variantId: string; change: number }[],
    why: string,
    at: Date,
  ): Promise<void> {
    const facts = [];
    for (const move of moves.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1))) {
      const after = await store.changeStock(tx, shopId, move.variantId, move.change);
      if (!after) {
        const left = (await store.findVariant(tx, shopId, move.variantId))?.stock ?? 0;
        throw new RefrainError("out_of_stock", `Only ${left} are left.`, { variantId: move.variantId, left });
      }
      const data = { productId: after.productId, stock: after.stock, change: move.change, why };
      facts.push({ shopId, type: "stock.changed" as const, subjectId: after.id, at, data });
    }
    await events.append(tx, facts);
  }

  return {
    product,
    products: (shopId: string, ids: readonly string[]) => store.findProducts(db, shopId, ids),
    list: (shopId: string, filter: store.ProductFilter) => store.listProducts(db, shopId, filter),
    saleVariants: (shopId: string, ids: readonly string[]) => store.findSaleVariants(db, shopId, ids),
    /** In the caller's transaction, those taken off sale included: for what was promised while they were on sale. */
    promisedVariants: (tx: Tx, shopId: string, ids: readonly string[]) =>
      store.findSaleVariants(tx, shopId, ids, true),
    addProduct,
    changeProduct,
    changeStock,
    moveStock,
  };
}
