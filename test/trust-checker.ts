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
  /** What her response made of the shop's budget. */
  readonly ownPerWeek?: number;
  /** Her own quiet hours in place of the shop's. */
  readonly quiet?: QuietSpan | null;
  /** Channels she allows all the time, and can be reached on. */
  readonly channels: readonly string[];
};

export type QuietSpan = { readonly quietFrom: string; readonly quietUntil: string };

export type CheckedPolicy = QuietSpan & {
  readonly weeklyBudget: number;
  readonly salesShare: number;
  readonly minimumGapHours: number;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Every violation in words; none is what one wants. `sent` is in the order in which the touches were let go: of two at
 * the same moment the earlier one counts for the later. `stateOf` tells how things stood when this one was let go.
 */
export function findTrustViolations(
  sent: readonly SentTouch[],
  stateOf: (touch: SentTouch) => CheckedMember,
  policy: CheckedPolicy,
): string[] {
  const marketing = sent
    .filter((touch) => touch.class === "marketing")
    .toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
  const found: string[] = [];
  const earlier = new Map<string, SentTouch[]>();
  const shop = slidingShare(28);
  for (const touch of marketing) {
    const who = stateOf(touch);
    const own = [...(earlier.get(touch.memberId) ?? []), touch];
    earlier.set(touch.memberId, own);
    const tell = (what: string) =>
      found.push(`${what}: ${touch.memberId} at ${touch.sentAt.toISOString()} (${who.timeZone})`);
    if (!who.joined) tell("not a member");
    if (who.inControlGroup) tell("control group");
    if (!who.channels.includes(touch.channel)) tell("no consent");
    if (isQuietThere(touch.sentAt, who.timeZone, who.quiet ?? policy)) tell("quiet hours");
    const within = (days: number) =>
      own.filter((one) => touch.sentAt.getTime() - one.sentAt.getTime() < days * dayMs);
    const [, before] = own.toReversed();
    if (before && touch.sentAt.getTime() - before.sentAt.getTime() < policy.minimumGapHours * hourMs)
      tell("minimum gap");
    const perWeek = Math.min(
      who.ownPerWeek ?? policy.weeklyBudget,
      who.wishedPerWeek ?? Number.POSITIVE_INFINITY,
    );
    if (within(7).length > Math.ceil(perWeek)) tell("budget of 7 days");
    if (within(28).length > perWeek * 4) tell("budget of 28 days");
    if (within(14).filter((one) => one.topic !== null && one.topic === touch.topic).length > 1)
      tell("said already");
    const ofShop = shop(touch);
    if (touch.purpose !== "sales") continue;
    const ofHer = within(90);
    const sales = ofHer.filter((one) => one.purpose === "sales").length;
    if (sales > policy.salesShare * ofHer.length + 1e-6) tell("sales share of the member");
    if (ofShop.sales > policy.salesShare * ofShop.touches + 1e-6) tell("sales share of the shop");
  }
  return found;
}

/** Touches and sales of the days that end with each touch handed in, itself included. They come in order of time. */
function slidingShare(days: number): (touch: SentTouch) => { touches: number; sales: number } {
  const list: SentTouch[] = [];
  let first = 0;
  let sales = 0;
  return (touch) => {
    list.push(touch);
    if (touch.purpose === "sales") sales += 1;
    while (touch.sentAt.getTime() - list[first]!.sentAt.getTime() >= days * dayMs) {
      if (list[first]!.purpose === "sales") sales -= 1;
      first += 1;
    }
    return { touches: list.length - first, sales };
  };
}

const faces = new Map<string, Intl.DateTimeFormat>();

function faceIn(timeZone: string): Intl.DateTimeFormat {
  const known = faces.get(timeZone);
  if (known) return known;
  const face = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  faces.set(timeZone, face);
  return face;
}

/** Compares the clock's face as text: "21:00" ≤ "23:10". */
export function isQuietThere(at: Date, timeZone: string, { quietFrom, quietUntil }: QuietSpan): boolean {
  const face = faceIn(timeZone).format(at);
  const clock = face.startsWith("24") ? `00${face.slice(2)}` : face;
  if (quietFrom === quietUntil) return false;
  if (quietFrom < quietUntil) return clock >= quietFrom && clock < quietUntil;
  return clock >= quietFrom || clock < quietUntil;
}
