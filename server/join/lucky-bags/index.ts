/**
 * Lucky bags 福袋: a reason to stay and to join. Members in the room take part with one tap, and at its time as many as
 * were promised win a benefit.
 *
 * Invariants: prizes are set aside before anybody takes part, so that every winner gets hers; each person takes part
 * once; a bag is drawn once; the seed is told to nobody before the draw, and afterwards anybody can recompute it
 * (draw.ts). Failure: a draw that fails is tried again a second later, whole.
 */
import { notFound, RefrainError } from "../../platform/errors.ts";
import { idFrom } from "../../platform/ids/index.ts";
import { roomTopic } from "../../live/index.ts";
import { recordDeed } from "../../shop/index.ts";
import type { JoinParts } from "../index.ts";
import { putBack, takeFromBudget } from "../join-store.ts";
import * as store from "./bag-store.ts";
import { bagToWire } from "./bag-wire.ts";
import { commitmentOf, newSeed } from "./draw.ts";
import { drawBag } from "./draw-bag.ts";

export { moveEntries } from "./bag-store.ts";

export type NewBag = {
  readonly showId: string;
  readonly benefitId: string;
  readonly winners: number;
  readonly seconds: number;
};

/** How long a drawn bag stays in the room. */
const shownAfterMs = 10 * 60_000;
const listed = 50;

export function createLuckyBagDesk(parts: JoinParts) {
  const { db, clock, events, live } = parts;
  /** Bags in which somebody takes part anew: their rooms are told once a second. */
  const changed = new Map<string, string>();

  async function bag(shopId: string, id: string): Promise<store.BagView> {
    const found = await store.findBag(db, shopId, id);
    if (!found) throw notFound("lucky bag", id);
    return found;
  }

  async function tell(shopId: string, id: string): Promise<void> {
    const found = await bag(shopId, id);
    const message = { type: "bag.changed", key: id, data: { bag: bagToWire(found) } } as const;
    parts.publish(roomTopic(found.showId), message);
  }

  /**
   * Errors: not_found; conflict when the show is not on air, another bag is open there, or fewer prizes are left than
   * may win; idempotency_key_reused.
   */
  async function open(shopId: string, input: NewBag, key: string, actor: string): Promise<store.BagView> {
    const show = await live.shows.show(shopId, input.showId);
    const id = idFrom("lucky bag", shopId, key);
    const earlier = await store.findBag(db, shopId, id);
    if (earlier) return sameAs(earlier, input);
    if (show.status !== "on_air") throw new RefrainError("conflict", "The show is not on air.");
    const openedAt = clock.now();
    const closesAt = new Date(openedAt.getTime() + input.seconds * 1000);
    const seed = newSeed();
    const { showId, benefitId, winners } = input;
    const fresh = { id, shopId, showId, benefitId, winners, openedAt, closesAt, seed } as const;
    const commitment = commitmentOf(seed);
    await db.transaction(async (tx) => {
      if (!(await takeFromBudget(tx, shopId, benefitId, winners)))
        throw new RefrainError("conflict", "Fewer of this benefit are left than may win.", {
          field: "winners",
        });
      const bagRow = { ...fresh, commitment, status: "open", drawnAt: null } as const;
      if (!(await store.insertBag(tx, bagRow)))
        throw new RefrainError("conflict", "Another lucky bag is open in this show.");
      const data = { showId, winners, commitment };
      await events.append(tx, { shopId, type: "bag.opened", subjectId: id, at: openedAt, data });
      await recordDeed(tx, { shopId, actor, action: "bag.open", subject: id, details: input }, openedAt);
    });
    await tell(shopId, id);
    return bag(shopId, id);
  }

  /** Errors: not_found; conflict when it is drawn or taken back already. */
  async function cancel(shopId: string, id: string, actor: string): Promise<store.BagView> {
    const { benefitId, winners } = await bag(shopId, id);
    const at = clock.now();
    await db.transaction(async (tx) => {
      if (!(await store.endBag(tx, shopId, id, "cancelled", at)))
        throw new RefrainError("conflict", "The lucky bag is over already.");
      await putBack(tx, shopId, benefitId, winners);
      await recordDeed(tx, { shopId, actor, action: "bag.cancel", subject: id }, at);
    });
    await tell(shopId, id);
    return bag(shopId, id);
  }

  /** Returns the ticket that counts: the first. Errors: not_found; conflict when it is over or the ticket is taken. */
  async function enter(shopId: string, id: string, memberId: string, ticket: string): Promise<string> {
    const { showId } = await bag(shopId, id);
    const at = clock.now();
    await db.transaction(async (tx) => {
      if (!(await store.holdOpen(tx, shopId, id, at)))
        throw new RefrainError("conflict", "The lucky bag is over.");
      if (!(await store.insertEntry(tx, { shopId, bagId: id, memberId, ticket, at }))) return;
      const about = { shopId, memberId, subjectId: id, at };
      await events.append(tx, { ...about, type: "bag.entered", data: { showId } });
      changed.set(id, shopId);
    });
    const mine = await store.findEntry(db, shopId, id, memberId);
    if (!mine) throw new RefrainError("conflict", "Another shopper has this ticket; make a new one.");
    return mine.ticket;
  }

  /** What a shopper sees in the room: the bag that is open or was just drawn, and how she stands in it. */
  async function inRoom(shopId: string, showId: string, memberId: string) {
    await live.shows.show(shopId, showId);
    const [latest] = await store.bagsOfShow(db, shopId, showId, 1);
    const now = clock.now().getTime();
    const isThere =
      latest?.status === "open" || (latest?.drawnAt && now - latest.drawnAt.getTime() < shownAfterMs);
    if (!latest || !isThere) return { bag: undefined, entry: undefined };
    return { bag: latest, entry: await store.findEntry(db, shopId, latest.id, memberId) };
  }

  /** Errors: not_found; conflict before the draw, because the seed decides it. */
  async function proof(shopId: string, id: string) {
    const found = await bag(shopId, id);
    if (found.status !== "drawn") throw new RefrainError("conflict", "The lucky bag is not drawn yet.");
    const entries = await store.entriesOf(db, shopId, id);
    return {
      bagId: id,
      prize: found.prize,
      commitment: found.commitment,
      seed: found.seed,
      winners: found.winners,
      tickets: entries.map(({ ticket }) => ticket),
      winning: entries.filter(({ won }) => won).map(({ ticket }) => ticket),
    };
  }

  /** Draws what is due and tells rooms where somebody takes part anew. */
  async function tick(): Promise<void> {
    for (const { shopId, id } of await store.dueBags(db, clock.now())) {
      if (await drawBag(parts, await bag(shopId, id))) changed.set(id, shopId);
    }
    for (const [id, shopId] of changed) {
      changed.delete(id);
      await tell(shopId, id);
    }
  }

  return {
    open,
    cancel,
    enter,
    inRoom,
    proof,
    tick,
    ofShow: async (shopId: string, showId: string) => {
      await live.shows.show(shopId, showId);
      return store.bagsOfShow(db, shopId, showId, listed);
    },
  };
}

function sameAs(earlier: store.BagView, { showId, benefitId, winners, seconds }: NewBag): store.BagView {
  const isSame =
    earlier.showId === showId &&
    earlier.benefitId === benefitId &&
    earlier.winners === winners &&
    earlier.closesAt.getTime() - earlier.openedAt.getTime() === seconds * 1000;
  if (!isSame) throw new RefrainError("idempotency_key_reused");
  return earlier;
}
