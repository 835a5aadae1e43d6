/**
 * Content: what the shop has to say, each piece labelled value or sales by its kind.
 *
 * Invariants: a value piece never carries a price, a coupon or a call to buy; words forbidden in advertising are
 * refused in every piece, with the word named.
 */
import type { LocalText } from "../../../contract/values.ts";
import { notFound } from "../../platform/errors.ts";
import { newId } from "../../platform/ids/index.ts";
import { recordDeed } from "../../shop/index.ts";
import type { EngageParts } from "../parts.ts";
import { checkDraft, type ContentKind, purposeOf } from "./content.ts";
import * as store from "./content-store.ts";

export type { ContentView } from "./content-store.ts";

export type ContentInput = {
  readonly title: LocalText;
  readonly body: LocalText;
  readonly kind: ContentKind;
  readonly category?: string | undefined;
  readonly productId?: string | undefined;
};

export type ContentDesk = ReturnType<typeof createContentDesk>;

export function createContentDesk(parts: Pick<EngageParts, "db" | "clock" | "shop">) {
  const { db, clock, shop } = parts;

  async function piece(shopId: string, id: string): Promise<store.ContentView> {
    const found = await store.findContent(db, shopId, id);
    if (!found) throw notFound("content", id);
    return found;
  }

  async function save(
    shopId: string,
    input: ContentInput,
    known: { id: string; createdAt: Date; active: boolean },
    actor: string,
  ) {
    checkDraft(input);
    if (input.productId) await shop.catalogue.product(shopId, input.productId);
    const saved = {
      ...known,
      title: input.title,
      body: input.body,
      kind: input.kind,
      purpose: purposeOf(input.kind),
      category: input.category ?? null,
      productId: input.productId ?? null,
    };
    await db.transaction(async (tx) => {
      await store.saveContent(tx, shopId, saved);
      await recordDeed(
        tx,
        { shopId, actor, action: "content.save", subject: saved.id, details: input },
        clock.now(),
      );
    });
    return saved;
  }

  return {
    piece,
    list: (shopId: string) => store.listContent(db, shopId),
    add: (shopId: string, input: ContentInput, actor: string) => {
      const createdAt = clock.now();
      return save(shopId, input, { id: newId(createdAt), createdAt, active: true }, actor);
    },
    change: async (shopId: string, id: string, input: ContentInput & { active: boolean }, actor: string) => {
      const { createdAt } = await piece(shopId, id);
      return save(shopId, input, { id, createdAt, active: input.active }, actor);
    },
  };
}
