import { type Queries, sql } from "../../platform/database/index.ts";
import type { ProductInput, ProductView, VariantInput, VariantView } from "./product.ts";

const variantColumns = sql`id, product_id as "productId", sku, name, price_cents as "priceCents",
  member_price_cents as "memberPriceCents", stock`;

const productColumns = sql`id, title, description, category, role, picture, use_up_days as "useUpDays", active,
  created_at as "createdAt"`;

type ProductRow = Omit<ProductView, "variants">;

export type ProductFilter = {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly search?: string | undefined;
  readonly onSale?: boolean;
};

/** Newest first. `after` is the id of the last product of the page before. */
export async function listProducts(
  db: Queries,
  shopId: string,
  filter: ProductFilter,
): Promise<ProductView[]> {
  const after = filter.after
    ? sql`and (created_at, id) < (select created_at, id from product where shop_id = ${shopId} and id = ${filter.after})`
    : sql``;
  const pattern = `%${(filter.search ?? "").replaceAll(/[%_\\]/gu, String.raw`\$&`)}%`;
  const search = filter.search
    ? sql`and (title ->> 'zh' ilike ${pattern} or title ->> 'en' ilike ${pattern} or category ilike ${pattern}
        or exists (select 1 from variant v where v.shop_id = product.shop_id and v.product_id = product.id and v.sku ilike ${pattern}))`
    : sql``;
  const onSale = filter.onSale ? sql`and active and source = 'refrain'` : sql``;
  const products = await db.rows<ProductRow>(sql`
    select ${productColumns} from product where shop_id = ${shopId} ${onSale} ${search} ${after}
    order by created_at desc, id desc limit ${filter.limit}`);
  return withVariants(db, shopId, products);
}

export async function findProducts(
  db: Queries,
  shopId: string,
  ids: readonly string[],
): Promise<ProductView[]> {
  if (ids.length === 0) return [];
  const products = await db.rows<ProductRow>(sql`
    select ${productColumns} from product where shop_id = ${shopId} and id = any(${[...ids]}::uuid[])`);
  return withVariants(db, shopId, products);
}

async function withVariants(db: Queries, shopId: string, products: ProductRow[]): Promise<ProductView[]> {
  if (products.length === 0) return [];
  const variants = await db.rows<VariantView>(sql`
    select ${variantColumns} from variant
    where shop_id = ${shopId} and product_id = any(${products.map((product) => product.id)}::uuid[]) and active
    order by position, id`);
  const byProduct = Map.groupBy(variants, (variant) => variant.productId);
  return products.map((product) => ({ ...product, variants: byProduct.get(product.id) ?? [] }));
}

export async function insertProduct(
  db: Queries,
  shopId: string,
  id: string,
  input: ProductInput,
  picture: string,
  at: Date,
): Promise<void> {
  await db.run(sql`
    insert into product (shop_id, id, title, description, category, role, picture, use_up_days, created_at)
    values (${shopId}, ${id}, ${JSON.stringify(input.title)}::jsonb,
      ${input.description ? JSON.stringify(input.description) : null}::jsonb, ${input.category}, ${input.role},
      ${picture}, ${input.useUpDays ?? null}, ${at})`);
}

export async function updateProduct(
  db: Queries,
  shopId: string,
  id: string,
  input: ProductInput & { active: boolean },
  picture: string | null,
): Promise<boolean> {
  const updated = await db.run(sql`
    update product set title = ${JSON.stringify(input.title)}::jsonb,
      description = ${input.description ? JSON.stringify(input.description) : null}::jsonb,
      category = ${input.category}, role = ${input.role}, use_up_days = ${input.useUpDays ?? null},
      picture = coalesce(${picture}, picture), active = ${input.active}
    where shop_id = ${shopId} and id = ${id}`);
  return updated === 1;
}

/** Returns false when the SKU belongs to another variant. Stock of a variant that exists is left alone. */
export async function saveVariant(
  db: Queries,
  shopId: string,
  productId: string,
  id: string,
  input: VariantInput,
  position: number,
): Promise<boolean> {
  const taken = await db.row(sql`
    select 1 from variant where shop_id = ${shopId} and sku = ${input.sku} and id <> ${id}`);
  if (taken) return false;
  const name = input.name ? JSON.stringify(input.name) : null;
  const saved = await db.run(sql`
    insert into variant (shop_id, id, product_id, sku, name, price_cents, member_price_cents, stock, position)
    values (${shopId}, ${id}, ${productId}, ${input.sku}, ${name}::jsonb, ${input.priceCents},
      ${input.memberPriceCents ?? null}, ${input.stock}, ${position})
    on conflict (shop_id, id) do update set sku = excluded.sku, name = excluded.name,
      price_cents = excluded.price_cents, member_price_cents = excluded.member_price_cents,
      position = excluded.position, active = true
    where variant.product_id = excluded.product_id`);
  return saved === 1;
}

export async function retireVariants(
  db: Queries,
  shopId: string,
  productId: string,
  kept: readonly string[],
) {
  await db.run(sql`
    update variant set active = false
    where shop_id = ${shopId} and product_id = ${productId} and not (id = any(${[...kept]}::uuid[]))`);
}

/** The variant after the change, or undefined when it does not exist or would fall below zero. */
export function changeStock(
  db: Queries,
  shopId: string,
  id: string,
  change: number,
): Promise<VariantView | undefined> {
  return db.row<VariantView>(sql`
    update variant set stock = stock + ${change}
    where shop_id = ${shopId} and id = ${id} and stock + ${change} >= 0
    returning ${variantColumns}`);
}

export function findVariant(db: Queries, shopId: string, id: string): Promise<VariantView | undefined> {
  return db.row<VariantView>(
    sql`select ${variantColumns} from variant where shop_id = ${shopId} and id = ${id}`,
  );
}

export type SaleVariant = VariantView & {
  readonly title: ProductView["title"];
  readonly picture: string;
  readonly category: string;
};

/**
 * Variants that can be sold now, with what an order line needs of their product. `evenWithdrawn` finds those taken
 * off sale too: what was promised before is kept.
 */
export function findSaleVariants(
  db: Queries,
  shopId: string,
  ids: readonly string[],
  evenWithdrawn = false,
): Promise<SaleVariant[]> {
  return db.rows<SaleVariant>(sql`
    select v.id, v.product_id as "productId", v.sku, v.name, v.price_cents as "priceCents",
      v.member_price_cents as "memberPriceCents", v.stock, p.title, p.picture, p.category
    from variant v join product p on p.shop_id = v.shop_id and p.id = v.product_id
    where v.shop_id = ${shopId} and v.id = any(${[...ids]}::uuid[]) and (${evenWithdrawn} or (v.active and p.active))`);
}
