/**
 * Flash sales 秒杀: units of a variant, set aside and sold at a price from a moment on.
 *
 * Invariants: a unit has one owner at most, and a member never has more than the sale allows; an attempt is decided
 * once, however often it is retried; a unit of an order that is cancelled or not paid in time comes back once, first
 * to those who wait, in the order in which they came; after the end every unit is accounted for.
 * Attempts that come together are decided together (`claim-units.ts`). Failure: when a batch fails, each attempt in
 * it is refused as a whole and may be retried; nothing was written. What a process left undone when it died (telling
 * the room, serving those who wait, counting at the end) the ticker of any process takes up: `tick`.
 */
import type { Clock } from "../../platform/clock/index.ts";
import type { Database, Tx } from "../../platform/database/index.ts";
import { RefrainError } from "../../platform/errors.ts";
import type { Events } from "../../platform/events/index.ts";
import { createGather, type Gathered } from "../../platform/gather.ts";
import type { ShopChapter } from "../../shop/index.ts";
import { type LiveParts, memberTopic } from "../parts.ts";
import type { PresenceDesk } from "../presence/index.ts";
import type { ShowDesk } from "../shows/index.ts";
import { createAttemptDesk } from "./attempt-desk.ts";
import * as claims from "./claim-store.ts";
import { type Answer, type Ask, type Batch, claimUnits } from "./claim-units.ts";
import { createSaleTelling } from "./tell-sales.ts";
import { prepareSale, type SaleInput } from "./prepare-sale.ts";
import { reconcileSale } from "./reconcile-sale.ts";
import { statusAt } from "./sale.ts";
import * as store from "./sale-store.ts";
import { endSalesOfShow, noteOpening, stepSale } from "./step-sale.ts";
import { claimToWire, createSaleViews } from "./sale-views.ts";

export { createSaleHandlers } from "./sales-routes.ts";

export type SalesParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly shop: Pick<ShopChapter, "allotments" | "catalogue" | "orders" | "storefront" | "identity">;
};

export type SalesDesk = ReturnType<typeof createSalesDesk>;

const mostInBatch = 500;

export function createSalesDesk(
  parts: SalesParts & Pick<LiveParts, "publish" | "log"> & { readonly tokenKey: Buffer },
  rooms: { readonly shows: ShowDesk; readonly presence: Pick<PresenceDesk, "isInRoom"> },
) {
  const { db, clock } = parts;
  const views = createSaleViews(parts);
  const telling = createSaleTelling(parts, views);
  const gathers = new Map<string, Gathered<Ask, Answer>>();

  async function decide(shopId: string, asks: readonly Ask[]): Promise<readonly Answer[]> {
    const { answers, changed } = await attempt(() =>
      db.transaction((tx) => claimUnits(parts, tx, shopId, asks)),
    );
    for (const claim of changed)
      parts.publish(memberTopic(claim.memberId), { type: "sale.claimed", data: claimToWire(claim) });
    telling.changed(shopId, new Set(asks.map((ask) => ask.saleId)));
    return answers;
  }

  /** All attempts at the sales of one shop go through one line: a second batch would only wait for the first's rows. */
  function ask(shopId: string, one: Ask): Promise<Answer> {
    const known = gathers.get(shopId);
    const gather =
      known ??
      createGather<Ask, Answer>({ most: mostInBatch, work: (asks) => decide(shopId, asks), mayBeOne });
    if (!known) gathers.set(shopId, gather);
    return gather(one);
  }

  /** Serves those who wait with units that came back, and tells those who wait in vain. */
  const serveWaiting = (shopId: string, saleId: string) => ask(shopId, { saleId });

  /** Orders were paid or cancelled: their claims follow, and units that came back go to those who wait. */
  async function followOrders(tx: Tx, shopId: string, cancelled: readonly string[], paid: readonly string[]) {
    const lapsed = await claims.lapseClaims(tx, shopId, cancelled);
    for (const claim of lapsed)
      parts.publish(memberTopic(claim.memberId), { type: "sale.claimed", data: claimToWire(claim) });
    const touched = await claims.claimsOfOrders(tx, shopId, [...cancelled, ...paid]);
    for (const saleId of new Set(touched.map((claim) => claim.saleId)))
      serveWaiting(shopId, saleId).catch((error: unknown) =>
        parts.log.warn({ err: error, saleId }, "those who wait will be served by the ticker"),
      );
  }

  async function step(shopId: string, id: string, to: "open" | "paused" | "ended", actor: string) {
    await db.transaction((tx) => stepSale(parts, tx, shopId, id, to, actor));
    await serveWaiting(shopId, id);
    return views.one(shopId, id);
  }

  /** Every second: tells openings, serves those who wait, counts what has ended. Any process may do it at any time. */
  async function tick(): Promise<void> {
    for (const sale of await store.salesAtWork(db, clock.now())) {
      const { shopId, id } = sale;
      if (sale.status === "prepared" && statusAt(sale, clock.now()) === "open") {
        await db.transaction((tx) => noteOpening(parts, tx, shopId, id));
        telling.changed(shopId, new Set([id]));
      }
      if (sale.status === "open" && sale.waits) await serveWaiting(shopId, id);
      if (sale.status !== "ended") continue;
      const counted = await db.transaction((tx) => reconcileSale(parts, tx, shopId, id));
      if (counted && counted.problems.length > 0)
        parts.log.error({ saleId: id, ...counted }, "units of a flash sale are not accounted for");
    }
  }

  return {
    ...createAttemptDesk(parts, rooms, { ask, views }),
    prepare: async (shopId: string, showId: string, input: SaleInput, key: string, actor: string) => {
      const id = await prepareSale(parts, rooms.shows, shopId, showId, input, key, actor);
      telling.changed(shopId, new Set([id]));
      return views.one(shopId, id);
    },
    step,
    tick,
    followOrders,
    /** Units nobody has go back into stock when the show ends. */
    endOfShow: async (tx: Tx, shopId: string, showId: string) => {
      const ended = await endSalesOfShow(parts, tx, shopId, showId);
      telling.changed(shopId, new Set(ended));
    },
    /** One attempt, decided together with those that come at the same time; who may ask has been checked. */
    decideTogether: ask,
    moveClaims: claims.moveClaims,
    inRoom: views.inRoom,
    inStudio: views.inStudio,
  };
}

/** Where the database is out of reach, trying one by one would only wait five hundred times. */
const mayBeOne = (error: unknown): boolean =>
  !(error instanceof RefrainError && error.code === "unavailable");

/** Two orders of one day may by chance have one number; a batch that meets this is decided anew, with new numbers. */
async function attempt(decideAll: () => Promise<Batch>): Promise<Batch> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await decideAll();
    } catch (error) {
      const isTaken = error instanceof Error && (error as { code?: string }).code === "23505";
      if (!isTaken || error instanceof RefrainError || tries === 3) throw error;
    }
  }
}
