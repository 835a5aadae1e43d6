import type { showRoutes } from "../../../contract/live/shows.ts";
import type { Handlers } from "../../platform/http/index.ts";
import { actorOf, pictureUrl } from "../../shop/index.ts";
import type { LiveChapter } from "../index.ts";
import type { LiveParts } from "../parts.ts";
import type { ShowView } from "./show.ts";

/** Shows for staff and shoppers, chat, moderation, watching: one handler for each route of the contract. */
export function createShowHandlers(parts: LiveParts, live: LiveChapter): Handlers<typeof showRoutes> {
  const { shows, chat, presence, tickets } = live;
  const toWire = (show: ShowView) => showToWire(show, live.viewersNow(show.id));

  return {
    "GET /api/v1/shows": async ({ query }, { principal }) => {
      const found = await shows.list(principal.shopId, { ...query, limit: query.limit + 1 });
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      const items = page.map(toWire);
      return found.length > query.limit && last ? { items, next: last.id } : { items };
    },
    "POST /api/v1/shows": async ({ body }, { principal }) =>
      toWire(await shows.plan(principal.shopId, body, actorOf(principal))),
    "GET /api/v1/shows/{id}": async ({ params }, { principal }) => {
      const { shopId } = principal;
      const show = toWire(await shows.show(shopId, params.id));
      const runSheet = await shows.runSheetWire(shopId, params.id);
      const { sensitiveWords, ...rules } = await chat.rules(shopId, params.id);
      const joinCode = await parts.joinCodeOf(shopId, params.id);
      const wire = { show, runSheet, rules: { ...rules, sensitiveWords: [...sensitiveWords] } };
      return joinCode ? { ...wire, joinCode } : wire;
    },
    "PUT /api/v1/shows/{id}": async ({ params, body }, { principal }) =>
      toWire(await shows.change(principal.shopId, params.id, body, actorOf(principal))),
    "POST /api/v1/shows/{id}/cancel": async ({ params }, { principal }) =>
      toWire(await shows.step(principal.shopId, params.id, "cancelled", actorOf(principal))),
    "POST /api/v1/shows/{id}/open": async ({ params }, { principal }) => {
      const { shopId } = principal;
      const show = await shows.step(shopId, params.id, "on_air", actorOf(principal));
      return { show: toWire(show), media: tickets.publish(shopId, params.id) };
    },
    "POST /api/v1/shows/{id}/close": async ({ params }, { principal }) => {
      const show = await shows.step(principal.shopId, params.id, "ended", actorOf(principal));
      await live.stopStream(show.id);
      return toWire(show);
    },
    "GET /api/v1/shows/{id}/studio": ({ params }, { principal }) => live.studio(principal.shopId, params.id),
    "POST /api/v1/shows/{id}/spotlight": async ({ params, body }, { principal }) => {
      const spotlight = await shows.spotlight(principal.shopId, params.id, body.productId);
      return spotlight ? { spotlight } : {};
    },
    "PUT /api/v1/shows/{id}/rules": async ({ params, body }, { principal }) => {
      await chat.setRules(principal.shopId, params.id, body, actorOf(principal));
      return body;
    },
    "POST /api/v1/shows/{id}/mutes": ({ params, body }, { principal }) =>
      chat.mute(principal.shopId, params.id, body.memberId, body.minutes, body.reason, actorOf(principal)),
    "DELETE /api/v1/shows/{id}/mutes/{memberId}": async ({ params }, { principal }) => {
      await chat.unmute(principal.shopId, params.id, params.memberId, actorOf(principal));
      return { ok: true };
    },
    "DELETE /api/v1/shows/{id}/chat/{messageId}": async ({ params }, { principal }) => {
      await chat.remove(principal.shopId, params.id, params.messageId, actorOf(principal));
      return { ok: true };
    },
    "POST /api/v1/shows/{id}/chat": ({ params, body }, { principal }) =>
      chat.sayAsHost(principal.shopId, params.id, actorOf(principal), body.text, body.clientId),
    "GET /api/v1/front/shows": async (_, { principal }) => {
      const { shopId } = principal;
      const [onAir, upcoming, ended] = await Promise.all([
        shows.list(shopId, { limit: 10, status: "on_air" }),
        shows.upcoming(shopId, 10),
        shows.list(shopId, { limit: 10, status: "ended" }),
      ]);
      return { onAir: onAir.map(toWire), upcoming: upcoming.map(toWire), ended: ended.map(toWire) };
    },
    "GET /api/v1/front/shows/{id}": ({ params }, { principal }) =>
      live.room(principal.shopId, params.id, principal.memberId),
    "POST /api/v1/front/shows/{id}/ticket": async ({ params }, { principal }) => {
      await live.assertOnAir(principal.shopId, params.id);
      return tickets.play(principal.shopId, params.id);
    },
    "POST /api/v1/front/shows/{id}/chat": ({ params, body }, { principal }) =>
      chat.say(principal.shopId, params.id, principal.memberId, body.text, body.clientId),
    "POST /api/v1/front/shows/{id}/likes": async ({ params, body }, { principal }) => ({
      likes: await presence.like(principal.shopId, params.id, principal.memberId, body.count),
    }),
    "POST /api/v1/front/shows/{id}/watch": async ({ params, body }, { principal }) => {
      await presence.report(principal.shopId, params.id, principal.memberId, body);
      return { ok: true };
    },
  };
}

export function showToWire(show: ShowView, viewers: number) {
  const { id, title, hostName, status, publishing, likes } = show;
  return {
    id,
    title,
    coverUrl: pictureUrl(show.cover),
    hostName,
    status,
    startsAt: show.startsAt.toISOString(),
    ...(show.startedAt && { startedAt: show.startedAt.toISOString() }),
    ...(show.endedAt && { endedAt: show.endedAt.toISOString() }),
    publishing,
    viewers,
    likes,
  };
}
