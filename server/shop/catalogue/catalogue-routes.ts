import type { catalogueRoutes } from "../../../contract/shop/catalogue.ts";
import type { Handlers } from "../../platform/http/index.ts";
import { actorOf } from "../staff/index.ts";
import type { Catalogue } from "./index.ts";
import type { PictureShelf } from "./pictures.ts";
import { pictureUrl, type ProductView, type VariantView } from "./product.ts";

export function createCatalogueHandlers(parts: {
  catalogue: Catalogue;
  pictures: PictureShelf;
  currencyOf: (shopId: string) => Promise<string>;
}): Handlers<typeof catalogueRoutes> {
  const { catalogue, pictures, currencyOf } = parts;

  async function page(
    shopId: string,
    query: { limit: number; after?: string | undefined; search?: string | undefined },
    onSale: boolean,
  ) {
    const currency = await currencyOf(shopId);
    const found = await catalogue.list(shopId, { ...query, limit: query.limit + 1, onSale });
    const items = found.slice(0, query.limit).map((product) => productToWire(product, currency));
    const more = found.length > query.limit && items.at(-1);
    return more ? { items, next: more.id } : { items };
  }

  async function one(shopId: string, id: string) {
    return productToWire(await catalogue.product(shopId, id), await currencyOf(shopId));
  }

  return {
    "GET /api/v1/products": ({ query }, { principal }) => page(principal.shopId, query, false),
    "GET /api/v1/products/{id}": ({ params }, { principal }) => one(principal.shopId, params.id),
    "POST /api/v1/products": async ({ body }, { principal }) => {
      const product = await catalogue.addProduct(principal.shopId, body, actorOf(principal));
      return productToWire(product, await currencyOf(principal.shopId));
    },
    "PUT /api/v1/products/{id}": async ({ params, body }, { principal }) => {
      const product = await catalogue.changeProduct(principal.shopId, params.id, body, actorOf(principal));
      return productToWire(product, await currencyOf(principal.shopId));
    },
    "POST /api/v1/variants/{id}/stock": async ({ params, body }, { principal }) =>
      variantToWire(
        await catalogue.changeStock(
          principal.shopId,
          params.id,
          body.change,
          body.reason,
          actorOf(principal),
        ),
      ),
    "GET /api/v1/pictures/{name}": ({ params }) => pictures.picture(params.name),
    "GET /api/v1/front/products": ({ query }, { principal }) => page(principal.shopId, query, true),
    "GET /api/v1/front/products/{id}": ({ params }, { principal }) => one(principal.shopId, params.id),
  };
}

function variantToWire(variant: VariantView) {
  return {
    id: variant.id,
    sku: variant.sku,
    ...(variant.name ? { name: variant.name } : {}),
    priceCents: variant.priceCents,
    ...(variant.memberPriceCents === null ? {} : { memberPriceCents: variant.memberPriceCents }),
    stock: variant.stock,
  };
}

export function productToWire(product: ProductView, currency: string) {
  return {
    id: product.id,
    title: product.title,
    ...(product.description ? { description: product.description } : {}),
    category: product.category,
    role: product.role,
    pictureUrl: pictureUrl(product.picture),
    currency,
    ...(product.useUpDays === null ? {} : { useUpDays: product.useUpDays }),
    active: product.active,
    variants: product.variants.map(variantToWire),
    createdAt: product.createdAt.toISOString(),
  };
}
