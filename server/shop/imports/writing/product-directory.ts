import type { LocalText } from "../../../../contract/values.ts";
import { sql, type Tx } from "../../../platform/database/index.ts";
import type { NewFact } from "../../../platform/events/index.ts";
import { idFrom } from "../../../platform/ids/index.ts";
import { hash53 } from "../reading/line-keys.ts";
import { detached } from "../reading/read-table.ts";
import type { ImportContext } from "./import-context.ts";

/** What a line tells about the thing that was sold. */
type NamedProduct = {
  readonly sku: string;
  readonly productName: string;
  readonly variantName?: string;
  readonly category?: string;
  readonly isProduct: boolean;
  readonly unitPriceCents: number;
};

export type KnownVariant = { readonly variantId: string; readonly productId: string };

export type ProductDirectory = {
  /** Finds the variant of each SKU among the shop's own and the imported ones, and makes those that are missing. */
  resolve(products: Iterable<NamedProduct>): Promise<(sku: string) => KnownVariant>;
};

const mostRemembered = 300_000;

/** Category of lines that are no merchandise: forecasts and recommendations leave it out. */
const nonProductCategory = "non_product";

export function createProductDirectory(context: ImportContext): ProductDirectory {
  const remembered = new Map<string, KnownVariant>();
  return {
    resolve: async (products) => {
      const unknown = new Map<string, NamedProduct>();
      for (const product of products) {
        if (!remembered.has(product.sku) && !unknown.has(product.sku)) unknown.set(product.sku, product);
      }
      if (unknown.size > 0) {
        if (remembered.size + unknown.size > mostRemembered) remembered.clear();
        for (const found of await settle(context, [...unknown.values()])) {
          remembered.set(detached(found.sku), { variantId: found.variantId, productId: found.productId });
        }
      }
      return (sku) => remembered.get(sku)!;
    },
  };
}

type FoundVariant = KnownVariant & { readonly sku: string };

async function settle(
  context: ImportContext,
  asked: readonly NamedProduct[],
): Promise<readonly FoundVariant[]> {
  const { shopId } = context;
  const outcome = await context.db.transaction(async (tx) => {
    const known = await findVariants(tx, shopId, asked);
    const have = new Set(known.map((variant) => variant.sku));
    const missing = asked.filter((product) => !have.has(product.sku));
    const made = await insertProducts(tx, context, missing);
    await insertVariants(tx, context, missing);
    const found = missing.length === 0 ? known : await findVariants(tx, shopId, asked);
    return { found, made };
  });
  context.written.products += outcome.made;
  return outcome.found;
}

function findVariants(tx: Tx, shopId: string, asked: readonly NamedProduct[]): Promise<FoundVariant[]> {
  return tx.rows<FoundVariant>(sql`
    select sku, id as "variantId", product_id as "productId" from variant
    where shop_id = ${shopId} and sku = any(${asked.map((product) => product.sku)}::text[])`);
}

/** SKUs that share a product name and differ in their variant are one product. */
function productIdOf(context: ImportContext, product: NamedProduct): string {
  const { shopId, source } = context;
  return product.variantName
    ? idFrom(shopId, "imported product", source, "name", product.productName)
    : idFrom(shopId, "imported product", source, "sku", product.sku);
}

async function insertProducts(
  tx: Tx,
  context: ImportContext,
  products: readonly NamedProduct[],
): Promise<number> {
  const { shopId, source, shopLanguage } = context;
  const at = context.clock.now();
  const rows = new Map(products.map((product) => [productIdOf(context, product), product]));
  const list = [...rows];
  const categoryOf = (product: NamedProduct): string => {
    if (!product.isProduct) return nonProductCategory;
    return product.category ?? (shopLanguage === "en" ? "Uncategorised" : "未分类");
  };
  const inserted = await tx.rows<{ id: string; title: LocalText; category: string; active: boolean }>(sql`
    insert into product (shop_id, id, title, category, role, picture, active, source, created_at)
    select ${shopId}, id, title, category, 'profit', picture, active, ${source}, ${at}
    from unnest(${list.map(([id]) => id)}::uuid[],
      ${list.map(([, product]) => JSON.stringify(localText(product.productName)))}::jsonb[],
      ${list.map(([, product]) => categoryOf(product))}::text[],
      ${list.map(([id]) => pictureName(id))}::text[],
      ${list.map(([, product]) => product.isProduct)}::boolean[]) as made (id, title, category, picture, active)
    on conflict do nothing
    returning id, title, category, active`);
  const facts = inserted.map(({ id, title, category, active }): NewFact<"product.changed"> => {
    return { shopId, type: "product.changed", subjectId: id, at, data: { title, category, active } };
  });
  await context.events.append(tx, facts);
  return inserted.length;
}

async function insertVariants(
  tx: Tx,
  context: ImportContext,
  products: readonly NamedProduct[],
): Promise<void> {
  if (products.length === 0) return;
  const { shopId, source } = context;
  await tx.run(sql`
    insert into variant (shop_id, id, product_id, sku, name, price_cents)
    select ${shopId}, id, product_id, sku, name, price_cents
    from unnest(${products.map((product) => idFrom(shopId, "imported variant", source, product.sku))}::uuid[],
      ${products.map((product) => productIdOf(context, product))}::uuid[],
      ${products.map((product) => product.sku)}::text[],
      ${products.map((product) => (product.variantName ? JSON.stringify(localText(product.variantName)) : null))}::jsonb[],
      ${products.map((product) => product.unitPriceCents)}::bigint[]) as made (id, product_id, sku, name, price_cents)
    on conflict do nothing`);
}

/** The language of a name is seen from its script. */
export function localText(name: string): LocalText {
  return /\p{Script=Han}/u.test(name) ? { zh: name } : { en: name };
}

function pictureName(productId: string): string {
  return `product-box-${hash53(productId) % 360}-${productId.slice(-8)}.svg`;
}
