import type { LiveChapter } from "./index.ts";

type StudioParts = Pick<LiveChapter, "room" | "figures" | "chat" | "presence" | "tickets">;

/** Everything the studio page shows when it opens. A ticket to publish comes while the show is on air. */
export async function answerStudio(parts: StudioParts, shopId: string, showId: string) {
  const room = await parts.room(shopId, showId);
  const [figures, rules, mutes, returning] = await Promise.all([
    parts.figures(shopId, showId),
    parts.chat.rules(shopId, showId),
    parts.chat.mutes(shopId, showId),
    parts.presence.returning(shopId, showId),
  ]);
  return {
    room,
    figures,
    rules: { ...rules, sensitiveWords: [...rules.sensitiveWords] },
    mutes,
    returning,
    ...(room.show.status === "on_air" && { media: parts.tickets.publish(shopId, showId) }),
  };
}
