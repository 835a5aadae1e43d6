/**
 * What a touch is expected to bring in orders over doing nothing, and what it costs in trust.
 *
 *   gain = ρ(choice) · match · attention        cost = υ(purpose) · (1 + n₇ / b) · E₃₆₅ · stake        worth = gain − cost
 *
 * match      how well the touch fits her week, 0 to 1; see the functions below
 * ρ(choice)  extra orders per touch that fits perfectly, learned: posterior mean of a Gamma(ρ₀·K, K) belief about a
 *            Poisson rate with exposure Σ match (Gelman et al. 2013, section 2.6); of the orders credited to touches
 *            only `causedShare` count, because some would have come anyway
 * attention  how often she opens what we send against the usual, posterior mean of a Beta belief worth five touches
 * υ(purpose) chance that a touch makes her unsubscribe, shrunk likewise; n₇ her touches of the last seven days, b her
 *            weekly budget, E₃₆₅ her expected orders of a year, `stake` the part of them an unsubscription loses
 */
export type Choice = "content" | "repeat_reminder" | "recommendation" | "offer" | "show_reminder";
export type Purpose = "value" | "sales";

/** What became of the plan's touches so far, by choice. */
export type Outcomes = {
  readonly choice: Choice;
  readonly purpose: Purpose;
  readonly sent: number;
  /** Σ match of those sent. */
  readonly exposure: number;
  readonly opened: number;
  readonly converted: number;
  readonly unsubscribed: number;
};

/** Before anything is known: extra orders per touch that fits perfectly. */
const effectBefore: Record<Choice, number> = {
  content: 0.01,
  repeat_reminder: 0.15,
  recommendation: 0.01,
  offer: 0.03,
  show_reminder: 0.02,
};
/** Perfectly fitting touches that weigh as much as the belief before; credited orders are not all that a touch does. */
const effectWeight = 1000;
const causedShare = 0.5;

const leavingBefore: Record<Purpose, number> = { value: 0.001, sales: 0.004 };
const leavingWeight = 500;
const stake = 0.1;

const openRateBefore = 0.3;
const openWeight = 5;

/** A touch worth less than one order in two thousand is not worth a member's attention. */
export const leastWorth = 0.0005;

export type Effects = {
  readonly effect: (choice: Choice) => number;
  readonly leaving: (purpose: Purpose) => number;
};

export function learnEffects(outcomes: readonly Outcomes[]): Effects {
  const sum = (rows: readonly Outcomes[], pick: (row: Outcomes) => number) =>
    rows.reduce((total, row) => total + pick(row), 0);
  return {
    effect: (choice) => {
      const rows = outcomes.filter((row) => row.choice === choice);
      const caused = causedShare * sum(rows, (row) => row.converted);
      const exposure = sum(rows, (row) => row.exposure);
      return (effectBefore[choice] * effectWeight + caused) / (effectWeight + exposure);
    },
    leaving: (purpose) => {
      const rows = outcomes.filter((row) => row.purpose === purpose);
      const left = sum(rows, (row) => row.unsubscribed);
      const sent = sum(rows, (row) => row.sent);
      return (leavingBefore[purpose] * leavingWeight + left) / (leavingWeight + sent);
    },
  };
}

/** How often she opens against the usual; 1 for somebody never written to. */
export function attentionOf({ sent, opened }: { readonly sent: number; readonly opened: number }): number {
  return (opened + openRateBefore * openWeight) / ((sent + openWeight) * openRateBefore);
}

/** What is foreseen of a member; for one who has not bought yet, what is usual. */
export type Outlook = {
  readonly aliveChance: number;
  /** Chance that she orders this week whatever we do. */
  readonly weekChance: number;
  readonly expectedOrders30: number;
  readonly expectedOrders365: number;
  readonly repeats: number;
};

export const unknownOutlook: Outlook = {
  aliveChance: 0.6,
  weekChance: 0.02,
  expectedOrders30: 0.1,
  expectedOrders365: 1,
  repeats: 0,
};

/** Still a customer, and not coming this week anyway: only then can a touch change anything. */
export function openness(outlook: Outlook): number {
  return outlook.aliveChance * (1 - outlook.weekChance);
}

const freshDays = 28;
export type Relevance = "due" | "category" | "general";
const relevances: Record<Relevance, number> = { due: 1, category: 0.75, general: 0.5 };

/** Who buys more often has more to come back for: one half for a rare buyer, whole from two orders a month. */
function vigour(outlook: Outlook): number {
  return Math.min(1, 0.5 + outlook.expectedOrders30 / 4);
}

/** A piece fits by how fresh it is (half after four weeks) and how near it is to what she uses. */
export function contentMatch(outlook: Outlook, ageDays: number, relevance: Relevance): number {
  const fresh = 2 ** (-Math.max(0, ageDays) / freshDays);
  return openness(outlook) * vigour(outlook) * fresh * relevances[relevance];
}

export function showMatch(outlook: Outlook): number {
  return openness(outlook) * vigour(outlook);
}

/** A recommendation fits by how many of those who buy in her category have the product. */
export function recommendationMatch(outlook: Outlook, share: number): number {
  return openness(outlook) * Math.min(1, share);
}

/** An offer is for those who waver: nobody who would buy anyway, nobody who never came back. 4·p·(1 − p) is 1 at one half. */
export function offerMatch(outlook: Outlook): number {
  const { aliveChance, weekChance, repeats } = outlook;
  return repeats === 0 ? 0 : 4 * aliveChance * (1 - aliveChance) * (1 - weekChance);
}

export function trustCost(
  leaving: number,
  outlook: Outlook,
  touches: { readonly last7Days: number; readonly perWeek: number },
): number {
  const tired = 1 + touches.last7Days / Math.max(0.5, touches.perWeek);
  return leaving * tired * outlook.expectedOrders365 * stake;
}
