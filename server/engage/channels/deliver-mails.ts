import { randomBytes } from "node:crypto";
import { sql, type Tx } from "../../platform/database/index.ts";
import type { EngageParts } from "../parts.ts";
import { accountsOf, ownOf } from "../trust/account-store.ts";
import { findPolicy } from "../trust/policy-store.ts";
import { outsideQuietHours } from "../trust/gate.ts";
import { sentFact } from "../touches/decide-touches.ts";
import type { TouchView } from "../touches/touch.ts";
import * as store from "../touches/touch-store.ts";
import { signLink } from "./links.ts";
import { mailOf } from "./mail-text.ts";

const batch = 50;
const atOnce = 3;
const mostAttempts = 8;
/** A mail that was taken over and not reported on within this time belongs to a sender that died. */
const takenForMs = 5 * 60_000;

/**
 * Hands mails that the gate let go to the mail server; returns how many left. Mails are taken over in a short
 * transaction, sent outside any, and marked in another: a silent mail server holds nothing up. A server that is away
 * loses nothing either: the wait doubles from one minute to about two hours. One that refuses for good ends it. What
 * was held up into the member's quiet hours waits for their end, and what has expired meanwhile is not sent. A crash
 * right after the handover may repeat one mail, under the same Message-ID; a clock that jumps may not, because what a
 * living round has taken is nobody else's (see `takeLeaving`).
 *
 * One round at a time in a process, each with one connection for its lock; who asks meanwhile shares the next one.
 */
export function createMailRounds(parts: EngageParts): () => Promise<number> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<number> | undefined;
  return () => {
    next ??= running.then(() => {
      next = undefined;
      const round = deliverMails(parts);
      running = round.catch(() => undefined);
      return round;
    });
    return next;
  };
}

async function deliverMails(parts: EngageParts): Promise<number> {
  let delivered = 0;
  while (await store.isAnyLeaving(parts.db, parts.clock.now())) {
    const { taken, sent } = await parts.db.transaction((lock) => deliverRound(parts, lock));
    delivered += sent;
    if (taken < batch) break;
  }
  return delivered;
}

/** `lock` writes nothing: it keeps the round's number held, and holds up no reader. */
async function deliverRound(parts: EngageParts, lock: Tx): Promise<{ taken: number; sent: number }> {
  const round = randomBytes(6).readUIntBE(0, 6);
  await lock.rows(sql`select pg_advisory_xact_lock(${round}::bigint)`);
  const now = parts.clock.now();
  const until = new Date(now.getTime() + takenForMs);
  const taken = await parts.db.transaction((tx) =>
    store.takeLeaving(tx, now, { until, round, limit: batch }),
  );
  let sent = 0;
  for (let from = 0; from < taken.length; from += atOnce) {
    const left = await Promise.all(
      taken.slice(from, from + atOnce).map((touch) => deliverOne(parts, touch, now)),
    );
    sent += left.filter(Boolean).length;
  }
  return { taken: taken.length, sent };
}

async function deliverOne(parts: EngageParts, touch: TouchView, now: Date): Promise<boolean> {
  const quietUntil = await quietHoursEnd(parts, touch, now);
  if (quietUntil) {
    await store.postpone(parts.db, touch.shopId, touch.id, quietUntil);
    return false;
  }
  const expired = touch.expiresAt !== null && touch.expiresAt <= now;
  const outcome = expired
    ? ({ outcome: "never", reason: "expired before the mail server took it" } as const)
    : await sendOne(parts, touch);
  await parts.db.transaction(async (tx) => {
    if (outcome.outcome === "sent") {
      const marked = await store.markDelivered(tx, touch.shopId, touch.id, now);
      if (marked) await parts.events.append(tx, sentFact(touch, now));
      return;
    }
    const again = outcome.outcome === "later" && touch.attempts + 1 < mostAttempts;
    const dueAt = again ? new Date(now.getTime() + 60_000 * 2 ** touch.attempts) : null;
    await store.markTried(tx, touch.shopId, touch.id, { failure: outcome.reason, dueAt });
    if (dueAt) return;
    const about = { shopId: touch.shopId, memberId: touch.memberId, subjectId: touch.id, at: now };
    const data = { channel: touch.channel, reason: outcome.reason };
    await parts.events.append(tx, { ...about, type: "touch.failed", data });
  });
  return outcome.outcome === "sent";
}

/** When her quiet hours end, if they have begun since the gate let the mail go. */
async function quietHoursEnd(parts: EngageParts, touch: TouchView, now: Date): Promise<Date | undefined> {
  if (touch.class !== "marketing") return undefined;
  const [policy, { timeZone }, [account]] = await Promise.all([
    findPolicy(parts.db, touch.shopId),
    parts.shop.identity.member(touch.shopId, touch.memberId),
    accountsOf(parts.db, touch.shopId, [touch.memberId]),
  ]);
  const allowed = outsideQuietHours(ownOf(account).quiet ?? policy, timeZone, now);
  return allowed > now ? allowed : undefined;
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
