import { z } from "zod";
import type { Routes } from "../route.ts";
import { Currency, Id, Instant, LocalText, PageQuery, pageOf, PriceCents } from "../values.ts";

/** 引流款 brings people in, 福利款 is a gift to members, 利润款 earns. */
export const ProductRole = z.enum(["traffic", "benefit", "profit"]);

export const Variant = z.object({
  id: Id,
  sku: z.string(),
  name: LocalText.optional(),
  priceCents: PriceCents,
  memberPriceCents: PriceCents.optional(),
  /** Units that can still be sold. */
  stock: z.int(),
});

export const Product = z.object({
  id: Id,
  title: LocalText,
  description: LocalText.optional(),
  category: z.string(),
  role: ProductRole,
  pictureUrl: z.string(),
  currency: Currency,
  /** How many days one unit typically lasts; absent when it is learned from orders. */
  useUpDays: z.number().positive().optional(),
  active: z.boolean(),
  variants: z.array(Variant),
  createdAt: Instant,
});

const VariantInput = z.object({
  id: Id.optional(),
  sku: z.string().min(1).max(80),
  name: LocalText.optional(),
  priceCents: PriceCents,
  memberPriceCents: PriceCents.optional(),
  stock: z.int().min(0).max(10_000_000).default(0),
});

const ProductInput = z.object({
  title: LocalText.refine((text) => Boolean(text.zh ?? text.en), "a title in at least one language"),
  description: LocalText.optional(),
  category: z.string().min(1).max(80),
  role: ProductRole.default("profit"),
  useUpDays: z.number().positive().max(3650).optional(),
  /** Kind and hue of the generated picture when none is uploaded. */
  picture: z.object({ kind: z.string().max(40), hue: z.int().min(0).max(359) }).optional(),
  variants: z.array(VariantInput).min(1).max(100),
});

export const catalogueRoutes = {
  "GET /api/v1/products": {
    summary: "Products of the shop, newest first",
    access: { right: "catalogue.read" },
    query: PageQuery.extend({ search: z.string().max(100).optional() }),
    response: pageOf(Product),
  },
  "GET /api/v1/products/{id}": {
    summary: "One product",
    access: { right: "catalogue.read" },
    params: z.object({ id: Id }),
    response: Product,
    errors: ["not_found"],
  },
  "POST /api/v1/products": {
    summary: "Add a product",
    access: { right: "catalogue.write" },
    body: ProductInput,
    response: Product,
    errors: ["already_exists"],
  },
  "PUT /api/v1/products/{id}": {
    summary: "Change a product; variants that are missing are taken off sale",
    access: { right: "catalogue.write" },
    params: z.object({ id: Id }),
    body: ProductInput.extend({ active: z.boolean().default(true) }),
    response: Product,
    errors: ["not_found", "already_exists"],
  },
  "POST /api/v1/variants/{id}/stock": {
    summary: "Add units to stock, or take some out (negative)",
    access: { right: "catalogue.write" },
    params: z.object({ id: Id }),
    body: z.object({ change: z.int().min(-1_000_000).max(1_000_000), reason: z.string().min(1).max(200) }),
    response: Variant,
    errors: ["not_found", "out_of_stock"],
  },
  "GET /api/v1/pictures/{name}": {
    summary: "A picture of a product, show or person (SVG, PNG, JPEG or WebP)",
    access: "public",
    params: z.object({ name: z.string().max(120) }),
    carries: "file",
    errors: ["not_found"],
  },
  "GET /api/v1/front/products": {
    summary: "What the shop sells, for shoppers",
    access: "shopper",
    query: PageQuery,
    response: pageOf(Product),
  },
  "GET /api/v1/front/products/{id}": {
    summary: "One product, for shoppers",
    access: "shopper",
    params: z.object({ id: Id }),
    response: Product,
    errors: ["not_found"],
  },
} as const satisfies Routes;
