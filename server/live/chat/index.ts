/**
 * Chat 弹幕 of a room and its moderation.
 *
 * Invariants: the record keeps everything that was said, also what was taken off the screens; a message with a known
 * id changes nothing (a retry is harmless); every act of a moderator is in the audit log and can be undone.
 */
import { notFound, RefrainError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids/index.ts";
import { avatarUrl, recordDeed } from "../../shop/index.ts";
import { type LiveParts, memberTopic, roomTopic } from "../parts.ts";
import type { ShowDesk } from "../shows/index.ts";
import { checkMute, checkPace, checkText, loudness, type MuteView, type RoomRules } from "./chat.ts";
import * as store from "./chat-store.ts";

export { maskName, type MuteView, type RoomRules } from "./chat.ts";
export type { MessageView } from "./chat-store.ts";

export type ChatDesk = ReturnType<typeof createChatDesk>;

export function createChatDesk(parts: LiveParts, shows: ShowDesk) {
  const { db, clock, events, shop } = parts;

  /** Errors: not_found, not_on_air, chat_muted, chat_refused, too_many_requests (slow mode). */
  async function say(shopId: string, showId: string, memberId: string, text: string, clientId: string) {
    const show = await shows.show(shopId, showId);
    if (show.status !== "on_air") throw new RefrainError("not_on_air", "The show is not on air.");
    const earlier = await store.findMessage(db, shopId, showId, clientId);
    if (earlier?.memberId === memberId) return messageToWire(earlier);
    const at = clock.now();
    const rules = await store.rulesOf(db, shopId, showId);
    checkMute(await store.findMute(db, shopId, showId, memberId), at);
    checkText(text, rules);
    const member = await shop.identity.member(shopId, memberId);
    const message = { id: clientId, memberId, name: member.name, sender: "shopper" as const, text, at };
    await db.transaction(async (tx) => {
      // One after the other, or two sent at once would both find the slow mode's wait over.
      if (rules.slowModeSeconds > 0) await store.takeTurn(tx, showId, memberId);
      checkPace(await store.lastMessageAt(tx, shopId, showId, memberId), rules, at);
      if (!(await store.insertMessage(tx, { ...message, shopId, showId }))) {
        throw new RefrainError("conflict", "A message with this clientId exists; take a new one.");
      }
      const data = { messageId: clientId, text };
      await events.append(tx, { shopId, type: "chat.said", memberId, subjectId: showId, at, data });
    });
    const wire = messageToWire({ ...message, joined: member.joinedAt !== null });
    parts.publish(roomTopic(showId), { type: "chat.said", data: wire, ...loudness(wire) });
    return wire;
  }

  /** The host's words are never sampled away. Errors: not_found, conflict (not on air). */
  async function sayAsHost(shopId: string, showId: string, name: string, text: string, clientId?: string) {
    const show = await shows.show(shopId, showId);
    if (show.status !== "on_air") throw new RefrainError("conflict", "The show is not on air.");
    const at = clock.now();
    const message = {
      id: clientId ?? newId(at),
      memberId: null,
      name,
      sender: "host" as const,
      text,
      at,
      joined: true,
    };
    const isNew = await store.insertMessage(db, { ...message, shopId, showId });
    if (isNew) {
      parts.publish(roomTopic(showId), { type: "chat.pinned", data: messageToWire(message) });
      return messageToWire(message);
    }
    const earlier = await store.findMessage(db, shopId, showId, message.id);
    if (earlier?.sender !== "host")
      throw new RefrainError("conflict", "A message with this clientId exists; take a new one.");
    return messageToWire(earlier);
  }

  async function remove(shopId: string, showId: string, messageId: string, actor: string): Promise<void> {
    await shows.show(shopId, showId);
    const at = clock.now();
    await db.transaction(async (tx) => {
      if (!(await store.removeMessage(tx, shopId, showId, messageId, actor, at)))
        throw notFound("message", messageId);
      await recordDeed(tx, { shopId, actor, action: "chat.remove", subject: messageId }, at);
    });
    parts.publish(roomTopic(showId), { type: "chat.removed", data: { messageId } });
  }

  async function mute(
    shopId: string,
    showId: string,
    memberId: string,
    minutes: number | undefined,
    reason: string,
    actor: string,
  ) {
    await shows.show(shopId, showId);
    const member = await shop.identity.member(shopId, memberId);
    const at = clock.now();
    const until = minutes === undefined ? null : new Date(at.getTime() + minutes * 60_000);
    const muted: MuteView = { memberId, until, reason, mutedBy: actor, at };
    await db.transaction(async (tx) => {
      await store.saveMute(tx, shopId, showId, muted);
      const data = { minutes: minutes ?? null, reason };
      await events.append(tx, { shopId, type: "chat.muted", memberId, subjectId: showId, at, data });
      await recordDeed(
        tx,
        { shopId, actor, action: "chat.mute", subject: memberId, details: { showId, minutes, reason } },
        at,
      );
    });
    const told = { showId, until: until?.toISOString() ?? null, muted: true };
    parts.publish(memberTopic(memberId), { type: "chat.muted", data: told });
    return muteToWire(muted, member.name);
  }

  async function unmute(shopId: string, showId: string, memberId: string, actor: string): Promise<void> {
    await shows.show(shopId, showId);
    await db.transaction(async (tx) => {
      if (!(await store.deleteMute(tx, shopId, showId, memberId))) throw notFound("mute", memberId);
      await recordDeed(
        tx,
        { shopId, actor, action: "chat.unmute", subject: memberId, details: { showId } },
        clock.now(),
      );
    });
    parts.publish(memberTopic(memberId), { type: "chat.muted", data: { showId, until: null, muted: false } });
  }

  async function setRules(
    shopId: string,
    showId: string,
    rules: RoomRules,
    actor: string,
  ): Promise<RoomRules> {
    await shows.show(shopId, showId);
    await db.transaction(async (tx) => {
      await store.saveRules(tx, shopId, showId, rules);
      await recordDeed(
        tx,
        { shopId, actor, action: "room.rules", subject: showId, details: rules },
        clock.now(),
      );
    });
    const { slowModeSeconds, linksAllowed } = rules;
    parts.publish(roomTopic(showId), { type: "room.rules", data: { slowModeSeconds, linksAllowed } });
    return rules;
  }

  async function mutes(shopId: string, showId: string) {
    const found = await store.listMutes(db, shopId, showId);
    const members = await shop.identity.members(
      shopId,
      found.map((one) => one.memberId),
    );
    const names = new Map(members.map((member) => [member.id, member.name]));
    return found.map((one) => muteToWire(one, names.get(one.memberId) ?? ""));
  }

  return {
    say,
    sayAsHost,
    remove,
    mute,
    unmute,
    setRules,
    mutes,
    rules: (shopId: string, showId: string) => store.rulesOf(db, shopId, showId),
    muteOf: (shopId: string, showId: string, memberId: string) =>
      store.findMute(db, shopId, showId, memberId),
    recent: async (shopId: string, showId: string, limit: number) =>
      (await store.recentMessages(db, shopId, showId, limit)).map(messageToWire),
    count: (shopId: string, showId: string) => store.countMessages(db, shopId, showId),
  };
}

function messageToWire(message: store.MessageView) {
  const { id, memberId, name, sender, text, at, joined } = message;
  const avatar = memberId ? avatarUrl(memberId) : "/api/v1/pictures/avatar-host.svg";
  return {
    id,
    ...(memberId && { memberId }),
    name,
    avatarUrl: avatar,
    text,
    at: at.toISOString(),
    from: sender,
    joined,
  };
}

function muteToWire(mute: MuteView, name: string) {
  const { memberId, until, reason, mutedBy, at } = mute;
  return {
    memberId,
    name,
    reason,
    by: mutedBy,
    at: at.toISOString(),
    ...(until && { until: until.toISOString() }),
  };
}
