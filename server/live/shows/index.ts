/**
 * Shows: planned, on air, ended; the run-sheet and the product in the light.
 *
 * Invariants: a show goes on air once and ends once; one product is in the light at a time, and only one of the
 * run-sheet; every change is a fact and, after its transaction, a message to the room.
 */
import type { LocalText } from "../../../contract/values.ts";
import { notFound, RefrainError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids/index.ts";
import { productToWire, recordDeed } from "../../shop/index.ts";
import { type LiveParts, roomTopic } from "../parts.ts";
import {
  assertShowStep,
  type RunSheetEntry,
  type RunSheetRole,
  type ShowStatus,
  type ShowView,
} from "./show.ts";
import * as store from "./show-store.ts";

export type { RunSheetEntry, ShowStatus, ShowView, SpotlightView } from "./show.ts";
export type { ShowFilter } from "./show-store.ts";

export type ShowInput = {
  readonly title: LocalText;
  readonly startsAt: string;
  readonly products: readonly {
    productId: string;
    role?: RunSheetRole | undefined;
    notes?: string | undefined;
  }[];
};

export type ShowDesk = ReturnType<typeof createShowDesk>;

export function createShowDesk(parts: LiveParts) {
  const { db, clock, events, shop } = parts;

  async function show(shopId: string, id: string): Promise<ShowView> {
    const found = await store.findShow(db, shopId, id);
    if (!found) throw notFound("show", id);
    return found;
  }

  async function readRunSheet(shopId: string, input: ShowInput): Promise<RunSheetEntry[]> {
    const ids = input.products.map((line) => line.productId);
    const known = new Map(
      (await shop.catalogue.products(shopId, ids)).map((product) => [product.id, product]),
    );
    const unique = new Set<string>();
    return input.products.flatMap(({ productId, role, notes }, position) => {
      const product = known.get(productId);
      if (!product) throw notFound("product", productId);
      if (unique.has(productId)) return [];
      unique.add(productId);
      return [{ productId, position, role: role ?? product.role, notes: notes ?? null }];
    });
  }

  /** A generated cover shows the first three kinds of goods on the run-sheet. */
  async function drawCover(shopId: string, id: string, entries: readonly RunSheetEntry[]): Promise<string> {
    const products = await shop.catalogue.products(
      shopId,
      entries.slice(0, 3).map((entry) => entry.productId),
    );
    const kinds = products.map(
      (product) => /^product-([a-z0-9-]+?)-\d/u.exec(product.picture)?.[1] ?? "gift-box",
    );
    return `cover-${Number.parseInt(id.slice(-4), 16) % 360}-${kinds.join(".")}-${id.slice(-8)}.svg`;
  }

  async function plan(shopId: string, input: ShowInput, hostName: string): Promise<ShowView> {
    const entries = await readRunSheet(shopId, input);
    const at = clock.now();
    const id = newId(at);
    const cover = await drawCover(shopId, id, entries);
    await db.transaction(async (tx) => {
      const startsAt = new Date(input.startsAt);
      await store.insertShow(tx, { shopId, id, title: input.title, cover, hostName, startsAt }, at);
      await store.replaceRunSheet(tx, shopId, id, entries);
      const data = { startsAt: startsAt.toISOString() };
      await events.append(tx, { shopId, type: "show.planned", subjectId: id, at, data });
      await recordDeed(tx, { shopId, actor: hostName, action: "show.plan", subject: id }, at);
    });
    return show(shopId, id);
  }

  /** Errors: not_found, conflict (ended shows cannot be changed). */
  async function change(shopId: string, id: string, input: ShowInput, actor: string): Promise<ShowView> {
    const entries = await readRunSheet(shopId, input);
    await db.transaction(async (tx) => {
      const before = await locked(tx, shopId, id);
      if (before.status === "ended" || before.status === "cancelled") {
        throw new RefrainError("conflict", `The show is ${before.status}.`, { status: before.status });
      }
      await store.updateShow(tx, shopId, id, { title: input.title, startsAt: new Date(input.startsAt) });
      await store.replaceRunSheet(tx, shopId, id, entries);
      await recordDeed(tx, { shopId, actor, action: "show.change", subject: id }, clock.now());
    });
    const inLight = await store.currentSpotlight(db, shopId, id);
    if (inLight && !entries.some((entry) => entry.productId === inLight.productId))
      await spotlight(shopId, id, null);
    return show(shopId, id);
  }

  async function locked(
    tx: Parameters<typeof store.lockShow>[0],
    shopId: string,
    id: string,
  ): Promise<ShowView> {
    const found = await store.lockShow(tx, shopId, id);
    if (!found) throw notFound("show", id);
    return found;
  }

  /** Planned → on air → ended, or planned → cancelled. Errors: not_found, conflict. */
  async function step(shopId: string, id: string, to: ShowStatus, actor: string): Promise<ShowView> {
    await db.transaction(async (tx) => {
      const before = await locked(tx, shopId, id);
      assertShowStep(before.status, to);
      if (before.status === to) return;
      const at = clock.now();
      if (to === "ended") await store.switchSpotlight(tx, shopId, id, null, at);
      await store.setShowStatus(tx, shopId, id, to, at);
      const about = { shopId, subjectId: id, at, data: {} };
      if (to === "on_air") await events.append(tx, { ...about, type: "show.opened" });
      if (to === "ended") await events.append(tx, { ...about, type: "show.ended" });
      await recordDeed(tx, { shopId, actor, action: `show.${to}`, subject: id }, at);
    });
    const after = await show(shopId, id);
    tellStatus(after);
    return after;
  }

  function tellStatus({ id, status, publishing }: ShowView): void {
    parts.publish(roomTopic(id), { type: "show.status", data: { status, publishing } });
  }

  /** Puts a product of the run-sheet into the light, or none. Errors: not_found, conflict (not on air). */
  async function spotlight(shopId: string, id: string, productId: string | null) {
    const at = clock.now();
    await db.transaction(async (tx) => {
      const now = await locked(tx, shopId, id);
      if (now.status !== "on_air")
        throw new RefrainError("conflict", "The show is not on air.", { status: now.status });
      const sheet = await store.runSheetOf(tx, shopId, id);
      if (productId && !sheet.some((entry) => entry.productId === productId))
        throw notFound("product on the run-sheet", productId);
      await store.switchSpotlight(tx, shopId, id, productId, at);
      await events.append(tx, { shopId, type: "spotlight.changed", subjectId: id, at, data: { productId } });
    });
    const wire = await spotlightWire(shopId, id);
    parts.publish(roomTopic(id), { type: "spotlight.changed", data: { spotlight: wire ?? null } });
    return wire;
  }

  async function spotlightWire(shopId: string, showId: string) {
    const now = await store.currentSpotlight(db, shopId, showId);
    if (!now) return undefined;
    const product = await shop.catalogue.product(shopId, now.productId);
    const currency = await shop.storefront.currencyOf(shopId);
    return {
      productId: now.productId,
      startedAt: now.startedAt.toISOString(),
      product: productToWire(product, currency),
    };
  }

  async function runSheetWire(shopId: string, showId: string) {
    const entries = await store.runSheetOf(db, shopId, showId);
    const products = await shop.catalogue.products(
      shopId,
      entries.map((entry) => entry.productId),
    );
    const byId = new Map(products.map((product) => [product.id, product]));
    const currency = await shop.storefront.currencyOf(shopId);
    return entries.flatMap(({ productId, position, role, notes }) => {
      const product = byId.get(productId);
      return product
        ? [{ position, role, ...(notes && { notes }), product: productToWire(product, currency) }]
        : [];
    });
  }

  /** The media engine says whether there is a picture. */
  async function notePublishing(showId: string, publishing: boolean): Promise<void> {
    const found = await store.findShowAnywhere(db, showId);
    if (!found || !(await store.setPublishing(db, found.shopId, showId, publishing))) return;
    tellStatus({ ...found, publishing });
  }

  return {
    show,
    plan,
    change,
    step,
    spotlight,
    spotlightWire,
    runSheetWire,
    notePublishing,
    list: (shopId: string, filter: store.ShowFilter) => store.listShows(db, shopId, filter),
    upcoming: (shopId: string, limit: number) => store.listUpcoming(db, shopId, clock.now(), limit),
    onAir: () => store.listOnAir(db),
    runSheet: (shopId: string, showId: string) => store.runSheetOf(db, shopId, showId),
    spotlights: (shopId: string, showId: string) => store.spotlightsOf(db, shopId, showId),
    findAnywhere: (showId: string) => store.findShowAnywhere(db, showId),
  };
}
