/**
 * Who watches: entering, leaving, seconds watched, product cards seen and opened, likes.
 *
 * Invariants: 场观 counts each person once a show; what is reported in batches is added, never replaced; a returning
 * member is announced to the studio only when she has joined, with her shows, orders and last purchase.
 */
import { RefrainError } from "../../platform/errors.ts";
import { avatarUrl } from "../../shop/index.ts";
import { type LiveParts, roomTopic, studioTopic } from "../parts.ts";
import type { ShowDesk } from "../shows/index.ts";
import { addLikes, countUp, raisePeak } from "../shows/show-store.ts";
import * as store from "./visit-store.ts";

export type PresenceDesk = ReturnType<typeof createPresenceDesk>;

export type WatchReport = {
  readonly seconds: number;
  readonly seen: readonly string[];
  readonly opened: readonly string[];
};

const proofMs = 90_000;

export function createPresenceDesk(parts: LiveParts, shows: ShowDesk) {
  const { db, clock, events, shop } = parts;

  /** Somebody came into the room. */
  async function enter(shopId: string, showId: string, memberId: string): Promise<void> {
    const at = clock.now();
    const member = await shop.identity.member(shopId, memberId);
    const joined = member.joinedAt !== null;
    const first = await db.transaction(async (tx) => {
      const isFirst = await store.enterShow(tx, shopId, showId, memberId, at);
      const data = { first: isFirst, joined };
      await events.append(tx, { shopId, type: "show.entered", memberId, subjectId: showId, at, data });
      return isFirst;
    });
    if (!first || !joined) return;
    const showsWatched = await store.showsWatchedBy(db, shopId, memberId);
    if (showsWatched < 2 && member.orderCount === 0) return;
    const wire = await returningToWire(shopId, { memberId, showsWatched, enteredAt: at });
    if (wire) parts.publish(studioTopic(showId), { type: "studio.returning", data: wire });
  }

  async function leave(shopId: string, showId: string, memberId: string, seconds: number): Promise<void> {
    const at = clock.now();
    const data = { seconds: Math.max(0, Math.round(seconds)) };
    await db.transaction((tx) =>
      events.append(tx, { shopId, type: "show.left", memberId, subjectId: showId, at, data }),
    );
  }

  /** Errors: not_found. */
  async function report(shopId: string, showId: string, memberId: string, watch: WatchReport): Promise<void> {
    await shows.show(shopId, showId);
    const at = clock.now();
    const known = new Set((await shows.runSheet(shopId, showId)).map((entry) => entry.productId));
    const about = (productId: string) => ({ shopId, memberId, subjectId: productId, at, data: { showId } });
    const seen = watch.seen.filter((id) => known.has(id));
    const opened = watch.opened.filter((id) => known.has(id));
    await db.transaction(async (tx) => {
      await store.addWatchSeconds(tx, shopId, showId, memberId, watch.seconds, at);
      if (opened.length > 0) await countUp(tx, shopId, showId, "product_clicks", opened.length);
      const watched = {
        shopId,
        type: "show.watched" as const,
        memberId,
        subjectId: showId,
        at,
        data: { seconds: watch.seconds },
      };
      await events.append(tx, [
        ...(watch.seconds > 0 ? [watched] : []),
        ...seen.map((id) => ({ ...about(id), type: "product.seen" as const })),
        ...opened.map((id) => ({ ...about(id), type: "product.opened" as const })),
      ]);
    });
  }

  /** Errors: not_found, not_on_air. Returns the show's likes. */
  async function like(shopId: string, showId: string, memberId: string, count: number): Promise<number> {
    const show = await shows.show(shopId, showId);
    if (show.status !== "on_air") throw new RefrainError("not_on_air", "The show is not on air.");
    const at = clock.now();
    const likes = await db.transaction(async (tx) => {
      await events.append(tx, {
        shopId,
        type: "show.liked",
        memberId,
        subjectId: showId,
        at,
        data: { count },
      });
      return addLikes(tx, shopId, showId, count);
    });
    tellCounts(showId, likes);
    return likes;
  }

  function tellCounts(showId: string, likes: number): void {
    parts.publish(roomTopic(showId), {
      type: "room.counts",
      data: { viewers: parts.present(roomTopic(showId), "shopper"), likes },
    });
  }

  /** The number of people in the room changed. */
  async function noteCount(showId: string, viewers: number): Promise<void> {
    const show = await shows.findAnywhere(showId);
    if (!show) return;
    await raisePeak(db, show.shopId, showId, viewers);
    parts.publish(roomTopic(showId), { type: "room.counts", data: { viewers, likes: show.likes } });
  }

  /** Once a minute: how many watch each show on air, for the minute curve. */
  async function noteMinute(shopId: string, showId: string, viewers: number): Promise<void> {
    const at = clock.now();
    await raisePeak(db, shopId, showId, viewers);
    await db.transaction((tx) =>
      events.append(tx, { shopId, type: "show.concurrent", subjectId: showId, at, data: { viewers } }),
    );
  }

  async function returningToWire(shopId: string, row: store.ReturningRow) {
    const [member] = await shop.identity.members(shopId, [row.memberId]);
    if (!member) return undefined;
    const [last] = await shop.orders.list(shopId, { limit: 1, memberId: row.memberId, status: "paid" });
    const lastBought = last?.lines[0]?.title;
    return {
      memberId: member.id,
      name: member.name,
      avatarUrl: avatarUrl(member.id),
      showsWatched: row.showsWatched,
      orders: member.orderCount,
      ...(lastBought && { lastBought }),
      enteredAt: row.enteredAt.toISOString(),
    };
  }

  async function returning(shopId: string, showId: string) {
    const rows = await store.returningIn(db, shopId, showId, 20);
    const wires = await Promise.all(rows.map((row) => returningToWire(shopId, row)));
    return wires.filter((wire) => wire !== undefined);
  }

  /**
   * Whether she is in the room: her live line is open in this process, or she entered or reported watching within the
   * last minute and a half, which another process or a line that just broke leaves as proof.
   */
  async function isInRoom(shopId: string, showId: string, memberId: string): Promise<boolean> {
    if (parts.isPresent(roomTopic(showId), memberId)) return true;
    const seenAt = await store.lastSeenIn(db, shopId, showId, memberId);
    return seenAt !== undefined && clock.now().getTime() - seenAt.getTime() < proofMs;
  }

  return {
    isInRoom,
    enter,
    leave,
    report,
    like,
    noteCount,
    noteMinute,
    returning,
    viewers: (shopId: string, showId: string) => store.countViewers(db, shopId, showId),
  };
}
