/**
 * Chapter 4, engage 激活: the trust budget, touches and their channels, content.
 *
 * The one gate: whatever wishes to reach a member hands a wish to `touches.requestMany`; `runDue` lets the gate
 * decide what is due and the channels deliver what it let go. There is no other way to a member.
 * Failure: a channel that is away never loses a touch; a crash between decision and delivery is taken up again.
 */
import { engageRoutes } from "../../contract/engage/engage.ts";
import { notFound, RefrainError } from "../platform/errors.ts";
import type { Http } from "../platform/http/index.ts";
import { recordDeed } from "../shop/index.ts";
import { createMailRounds } from "./channels/deliver-mails.ts";
import { createContentDesk } from "./content/index.ts";
import type { EngageParts } from "./parts.ts";
import { answerFacts } from "./touches/answer-facts.ts";
import { decideDue } from "./touches/decide-touches.ts";
import { requestTouches } from "./touches/request-touches.ts";
import { createTouchHandlers } from "./touches/touches-routes.ts";
import { markSeen } from "./touches/touch-store.ts";
import type { Channel, TouchView, TouchWish } from "./touches/touch.ts";
import * as views from "./touches/touch-views.ts";
import { createTrustDesk } from "./trust/index.ts";
import { createTrustHandlers } from "./trust/trust-routes.ts";

export type { ContentInput, ContentView } from "./content/index.ts";
export type { EngageParts } from "./parts.ts";
export type { Channel, TouchKind, TouchPurpose, TouchView, TouchWish } from "./touches/touch.ts";
export type { Standing, TrustPolicy } from "./trust/index.ts";
export { nextLocalMinute, zoneOffset } from "./trust/local-time.ts";

export type EngageChapter = ReturnType<typeof createEngage>;

export function createEngage(parts: EngageParts) {
  const { db, clock, events } = parts;
  const trust = createTrustDesk(parts);
  const content = createContentDesk(parts);
  const deliverMails = createMailRounds(parts);

  events.addReader({
    name: "engage",
    types: ["member.joined", "join.consented", "order.paid", "order.shipped", "member.merged"],
    handle: (batch, tx) => answerFacts(parts, batch, tx),
  });
  events.addReader({
    name: "engage-inbox",
    types: ["touch.sent"],
    handle: async (batch) => {
      for (const { shopId, memberId, subjectId } of batch) {
        if (!memberId || !subjectId) continue;
        parts.notifyInbox(shopId, memberId, subjectId, await views.unreadOf(db, shopId, memberId));
      }
    },
  });

  async function touch(shopId: string, id: string): Promise<TouchView> {
    const found = await views.findTouch(db, shopId, id);
    if (!found) throw notFound("touch", id);
    return found;
  }

  /** Notes the first opening or click; with `memberId`, only of her own touches. Returns the touch. */
  async function noteSeen(shopId: string, id: string, what: "opened" | "clicked", memberId?: string) {
    const found = await touch(shopId, id);
    if (memberId && found.memberId !== memberId) throw notFound("touch", id);
    const at = clock.now();
    await db.transaction(async (tx) => {
      const about = { shopId, memberId: found.memberId, subjectId: id, at, data: { channel: found.channel } };
      if (await markSeen(tx, shopId, id, "opened", at))
        await events.append(tx, { ...about, type: "touch.opened" });
      if (what === "clicked" && (await markSeen(tx, shopId, id, "clicked", at))) {
        await events.append(tx, { ...about, type: "touch.clicked" });
      }
    });
    return found;
  }

  /** Lets the gate decide all that is due and the channels deliver. Returns how much was done. */
  async function runDue(): Promise<{ decided: number; delivered: number }> {
    const decided = await decideDue(parts);
    return { decided, delivered: await deliverMails() };
  }

  /** One piece of content to one member, asked for by a person. The gate decides at once when it is due now. */
  async function sendContent(
    shopId: string,
    ask: {
      memberId: string;
      channel: Channel;
      contentId: string;
      notBefore?: string | undefined;
      expiresAt?: string | undefined;
    },
    key: string,
    actor: string,
  ): Promise<string> {
    const piece = await content.piece(shopId, ask.contentId);
    const [id] = await requestTouches(parts, [
      {
        shopId,
        memberId: ask.memberId,
        channel: ask.channel,
        class: "marketing",
        purpose: piece.purpose,
        kind: piece.purpose === "sales" ? "offer" : "content",
        subject: piece.title,
        body: piece.body,
        why: { zh: "店铺为你挑选的内容", en: "Chosen for you by the shop" },
        link: piece.productId ? `/p/${piece.productId}` : null,
        productId: piece.productId,
        contentId: piece.id,
        source: `person:${actor}`,
        worth: 1,
        notBefore: ask.notBefore ? new Date(ask.notBefore) : clock.now(),
        expiresAt: ask.expiresAt ? new Date(ask.expiresAt) : null,
        key,
      },
    ]);
    const asked = await touch(shopId, id!);
    const isSame =
      asked.memberId === ask.memberId && asked.channel === ask.channel && asked.contentId === ask.contentId;
    if (!isSame) throw new RefrainError("idempotency_key_reused");
    await recordDeed(db, { shopId, actor, action: "touch.ask", subject: id!, details: ask }, clock.now());
    await runDue();
    return id!;
  }

  return {
    trust,
    content,
    sendContent,
    runDue,
    touches: {
      requestMany: (wishes: readonly TouchWish[]) => requestTouches(parts, wishes),
      touch,
      noteSeen,
      list: (shopId: string, filter: views.TouchFilter) => views.listTouches(db, shopId, filter),
      inbox: (shopId: string, memberId: string, limit: number, after?: string) =>
        views.inboxOf(db, shopId, memberId, limit, after),
      /** The touch and every decision about it, first to last. */
      explain: async (shopId: string, id: string) => ({
        touch: await touch(shopId, id),
        decisions: await views.decisionsOf(db, shopId, id),
      }),
    },
  };
}

export function serveEngage(http: Http, parts: EngageParts, engage: EngageChapter): void {
  http.serve(engageRoutes, { ...createTouchHandlers(parts, engage), ...createTrustHandlers(parts, engage) });
}
