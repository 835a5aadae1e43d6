import { setImmediate as nextTurn } from "node:timers/promises";
import { nextLocalMinute, type TrustPolicy } from "../../engage/index.ts";
import type { Candidate } from "./candidates.ts";

/** One chosen touch that needs its moment. */
export type Slot = {
  readonly memberId: string;
  readonly timeZone: string;
  readonly candidate: Candidate;
  /** Her best hours of the day, best first; empty when unknown. */
  readonly activeHours: readonly number[];
  readonly lastSentAt: Date | null;
  /** Her own quiet hours, else the shop's. */
  readonly quiet: QuietHours;
};

type QuietHours = Pick<TrustPolicy, "quietFrom" | "quietUntil">;

export type WeekFrame = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly policy: Pick<TrustPolicy, "minimumGapHours" | "salesShare">;
};

const hourMs = 3_600_000;
const dayMs = 86_400_000;
/** Without habits known: 10:00 to 20:00. */
const firstHour = 10;
const hoursOfDay = 10;
/** What is to be said before the week is over should not be said in its last hours. */
const lastMomentMs = 6 * hourMs;
/** Value goes out on the first days, so that by the time of a sale there is enough of it. */
const valueDays = 4;
const daysBeforeNeed = 2;
const hoursBeforeShow = 3;
const slotsPerTurn = 250;

/** A number from 0 to 1 that is always the same for a member. */
export function shareOf(memberId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < memberId.length; i += 1) hash = Math.imul(hash ^ memberId.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/**
 * The first moment not before `from` at which she may and likes to be written to, or undefined when it would come too
 * late in the week. Her own active hours outside quiet hours if any, else one between 10:00 and 20:00; always her
 * wall clock.
 */
export function momentFor(
  slot: Omit<Slot, "candidate">,
  week: WeekFrame,
  from: Date,
  until = week.endsAt,
): Date | undefined {
  const { timeZone, lastSentAt, memberId } = slot;
  const gapEnds = lastSentAt ? lastSentAt.getTime() + week.policy.minimumGapHours * hourMs : 0;
  const earliest = Math.max(from.getTime(), week.startsAt.getTime(), gapEnds);
  const moment = nextLocalMinute(timeZone, new Date(earliest), minuteFor(slot, shareOf(memberId)));
  return moment.getTime() <= Math.min(until.getTime(), week.endsAt.getTime() - lastMomentMs)
    ? moment
    : undefined;
}

function minuteFor({ activeHours, quiet }: Pick<Slot, "activeHours" | "quiet">, share: number): number {
  const open = activeHours.filter((hour) => !isQuietHour(quiet, hour));
  const hour = open.length > 0 ? open[Math.floor(share * open.length)]! : defaultHour(quiet, share);
  return hour * 60 + Math.floor(((share * 997) % 1) * 60);
}

function defaultHour(quiet: QuietHours, share: number): number {
  const hours = Array.from({ length: hoursOfDay }, (_, i) => firstHour + i).filter(
    (hour) => !isQuietHour(quiet, hour),
  );
  const usable =
    hours.length > 0
      ? hours
      : Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => !isQuietHour(quiet, hour));
  return usable[Math.floor(share * usable.length)] ?? firstHour;
}

/** Whether any minute of the hour is quiet. */
function isQuietHour({ quietFrom, quietUntil }: QuietHours, hour: number): boolean {
  if (quietFrom === quietUntil) return false;
  const start = `${String(hour).padStart(2, "0")}:00`;
  const end = `${String(hour).padStart(2, "0")}:59`;
  const isQuiet = (time: string) =>
    quietFrom < quietUntil ? time >= quietFrom && time < quietUntil : time >= quietFrom || time < quietUntil;
  return isQuiet(start) || isQuiet(end);
}

/** After this a reminder of a show comes too late. */
export function lastReminder(show: { readonly startsAt: Date }): Date {
  return new Date(show.startsAt.getTime() - hourMs);
}

/** When a touch would best go out, before looking at anybody else. */
function wishedFrom({ candidate, memberId }: Slot, week: WeekFrame): { from: Date; until?: Date } {
  const start = week.startsAt.getTime();
  const share = shareOf(`${memberId} day`);
  if (candidate.show) {
    const showAt = candidate.show.startsAt.getTime();
    return { from: new Date(showAt - dayMs - hoursBeforeShow * hourMs), until: lastReminder(candidate.show) };
  }
  if (candidate.need) {
    const before = candidate.need.dueAt.getTime() - daysBeforeNeed * dayMs;
    const spread = start + share * dayMs;
    return { from: new Date(Math.max(spread, Math.min(before, week.endsAt.getTime() - 2 * dayMs))) };
  }
  return { from: new Date(start + Math.floor(share * valueDays) * dayMs) };
}

/**
 * Moments for all chosen touches, by their order; undefined where the week has none. The gate counts the shop's share
 * when a touch goes out, so the k-th sale waits until as much value as it needs is out: with N touches and S sales
 * before the week and V of value in it, (S + k) ≤ s·(N + V + k).
 */
export async function chooseMoments(
  slots: readonly Slot[],
  week: WeekFrame,
  before: { readonly touches: number; readonly sales: number },
): Promise<(Date | undefined)[]> {
  const moments: (Date | undefined)[] = [];
  for (const [i, slot] of slots.entries()) {
    // Wall clocks are slow to read; requests get their turn meanwhile.
    if (i % slotsPerTurn === slotsPerTurn - 1) await nextTurn();
    const { from, until } = wishedFrom(slot, week);
    moments.push(momentFor(slot, week, from, until) ?? momentFor(slot, week, week.startsAt, until));
  }
  const valueTimes = slots
    .flatMap((slot, i) => (slot.candidate.purpose === "value" && moments[i] ? [moments[i].getTime()] : []))
    .toSorted((a, b) => a - b);
  const { salesShare } = week.policy;
  const sales = slots.flatMap((slot, i) => (slot.candidate.purpose === "sales" && moments[i] ? [i] : []));
  sales.sort((a, b) => slots[b]!.candidate.worth - slots[a]!.candidate.worth);
  // Value that found no moment is missing from the plan's own share.
  const most = Math.floor((salesShare * valueTimes.length) / (1 - salesShare) + 1e-9);
  for (const i of sales.splice(most)) moments[i] = undefined;
  sales.sort((a, b) => moments[a]!.getTime() - moments[b]!.getTime());
  for (const [sold, i] of sales.entries()) {
    const needed = Math.ceil((before.sales + sold + 1) / salesShare - before.touches - (sold + 1) - 1e-9);
    if (needed > valueTimes.length) {
      moments[i] = undefined;
      continue;
    }
    const readyAt = needed > 0 ? valueTimes[needed - 1]! : 0;
    if (moments[i]!.getTime() > readyAt) continue;
    moments[i] = momentFor(slots[i]!, week, new Date(readyAt));
  }
  return moments;
}
