import type { MemberView } from "../../shop/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { decide, memberShareDays, type PastTouch, type ShopShare, shopShareDays } from "../trust/gate.ts";
import { ownOf } from "../trust/account-store.ts";
import { momentToDecide } from "../trust/gate-time.ts";
import { lockPolicy, noteDecided, type TrustPolicyView } from "../trust/policy-store.ts";
import { addToTally, shopShare } from "../trust/tally-store.ts";
import type { EngageParts } from "../parts.ts";
import { topicOf, type TouchStatus, type TouchView } from "./touch.ts";
import * as store from "./touch-store.ts";

const dayMs = 86_400_000;
const batch = 200;

/**
 * Lets the gate decide everything that is due, shop by shop and batch by batch; returns how many were decided.
 * One transaction a batch holds the shop's policy row and the members' accounts, so that however many senders there
 * are, no two spend the same last touch. Its time never goes back: see `momentToDecide`.
 */
export async function decideDue(parts: EngageParts): Promise<number> {
  let decided = 0;
  const clock = parts.clock.now();
  for (const { shopId } of await store.shopsWithDue(parts.db, clock)) {
    for (;;) {
      const count = await parts.db.transaction((tx) => decideBatch(parts, tx, shopId, clock));
      decided += count;
      if (count < batch) break;
    }
  }
  return decided;
}

async function decideBatch(parts: EngageParts, tx: Tx, shopId: string, clock: Date): Promise<number> {
  const { policy, decidedAt } = await lockPolicy(tx, shopId, clock);
  const now = momentToDecide(clock, decidedAt);
  if (!now) {
    parts.log.warn({ shopId, clock, decidedAt }, "this clock is behind the gate's; its touches wait");
    return 0;
  }
  const due = await store.claimDue(tx, shopId, now, batch);
  if (due.length === 0) return 0;
  await decideTouches(parts, tx, shopId, policy, due, now);
  await noteDecided(tx, shopId, now);
  return due.length;
}

/** Decides these touches in their order; each one sent counts for those after it. The policy row must be held. */
async function decideTouches(
  parts: EngageParts,
  tx: Tx,
  shopId: string,
  policy: TrustPolicyView,
  touches: readonly TouchView[],
  now: Date,
): Promise<void> {
  const known = await gatherFacts(parts, tx, shopId, touches, now);
  const decided = touches.map((touch) => {
    const who = known.recipient(touch);
    const wish = { ...touch, topic: topicOf(touch) };
    const decision = decide({ wish, who, policy, shop: known.share(), now });
    if (decision.outcome === "send" && touch.class === "marketing") known.note(touch, now);
    return { touch, decision, status: statusAfter(touch, decision.outcome, decision.reasons.some(isExpiry)) };
  });
  await store.writeDecisions(tx, shopId, decided, now);
  await addToTally(tx, shopId, known.sent, now);
  await tellFacts(parts, tx, shopId, decided, now);
}

const isExpiry = (reason: { rule: string; passed: boolean }) => reason.rule === "expired" && !reason.passed;

function statusAfter(touch: TouchView, outcome: "send" | "defer" | "refuse", expired: boolean): TouchStatus {
  if (outcome === "defer") return "deferred";
  if (outcome === "refuse") return expired ? "expired" : "refused";
  // The inbox is this database: what is decided is delivered. Other channels take it over afterwards.
  return touch.channel === "inbox" ? "sent" : "sending";
}

async function gatherFacts(
  parts: EngageParts,
  tx: Tx,
  shopId: string,
  touches: readonly TouchView[],
  now: Date,
) {
  const ids = [...new Set(touches.map((touch) => touch.memberId))];
  const accounts = await store.lockAccounts(tx, shopId, ids);
  const accountOf = new Map(accounts.map((account) => [account.memberId, account]));
  const since = new Date(now.getTime() - memberShareDays * dayMs);
  const past = Map.groupBy(await store.pastTouches(tx, shopId, ids, since), (row) => row.memberId);
  const histories = new Map(
    ids.map((id) => [id, (past.get(id) ?? []).map((row): PastTouch => ({ ...row, topic: topicOf(row) }))]),
  );
  const consents = await store.consentsOf(tx, shopId, ids);
  const granted = new Set(
    consents.filter((row) => row.granted).map((row) => `${row.memberId} ${row.channel}`),
  );
  const members = new Map(
    (await parts.shop.identity.members(shopId, ids, tx)).map((member) => [member.id, member]),
  );
  const addresses = await emailAddresses(parts, tx, shopId, touches);
  const shop = await shopShare(tx, shopId, new Date(now.getTime() - shopShareDays * dayMs));
  /** Let go in this batch. */
  const sent = { touches: 0, sales: 0 };

  return {
    sent,
    /** Of the whole shop, this batch included. */
    share: (): ShopShare => ({ touches: shop.touches + sent.touches, sales: shop.sales + sent.sales }),
    recipient: (touch: TouchView) => {
      const member: MemberView | undefined = members.get(touch.memberId);
      return {
        joined: Boolean(member?.joinedAt) && !member?.mergedInto,
        timeZone: member?.timeZone ?? "UTC",
        consented: granted.has(`${touch.memberId} ${touch.channel}`),
        reachable: touch.channel === "inbox" || addresses.has(touch.memberId),
        ...ownOf(accountOf.get(touch.memberId)),
        past: histories.get(touch.memberId) ?? [],
      };
    },
    note: (touch: TouchView, sentAt: Date) => {
      histories.get(touch.memberId)?.unshift({ sentAt, purpose: touch.purpose, topic: topicOf(touch) });
      sent.touches += 1;
      if (touch.purpose === "sales") sent.sales += 1;
    },
  };
}

async function emailAddresses(
  parts: EngageParts,
  tx: Tx,
  shopId: string,
  touches: readonly TouchView[],
): Promise<Set<string>> {
  const ids = touches.filter((touch) => touch.channel === "email").map((touch) => touch.memberId);
  if (ids.length === 0) return new Set();
  const identities = await parts.shop.identity.identitiesOf(shopId, ids, tx);
  return new Set(identities.filter((one) => one.kind === "email").map((one) => one.memberId));
}

async function tellFacts(
  parts: EngageParts,
  tx: Tx,
  shopId: string,
  decided: readonly store.Decided[],
  at: Date,
) {
  const facts = decided.flatMap(({ touch, decision, status }) => {
    const about = { shopId, memberId: touch.memberId, subjectId: touch.id, at };
    const rule = decision.reasons.find((reason) => !reason.passed)?.rule ?? null;
    const { source } = touch;
    const decidedFact = {
      ...about,
      type: "touch.decided" as const,
      data: { outcome: decision.outcome, rule, source },
    };
    return status === "sent" ? [decidedFact, sentFact(touch, at)] : [decidedFact];
  });
  await parts.events.append(tx, facts);
}

export function sentFact(touch: TouchView, at: Date) {
  const { channel, purpose, kind, source } = touch;
  return {
    shopId: touch.shopId,
    type: "touch.sent" as const,
    memberId: touch.memberId,
    subjectId: touch.id,
    at,
    data: { channel, purpose, class: touch.class, kind, source },
  };
}
