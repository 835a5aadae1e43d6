import type { LocalText } from "../../../contract/values.ts";
import { budgetOf, type OwnBudget } from "./budget.ts";
import { inControlGroup } from "./control-group.ts";
import { localMinute, minuteOf, nextLocalMinute } from "./local-time.ts";
import { memberShareDays, shopShareDays, type TrustPolicy } from "./policy.ts";

/**
 * The trust budget's rules as pure functions: everything the gate knows comes in, a decision with its reasons in
 * order comes out. Nothing here reads a clock or a database.
 */

export type GateRule =
  | "expired"
  | "not_a_member"
  | "control_group"
  | "no_consent"
  | "channel_unreachable"
  | "quiet_hours"
  | "minimum_gap"
  | "weekly_budget"
  | "sales_share_member"
  | "sales_share_shop"
  | "duplicate";

export type Wish = {
  readonly shopId: string;
  readonly memberId: string;
  readonly class: "marketing" | "service";
  readonly purpose: "value" | "sales";
  readonly channel: string;
  readonly expiresAt: Date | null;
  /** Two marketing touches with the same topic within two weeks are one too many. */
  readonly topic: string | null;
};

/** Local times between which nobody is written to; the same time twice means never. */
export type QuietHours = Pick<TrustPolicy, "quietFrom" | "quietUntil">;

export type PastTouch = {
  readonly sentAt: Date;
  readonly purpose: "value" | "sales";
  readonly topic: string | null;
};

export type Recipient = {
  readonly joined: boolean;
  readonly timeZone: string;
  readonly consented: boolean;
  readonly reachable: boolean;
  readonly wishedPerWeek: number | null;
  /** What her response made of the shop's budget; null before anything is known. */
  readonly own: OwnBudget | null;
  /** Her own quiet hours in place of the shop's, or null. */
  readonly quiet: QuietHours | null;
  /** Marketing touches of the last 90 days, newest first. */
  readonly past: readonly PastTouch[];
};

/** Marketing touches of the whole shop in the last 28 days. */
export type ShopShare = { readonly touches: number; readonly sales: number };

export type Reason = {
  readonly rule: GateRule;
  readonly passed: boolean;
  readonly limit?: string;
  readonly actual?: string;
  readonly until?: string;
  /** Where the limit is the member's own: why. */
  readonly why?: LocalText;
};

export type Decision = {
  readonly outcome: "send" | "defer" | "refuse";
  /** When to ask again; with `defer` only. */
  readonly until?: Date;
  readonly reasons: readonly Reason[];
};

type Verdict = {
  readonly passed: boolean;
  readonly limit?: string;
  readonly actual?: string;
  /** `never`: waiting does not help. */
  readonly until?: Date | "never";
  readonly why?: LocalText;
};

