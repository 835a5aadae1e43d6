import type { LocalText } from "../../../contract/values.ts";

export type ProductRole = "traffic" | "benefit" | "profit";

export type VariantView = {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: LocalText | null;
  readonly priceCents: number;
  readonly memberPriceCents: number | null;
  readonly stock: number;
};

export type ProductView = {
  readonly id: string;
  readonly title: LocalText;
  readonly description: LocalText | null;
  readonly category: string;
  readonly role: ProductRole;
  readonly picture: string;
  readonly useUpDays: number | null;
  readonly active: boolean;
  readonly createdAt: Date;
  readonly variants: readonly VariantView[];
};

export type VariantInput = {
  readonly id?: string | undefined;
  readonly sku: string;
  readonly name?: LocalText | undefined;
  readonly priceCents: number;
  readonly memberPriceCents?: number | undefined;
  readonly stock: number;
};

export type ProductInput = {
  readonly title: LocalText;
  readonly description?: LocalText | undefined;
  readonly category: string;
  readonly role: ProductRole;
  readonly useUpDays?: number | undefined;
  readonly picture?: { readonly kind: string; readonly hue: number } | undefined;
  readonly variants: readonly VariantInput[];
};

/** Pictures are named by what they show, so the address of a generated one never needs a table. */
export function generatedPictureName(kind: string, hue: number, seed: string): string {
  return `product-${kind.toLowerCase().replaceAll(/[^a-z0-9-]/gu, "") || "gift-box"}-${hue}-${seed}.svg`;
}

export function pictureUrl(name: string): string {
  return `/api/v1/pictures/${name}`;
}
