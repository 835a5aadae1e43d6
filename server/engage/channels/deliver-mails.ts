import type { EngageParts } from "../parts.ts";
import { sentFact } from "../touches/decide-touches.ts";
import type { TouchView } from "../touches/touch.ts";
import * as store from "../touches/touch-store.ts";
import { signLink } from "./links.ts";
import { mailOf } from "./mail-text.ts";

const batch = 20;
const mostAttempts = 8;

/**
 * Hands mails that the gate let go to the mail server; returns how many left. A server that is away keeps nothing
 * from being sent later: the wait doubles from one minute to about two hours. One that refuses for good ends it.
 * Each mail has its own transaction: a crash right after the handover may repeat one mail, under the same
 * Message-ID.
 */
export async function deliverMails(parts: EngageParts): Promise<number> {
  let delivered = 0;
  for (;;) {
    const now = parts.clock.now();
    const done = await parts.db.transaction(async (tx) => {
      const leaving = await store.claimLeaving(tx, now, batch);
      for (const touch of leaving) {
        const outcome = await sendOne(parts, touch);
        if (outcome.outcome === "sent") {
          await store.markDelivered(tx, touch.shopId, touch.id, now);
          await parts.events.append(tx, sentFact(touch, now));
          delivered += 1;
        } else {
          await noteFailure(parts, tx, touch, outcome, now);
        }
      }
      return leaving.length;
    });
    if (done < batch) return delivered;
  }
}

async function noteFailure(
  parts: EngageParts,
  tx: Parameters<typeof store.markTried>[0] & { inTransaction: true },
  touch: TouchView,
  outcome: { outcome: "later" | "never"; reason: string },
  now: Date,
) {
  const again = outcome.outcome === "later" && touch.attempts + 1 < mostAttempts;
  const dueAt = again ? new Date(now.getTime() + 60_000 * 2 ** touch.attempts) : null;
  await store.markTried(tx, touch.shopId, touch.id, { failure: outcome.reason, dueAt });
  if (dueAt) return;
  const data = { channel: touch.channel, reason: outcome.reason };
  const about = { shopId: touch.shopId, memberId: touch.memberId, subjectId: touch.id, at: now };
  await parts.events.append(tx, { ...about, type: "touch.failed", data });
}

async function sendOne(parts: EngageParts, touch: TouchView) {
  const { shopId, memberId, id } = touch;
  const [member, identities, shop] = await Promise.all([
    parts.shop.identity.member(shopId, memberId),
    parts.shop.identity.identitiesOf(shopId, [memberId]),
    parts.shop.storefront.shop(shopId),
  ]);
  const address = identities.find((one) => one.kind === "email");
  if (!address) return { outcome: "never", reason: "no address" } as const;
  const link = (does: "follow" | "unsubscribe") => signLink(parts.linkKey, { shopId, touchId: id, does });
  const base = parts.publicUrl;
  const unsubscribe = link("unsubscribe");
  const { subject, text, html } = mailOf(touch, member.language, shop.name, {
    follow: `${base}/api/v1/t/${link("follow")}`,
    contact: `${base}/me/data`,
    ...(touch.class === "marketing" && { unsubscribe: `${base}/u/${unsubscribe}` }),
  });
  return parts.sendMail({
    to: address.value,
    subject,
    text,
    html,
    messageId: `<${id}@${new URL(base).hostname}>`,
    ...(touch.class === "marketing" && { unsubscribeUrl: `${base}/api/v1/unsubscribe/${unsubscribe}` }),
  });
}
