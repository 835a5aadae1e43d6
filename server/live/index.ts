/**
 * Chapter 2, live 直播: shows, video, chat, the product in the light, who watches.
 *
 * It calls the shop only. Video runs in its own process behind the `MediaEngine` port; everything a room shows goes
 * over the live socket, and a newcomer gets the whole room as a snapshot.
 * Shutdown: close the media engine before the HTTP server.
 */
import { notFound, RefrainError } from "../platform/errors.ts";
import { answerStudio } from "./studio.ts";
import { keepFacts, keepSales, tellFacts } from "./answer-facts.ts";
import { createChatDesk } from "./chat/index.ts";
import type { MediaEngine } from "./media/index.ts";
import { type Listener, type LiveParts, roomTopic, studioTopic } from "./parts.ts";
import { createPresenceDesk } from "./presence/index.ts";
import { createSalesDesk } from "./sales/index.ts";
import { createShowDesk } from "./shows/index.ts";
import { showToWire } from "./shows/shows-routes.ts";
import { createTickets } from "./tickets.ts";

export { machineAddresses, type MediaEngine, startMediaEngine } from "./media/index.ts";
export { consoleTopic, type Listener, type LiveParts, memberTopic, roomTopic } from "./parts.ts";
export { followVisits, serveLive } from "./serve-live.ts";
export type { ShowInput, ShowView, SpotlightView } from "./shows/index.ts";

export type LiveChapter = ReturnType<typeof createLive>;

const recentMessages = 60;
/** Until when somebody is muted who is muted for good: the last moment that four digits of a year can write. */
const endOfTime = new Date("9999-12-31T23:59:59Z");

export function createLive(parts: LiveParts & { media: MediaEngine; tokenKey: Buffer }) {
  const { db, clock, events, media } = parts;
  const shows = createShowDesk(parts);
  const chat = createChatDesk(parts, shows);
  const presence = createPresenceDesk(parts, shows);
  const sales = createSalesDesk(parts, { shows, presence });
  const tickets = createTickets({ clock, tokenKey: parts.tokenKey });
  const studiosToTell = new Map<string, string>();

  const touchStudio = (shopId: string, showId: string) => void studiosToTell.set(showId, shopId);
  events.addReader({
    name: "live-keep",
    types: ["member.merged", "member.joined"],
    handle: (batch, tx) => keepFacts(batch, tx, touchStudio),
  });
  events.addReader({
    name: "live-sales",
    types: ["order.paid", "order.cancelled", "show.ended", "member.merged"],
    handle: (batch, tx) => keepSales(sales, batch, tx),
  });
  events.addReader({
    name: "live-tell",
    types: ["stock.changed", "order.paid", "order.cancelled", "order.shipped"],
    handle: (batch) => tellFacts(parts, batch, touchStudio),
  });
  media.on((fact) => {
    const publishing = fact.type === "stream.started";
    if (!publishing && fact.type !== "stream.ended") return;
    shows.notePublishing(fact.streamId, publishing).catch((error: unknown) => {
      parts.log.error({ err: error, showId: fact.streamId }, "a show's picture could not be noted");
    });
  });

  function viewersNow(showId: string): number {
    return parts.present(roomTopic(showId), "shopper");
  }

  async function figures(shopId: string, showId: string) {
    const [show, sales, messages, viewers] = await Promise.all([
      shows.show(shopId, showId),
      parts.shop.orders.salesOfShow(shopId, showId),
      chat.count(shopId, showId),
      presence.viewers(shopId, showId),
    ]);
    const { peak, likes, productClicks, newMembers } = show;
    const current = viewersNow(showId);
    return {
      viewers,
      current,
      peak,
      likes,
      messages,
      productClicks,
      orders: sales.orders,
      gmvCents: sales.gmvCents,
      newMembers,
    };
  }

  /** The room as a viewer or the studio sees it. Errors: not_found. */
  async function room(shopId: string, showId: string, memberId?: string) {
    const show = await shows.show(shopId, showId);
    const [runSheet, spotlight, rules, recentChat, joinCode, current, mute] = await Promise.all([
      shows.runSheetWire(shopId, showId),
      shows.spotlightWire(shopId, showId),
      chat.rules(shopId, showId),
      chat.recent(shopId, showId, recentMessages),
      parts.joinCodeOf(shopId, showId),
      sales.inRoom(shopId, showId),
      memberId ? chat.muteOf(shopId, showId, memberId) : undefined,
    ]);
    const now = clock.now();
    const muted = mute && (!mute.until || mute.until > now);
    return {
      show: showToWire(show, viewersNow(showId)),
      runSheet,
      ...(spotlight && { spotlight }),
      rules: { slowModeSeconds: rules.slowModeSeconds, linksAllowed: rules.linksAllowed },
      recentChat,
      ...(joinCode && { joinCode }),
      sales: current,
      ...(muted && { mutedUntil: (mute.until ?? endOfTime).toISOString() }),
      serverTime: now.toISOString(),
    };
  }

  async function assertOnAir(shopId: string, showId: string): Promise<void> {
    const show = await shows.show(shopId, showId);
    if (show.status !== "on_air" || !show.publishing)
      throw new RefrainError("not_on_air", "The show has no picture now.");
  }

  /** Whether somebody on the live socket may follow a topic. */
  async function mayFollow(listener: Listener, topic: string): Promise<boolean> {
    const [kind, id = ""] = topic.split(":");
    if (kind === "member") return listener.kind === "shopper" && listener.memberId === id;
    if (kind === "console") return listener.kind === "staff" && listener.shopId === id;
    if (kind !== "room" && kind !== "studio") return false;
    if (kind === "studio" && !(listener.kind === "staff" && listener.mayHost)) return false;
    if (!/^[0-9a-f-]{36}$/u.test(id)) return false;
    return (await shows.findAnywhere(id))?.shopId === listener.shopId;
  }

  /** What somebody gets who follows a topic anew. */
  async function snapshot(topic: string): Promise<unknown> {
    const [kind, id = ""] = topic.split(":");
    if (kind !== "room" && kind !== "studio") return {};
    const show = await shows.findAnywhere(id);
    if (!show) throw notFound("show", id);
    return kind === "room" ? room(show.shopId, id) : { figures: await figures(show.shopId, id) };
  }

  /** Every second: new figures for studios whose show changed or is being watched. */
  async function tellStudios(): Promise<void> {
    for (const [showId, shopId] of studiosToTell) {
      studiosToTell.delete(showId);
      if (parts.present(studioTopic(showId), "staff") === 0) continue;
      parts.publish(studioTopic(showId), { type: "studio.figures", data: await figures(shopId, showId) });
    }
  }

  /** Every minute: one point of the curve for each show on air. */
  async function noteMinutes(): Promise<void> {
    for (const show of await shows.onAir())
      await presence.noteMinute(show.shopId, show.id, viewersNow(show.id));
  }

  /** After a restart nobody publishes yet: pages should not wait for a picture that is gone. */
  async function forgetPictures(): Promise<void> {
    for (const show of await shows.onAir()) await shows.notePublishing(show.id, false);
  }

  return {
    db,
    shows,
    chat,
    presence,
    sales,
    tickets,
    figures,
    room,
    assertOnAir,
    mayFollow,
    snapshot,
    tellStudios,
    noteMinutes,
    forgetPictures,
    viewersNow,
    /** The studio's figures are sent again within a second. */
    touchStudio,
    stopStream: (showId: string) => media.kick(showId),
    studio: (shopId: string, showId: string) =>
      answerStudio({ room, figures, chat, presence, tickets }, shopId, showId),
  };
}