type Case = {
  readonly wish: Wish;
  readonly who: Recipient;
  readonly policy: TrustPolicy;
  readonly shop: ShopShare;
  readonly now: Date;
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const recheckMs = dayMs;
const topicDays = 14;

/** In the order in which they are asked: what can never change comes first. */
const marketingRules: readonly (readonly [GateRule, (facts: Case) => Verdict])[] = [
  ["expired", notExpired],
  ["not_a_member", isMember],
  ["control_group", notInControl],
  ["no_consent", hasConsent],
  ["channel_unreachable", isReachable],
  ["duplicate", notSaidAlready],
  ["quiet_hours", notQuiet],
  ["minimum_gap", gapKept],
  ["weekly_budget", budgetLeft],
  ["sales_share_member", memberShareKept],
  ["sales_share_shop", shopShareKept],
];

/** Order and service messages are outside the budget: they answer something the shopper did. */
const serviceRules = marketingRules.filter(([rule]) => rule === "expired" || rule === "channel_unreachable");

/**
 * Decides one wish. Every rule is asked, so that the reasons are whole; the first failing one that waiting cannot
 * mend refuses, else the latest moment of all failing ones is when to ask again (never inside quiet hours, and
 * never after the wish has expired).
 */
export function decide(facts: Case): Decision {
  const rules = facts.wish.class === "service" ? serviceRules : marketingRules;
  const answers = rules.map(([rule, ask]) => ({ rule, verdict: ask(facts) }));
  const reasons = answers.map(({ rule, verdict }) => toReason(rule, verdict));
  const failed = answers.filter(({ verdict }) => !verdict.passed);
  if (failed.length === 0) return { outcome: "send", reasons };
  if (failed.some(({ verdict }) => verdict.until === "never")) return { outcome: "refuse", reasons };
  const latest = Math.max(...failed.map(({ verdict }) => (verdict.until as Date).getTime()));
  const { who, policy } = facts;
  const until = outsideQuietHours(who.quiet ?? policy, who.timeZone, new Date(latest));
  const { expiresAt } = facts.wish;
  if (expiresAt && until >= expiresAt) {
    const limit = expiresAt.toISOString();
    const late: Reason = { rule: "expired", passed: false, limit, actual: until.toISOString() };
    return { outcome: "refuse", reasons: [...reasons, late] };
  }
  return { outcome: "defer", until, reasons };
}

function toReason(rule: GateRule, { passed, limit, actual, until, why }: Verdict): Reason {
  return {
    rule,
    passed,
    ...(limit !== undefined && { limit }),
    ...(actual !== undefined && { actual }),
    ...(until instanceof Date && { until: until.toISOString() }),
    ...(why && { why }),
  };
}

function notExpired({ wish, now }: Case): Verdict {
  if (!wish.expiresAt) return { passed: true };
  const passed = now < wish.expiresAt;
  return {
    passed,
    limit: wish.expiresAt.toISOString(),
    actual: now.toISOString(),
    ...(!passed && { until: "never" }),
  };
}

function isMember({ who }: Case): Verdict {
  return who.joined ? { passed: true } : { passed: false, until: "never" };
}

function notInControl({ wish, policy }: Case): Verdict {
  const inside = inControlGroup(wish.shopId, wish.memberId, policy.controlShare);
  return inside ? { passed: false, limit: percent(policy.controlShare), until: "never" } : { passed: true };
}

function hasConsent({ wish, who }: Case): Verdict {
  return who.consented ? { passed: true } : { passed: false, actual: wish.channel, until: "never" };
}

function isReachable({ wish, who }: Case): Verdict {
  return who.reachable ? { passed: true } : { passed: false, actual: wish.channel, until: "never" };
}

function notSaidAlready({ wish, who, now }: Case): Verdict {
  if (!wish.topic) return { passed: true };
  const since = now.getTime() - topicDays * dayMs;
  const same = who.past.find((touch) => touch.topic === wish.topic && touch.sentAt.getTime() > since);
  if (!same) return { passed: true };
  const until = new Date(same.sentAt.getTime() + topicDays * dayMs);
  return { passed: false, limit: `${topicDays} d`, actual: same.sentAt.toISOString(), until };
}

function notQuiet({ policy, who, now }: Case): Verdict {
  const quiet = who.quiet ?? policy;
  const limit = `${quiet.quietFrom}–${quiet.quietUntil} ${who.timeZone}`;
  const minute = localMinute(who.timeZone, now);
  const actual = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const own = who.quiet && { why: { zh: "本人选的免打扰时段", en: "hours of her own choice" } };
  if (!isQuiet(quiet, minute)) return { passed: true, limit, actual, ...own };
  const until = nextLocalMinute(who.timeZone, now, minuteOf(quiet.quietUntil));
  return { passed: false, limit, actual, until, ...own };
}

/** Quiet from (inclusive) until (exclusive); the span may go over midnight. */
function isQuiet({ quietFrom, quietUntil }: QuietHours, minute: number): boolean {
  const from = minuteOf(quietFrom);
  const until = minuteOf(quietUntil);
  if (from === until) return false;
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

function gapKept({ policy, who, now }: Case): Verdict {
  const limit = `${policy.minimumGapHours} h`;
  const last = who.past[0];
  if (!last) return { passed: true, limit };
  const sinceMs = now.getTime() - last.sentAt.getTime();
  const actual = `${(sinceMs / hourMs).toFixed(1)} h`;
  if (sinceMs >= policy.minimumGapHours * hourMs) return { passed: true, limit, actual };
  const until = new Date(last.sentAt.getTime() + policy.minimumGapHours * hourMs);
  return { passed: false, limit, actual, until };
}

/**
 * A budget of b touches a week allows ⌈b⌉ in any 7 days and ⌊4b⌋ in any 28, so that fractions are kept exactly.
 * b is her own, see `budgetOf`.
 */
function budgetLeft({ policy, who, now }: Case): Verdict {
  const { perWeek, why } = budgetOf(policy, who.own, who.wishedPerWeek);
  const inWeek = Math.ceil(perWeek);
  const inMonth = Math.floor(perWeek * 4);
  const week = sentSince(who.past, now, 7);
  const month = sentSince(who.past, now, 28);
  const limit = `${inWeek} / 7 d, ${inMonth} / 28 d`;
  const actual = `${week.length} / 7 d, ${month.length} / 28 d`;
  const said = { limit, actual, ...(why && { why }) };
  if (week.length < inWeek && month.length < inMonth) return { passed: true, ...said };
  if (inMonth === 0) return { passed: false, ...said, until: "never" };
  const weekFree = freeAgain(week, inWeek, 7);
  const monthFree = freeAgain(month, inMonth, 28);
  return { passed: false, ...said, until: new Date(Math.max(weekFree, monthFree, now.getTime() + 1)) };
}

/** When so many of these (newest first) have left the window that one more fits. */
function freeAgain(touches: readonly PastTouch[], most: number, days: number): number {
  const blocking = touches[most - 1];
  return blocking ? blocking.sentAt.getTime() + days * dayMs : 0;
}

/** Windows are half-open: a touch sent exactly so many days ago no longer counts. */
function sentSince(past: readonly PastTouch[], now: Date, days: number): PastTouch[] {
  const since = now.getTime() - days * dayMs;
  return past.filter((touch) => touch.sentAt.getTime() > since);
}

function memberShareKept({ wish, policy, who, now }: Case): Verdict {
  const window = sentSince(who.past, now, memberShareDays);
  const sales = window.filter((touch) => touch.purpose === "sales").length;
  return shareKept(wish, policy, { touches: window.length, sales }, now);
}

function shopShareKept({ wish, policy, shop, now }: Case): Verdict {
  return shareKept(wish, policy, shop, now);
}

/** With this touch counted in, sales stay within their share. Value touches always pass. */
function shareKept(wish: Wish, policy: TrustPolicy, { touches, sales }: ShopShare, now: Date): Verdict {
  if (wish.purpose !== "sales") return { passed: true };
  const limit = percent(policy.salesShare);
  const actual = `${sales + 1} / ${touches + 1}`;
  if (sales + 1 <= policy.salesShare * (touches + 1) + 1e-9) return { passed: true, limit, actual };
  return { passed: false, limit, actual, until: new Date(now.getTime() + recheckMs) };
}

/** This moment, or the end of the quiet hours it falls into. */
export function outsideQuietHours(quiet: QuietHours, timeZone: string, moment: Date): Date {
  if (!isQuiet(quiet, localMinute(timeZone, moment))) return moment;
  return nextLocalMinute(timeZone, moment, minuteOf(quiet.quietUntil));
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

export { memberShareDays, shopShareDays };
