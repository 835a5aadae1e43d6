/**
 * Checks by brute force what was sent against the trust budget. It shares no code with the gate: it looks at every
 * touch against every other one, with the wall clock as the runtime writes it.
 */
export type SentTouch = {
  readonly memberId: string;
  readonly sentAt: Date;
  readonly class: "marketing" | "service";
  readonly purpose: "value" | "sales";
  readonly channel: string;
  readonly topic: string | null;
};

export type CheckedMember = {
  readonly timeZone: string;
  readonly joined: boolean;
  readonly inControlGroup: boolean;
  readonly wishedPerWeek: number | null;
  /** Channels she allows all the time, and can be reached on. */
  readonly channels: readonly string[];
};

export type CheckedPolicy = {
  readonly weeklyBudget: number;
  readonly salesShare: number;
  readonly minimumGapHours: number;
  readonly quietFrom: string;
  readonly quietUntil: string;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Every violation in words; none is what one wants. */
export function findTrustViolations(
  sent: readonly SentTouch[],
  memberOf: (id: string) => CheckedMember,
  policy: CheckedPolicy,
): string[] {
  const marketing = sent
    .filter((touch) => touch.class === "marketing")
    .toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
  const found: string[] = [];
  for (const [i, touch] of marketing.entries()) {
    const who = memberOf(touch.memberId);
    const tell = (what: string) =>
      found.push(`${what}: ${touch.memberId} at ${touch.sentAt.toISOString()} (${who.timeZone})`);
    if (!who.joined) tell("not a member");
    if (who.inControlGroup) tell("control group");
    if (!who.channels.includes(touch.channel)) tell("no consent");
    if (isQuietThere(touch.sentAt, who.timeZone, policy)) tell("quiet hours");
    const upToNow = marketing.slice(0, i + 1);
    const own = upToNow.filter((one) => one.memberId === touch.memberId);
    const within = (list: readonly SentTouch[], days: number) =>
      list.filter((one) => touch.sentAt.getTime() - one.sentAt.getTime() < days * dayMs);
    const [, before] = own.toReversed();
    if (before && touch.sentAt.getTime() - before.sentAt.getTime() < policy.minimumGapHours * hourMs)
      tell("minimum gap");
    const perWeek = Math.min(policy.weeklyBudget, who.wishedPerWeek ?? Number.POSITIVE_INFINITY);
    if (within(own, 7).length > Math.ceil(perWeek)) tell("budget of 7 days");
    if (within(own, 28).length > perWeek * 4) tell("budget of 28 days");
    if (within(own, 14).filter((one) => one.topic !== null && one.topic === touch.topic).length > 1)
      tell("said already");
    if (touch.purpose !== "sales") continue;
    const tooMany = (list: readonly SentTouch[]) =>
      list.filter((one) => one.purpose === "sales").length > policy.salesShare * list.length + 1e-6;
    if (tooMany(within(own, 90))) tell("sales share of the member");
    if (tooMany(within(upToNow, 28))) tell("sales share of the shop");
  }
  return found;
}

/** Compares the clock's face as text: "21:00" ≤ "23:10". */
export function isQuietThere(
  at: Date,
  timeZone: string,
  { quietFrom, quietUntil }: Pick<CheckedPolicy, "quietFrom" | "quietUntil">,
): boolean {
  const face = at.toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  const clock = face.startsWith("24") ? `00${face.slice(2)}` : face;
  if (quietFrom === quietUntil) return false;
  if (quietFrom < quietUntil) return clock >= quietFrom && clock < quietUntil;
  return clock >= quietFrom || clock < quietUntil;
}
