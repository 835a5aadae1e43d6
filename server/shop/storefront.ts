import type { Language } from "../../contract/values.ts";
import type { Clock } from "../platform/clock/index.ts";
import type { Database } from "../platform/database/index.ts";
import { notFound, RefrainError } from "../platform/errors.ts";
import { newId } from "../platform/ids/index.ts";
import { recordDeed } from "./staff/index.ts";
import * as store from "./shop-store.ts";

export type ShopView = store.ShopRow;
export type Storefront = ReturnType<typeof createStorefront>;

export type NewShop = {
  readonly slug: string;
  readonly name: string;
  readonly nameEn?: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly language: Language;
  readonly demo: boolean;
};

/** The shops of this deployment. A currency that amounts are written in never changes, so it is remembered. */
export function createStorefront(parts: { db: Database; clock: Clock }) {
  const { db, clock } = parts;
  const currencies = new Map<string, string>();

  async function shop(id: string): Promise<ShopView> {
    const found = await store.findShop(db, id);
    if (!found) throw notFound("shop", id);
    return found;
  }

  /** Without a slug: the oldest shop. */
  async function bySlug(slug: string | undefined): Promise<ShopView> {
    const found = slug ? await store.findShopBySlug(db, slug) : await store.findFirstShop(db);
    if (!found) throw notFound("shop", slug ?? "");
    return found;
  }

  async function currencyOf(shopId: string): Promise<string> {
    const known = currencies.get(shopId);
    if (known) return known;
    const { currency } = await shop(shopId);
    currencies.set(shopId, currency);
    return currency;
  }

  /** Errors: already_exists. */
  async function addShop(input: NewShop): Promise<ShopView> {
    const at = clock.now();
    const row = { ...input, nameEn: input.nameEn ?? null, id: newId(at) };
    if (!(await store.insertShop(db, row, at))) {
      throw new RefrainError("already_exists", `There is a shop ${input.slug} already.`, { field: "slug" });
    }
    return row;
  }

  /** Errors: not_found; conflict when the currency is changed and amounts are written in the old one. */
  async function changeShop(id: string, change: Parameters<typeof store.updateShop>[2], actor: string) {
    currencies.delete(id);
    return db.transaction(async (tx) => {
      const isNewCurrency =
        change.currency !== undefined && change.currency !== (await store.findShop(tx, id))?.currency;
      if (isNewCurrency && (await store.hasAmounts(tx, id))) {
        throw new RefrainError(
          "conflict",
          "The currency can only be changed before there are products or orders.",
        );
      }
      const changed = await store.updateShop(tx, id, change);
      if (!changed) throw notFound("shop", id);
      await recordDeed(
        tx,
        { shopId: id, actor, action: "shop.change", subject: id, details: change },
        clock.now(),
      );
      return changed;
    });
  }

  function toWire({ nameEn, ...shop }: ShopView) {
    return nameEn ? { ...shop, nameEn } : shop;
  }

  return { shop, bySlug, list: () => store.listShops(db), currencyOf, addShop, changeShop, toWire };
}
