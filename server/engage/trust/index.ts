/**
 * The trust budget: consent, the shop's rules, how each member stands, and what she decides herself.
 *
 * Invariants: nobody is written to without consent for the channel; a member's own wish only lowers the budget; a
 * change of the rules needs a reason and is in the audit log.
 */
import { invalidInput, notFound } from "../../platform/errors.ts";
import { recordDeed } from "../../shop/index.ts";
import type { EngageParts } from "../parts.ts";
import { consentsOf } from "../touches/touch-store.ts";
import { consentFigures, findTouch, inboxOf, overviewFigures } from "../touches/touch-views.ts";
import { accountsOf, ownOf, saveQuietHours, saveWish } from "./account-store.ts";
import * as adapting from "./adapt-budgets.ts";
import { budgetOf } from "./budget.ts";
import { changeConsents, channels, type ConsentChange } from "./consent.ts";
import { inControlGroup } from "./control-group.ts";
import type { QuietHours } from "./gate.ts";
import { shopShareDays, type TrustPolicy } from "./policy.ts";
import { findPolicy, savePolicy } from "./policy-store.ts";
import { standingOf } from "./standing.ts";
import { shopShare } from "./tally-store.ts";

export type { TrustPolicy } from "./policy.ts";
export type { Standing } from "./standing.ts";

export type TrustDesk = ReturnType<typeof createTrustDesk>;

const dayMs = 86_400_000;

export function createTrustDesk(parts: EngageParts) {
  const { db, clock, shop } = parts;

  /** Errors: invalid_input when the budget does not lie between floor and ceiling. */
  async function changePolicy(shopId: string, policy: TrustPolicy, reason: string, actor: string) {
    const { weeklyBudget, budgetFloor, budgetCeiling } = policy;
    if (budgetFloor > weeklyBudget) throw invalidInput("budgetFloor", "not above the weekly budget");
    if (budgetCeiling < weeklyBudget) throw invalidInput("budgetCeiling", "not below the weekly budget");
    await db.transaction(async (tx) => {
      const before = await findPolicy(tx, shopId);
      const at = clock.now();
      await savePolicy(tx, shopId, policy, at, "replace");
      const details = { before, after: policy, reason };
      await recordDeed(tx, { shopId, actor, action: "trust.policy", subject: shopId, details }, at);
    });
    return policy;
  }

  async function overview(shopId: string) {
    const now = clock.now();
    const { timeZone } = await shop.storefront.shop(shopId);
    const [figures, consent, policy, { total }] = await Promise.all([
      overviewFigures(db, shopId, now, timeZone),
      consentFigures(db, shopId, new Date(now.getTime() - 28 * dayMs)),
      findPolicy(db, shopId),
      shop.identity.list(shopId, { limit: 1, joined: "yes", sort: "recent" }),
    ]);
    const { sums } = figures;
    return {
      members: total,
      reachable: consent.reachable,
      inControlGroup: await countControl(shopId, policy.controlShare),
      sentLast7Days: sums.week,
      salesLast7Days: sums.weekSales,
      salesShareLast28Days: sums.month === 0 ? 0 : sums.monthSales / sums.month,
      deferred: figures.deferred,
      unsubscribedLast28Days: consent.unsubscribed,
      byRule: figures.byRule,
      byDay: figures.byDay,
      perMember: figures.perMember,
    };
  }

  async function countControl(shopId: string, share: number): Promise<number> {
    let count = 0;
    let after = "00000000-0000-0000-0000-000000000000";
    for (;;) {
      const members = await shop.identity.membersAfter(shopId, after, 5000);
      if (members.length === 0) return count;
      count += members.filter((member) => inControlGroup(shopId, member.id, share)).length;
      after = members.at(-1)!.id;
    }
  }

  async function contactPage(shopId: string, memberId: string) {
    const now = clock.now();
    const [policy, member, consents, [account], { items }] = await Promise.all([
      findPolicy(db, shopId),
      shop.identity.member(shopId, memberId),
      consentsOf(db, shopId, [memberId]),
      accountsOf(db, shopId, [memberId]),
      inboxOf(db, shopId, memberId, 20),
    ]);
    const { wishedPerWeek, own, quiet } = ownOf(account);
    const { perWeek, why } = budgetOf(policy, own, null);
    const { quietFrom, quietUntil } = quiet ?? policy;
    const marketing = items.filter((touch) => touch.class === "marketing");
    return {
      consents: channels.map((channel) => {
        const known = consents.find((row) => row.channel === channel);
        const { granted, since, source } = known ?? {
          granted: false,
          since: member.firstSeenAt,
          source: "never asked",
        };
        return { channel, granted, since, source };
      }),
      timeZone: member.timeZone,
      quietFrom,
      quietUntil,
      quietHoursAreHers: quiet !== null,
      weeklyBudget: perWeek,
      budgetWhy: why,
      wishedPerWeek,
      touchesThisWeek: marketing.filter((touch) => touch.sentAt.getTime() > now.getTime() - 7 * dayMs).length,
      inControlGroup: inControlGroup(shopId, memberId, policy.controlShare),
      recent: items,
    };
  }

  async function changeContact(
    shopId: string,
    memberId: string,
    changes: readonly ConsentChange[],
    wishes: {
      readonly wishedPerWeek?: number | null | undefined;
      /** Her own quiet hours; null takes the shop's again. */
      readonly quietHours?: QuietHours | null | undefined;
    } = {},
  ) {
    await changeConsents(parts, shopId, memberId, changes, "her own settings");
    const { wishedPerWeek, quietHours } = wishes;
    if (wishedPerWeek !== undefined) await saveWish(db, shopId, memberId, wishedPerWeek);
    if (quietHours !== undefined) await saveQuietHours(db, shopId, memberId, quietHours);
  }

  /** The channel of the touch is closed for its member. Twice is once. */
  async function unsubscribe(shopId: string, touchId: string): Promise<void> {
    const touch = await findTouch(db, shopId, touchId);
    if (!touch) throw notFound("touch", touchId);
    const change = { channel: touch.channel, granted: false };
    await changeConsents(parts, shopId, touch.memberId, [change], "unsubscribe link", touchId);
  }

  return {
    policy: (shopId: string) => findPolicy(db, shopId),
    changePolicy,
    overview,
    contactPage,
    changeContact,
    unsubscribe,
    inControlGroup,
    standing: (shopId: string, memberIds: readonly string[]) =>
      standingOf(parts, shopId, memberIds, clock.now()),
    responsesOf: (shopId: string, memberIds: readonly string[]) =>
      adapting.responsesOf(db, shopId, memberIds, clock.now()),
    usualResponses: (shopId: string) => adapting.usualResponses(db, shopId, clock.now()),
    adaptBudgets: (shopId: string, found: readonly adapting.FoundBudget[]) =>
      adapting.adaptBudgets(parts, shopId, found),
    shopsToAdapt: () => adapting.shopsToAdapt(db, new Date(clock.now().getTime() - dayMs)),
    noteAdapted: (shopId: string) => adapting.noteAdapted(db, shopId, clock.now()),
    shopShare: (shopId: string) =>
      shopShare(db, shopId, new Date(clock.now().getTime() - shopShareDays * dayMs)),
  };
}
