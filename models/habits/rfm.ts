/** Shopify's eleven groups (enum CustomerRfmGroup of its Admin API). */
export type RfmGroup =
  | "CHAMPIONS"
  | "LOYAL"
  | "ACTIVE"
  | "NEW"
  | "PROMISING"
  | "NEEDS_ATTENTION"
  | "AT_RISK"
  | "PREVIOUSLY_LOYAL"
  | "ALMOST_LOST"
  | "DORMANT"
  | "PROSPECTS";

/** Scores 1 (worst) … 5 (best). */
export interface RfmScores {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

/**
 * Scores 1 … 5 by fifths of the ranking, 5 for the largest value. Ties "together" (default): equal values get one
 * score, that of their middle rank, so that nobody is ranked by chance. Ties "first": by order of appearance, which
 * fills the fifths evenly.
 */
export function fifths(values: ArrayLike<number>, ties: "together" | "first" = "together"): Int8Array {
  const n = values.length;
  const order = Array.from({ length: n }, (_, i) => i).toSorted((a, b) => values[a]! - values[b]! || a - b);
  const scores = new Int8Array(n);
  const tied = (k: number, from: number): boolean =>
    ties === "together" && k < n && values[order[k]!] === values[order[from]!];
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (tied(to, from)) to += 1;
    const score = n === 1 ? 3 : Math.max(1, Math.ceil((5 * ((from + to - 1) / 2)) / (n - 1)));
    for (let k = from; k < to; k++) scores[order[k]!] = score;
    from = to;
  }
  return scores;
}

/**
 * The group of a customer with orders. Shopify describes the groups in words without limits; here very recent is
 * recency 5, recent 3–4, not recent 1–2, and the mean of frequency and monetary score stands for "orders and spend":
 * many and most from 4, some from 3 (very strong history from 4.5).
 */
export function rfmGroup(scores: RfmScores): RfmGroup {
  const strength = (scores.frequency + scores.monetary) / 2;
  if (scores.recency >= 5) {
    if (strength >= 4) return "CHAMPIONS";
    return strength >= 2.5 ? "ACTIVE" : "NEW";
  }
  if (scores.recency >= 3) {
    if (strength >= 4) return "LOYAL";
    if (strength < 2.5) return "PROMISING";
    return scores.recency === 4 ? "ACTIVE" : "NEEDS_ATTENTION";
  }
  if (strength >= 4.5) return "PREVIOUSLY_LOYAL";
  if (strength >= 3) return "AT_RISK";
  return strength >= 2 ? "ALMOST_LOST" : "DORMANT";
}

/** One customer per entry. */
export interface RfmInput {
  /** Days since the last order; NaN (or anything) when orders is 0. */
  readonly recencyDays: ArrayLike<number>;
  readonly orders: ArrayLike<number>;
  /** Total spend, in any one unit of money. */
  readonly spend: ArrayLike<number>;
}

/** Scores and group of every customer. People without orders are PROSPECTS with scores 0 and take no part in ranking. */
export interface RfmTable {
  readonly recency: Int8Array;
  readonly frequency: Int8Array;
  readonly monetary: Int8Array;
  readonly group: readonly RfmGroup[];
}

/** Scores all customers against each other and names their groups. */
export function rfm(input: RfmInput, ties: "together" | "first" = "together"): RfmTable {
  const n = input.orders.length;
  const buyers = Array.from({ length: n }, (_, i) => i).filter((i) => input.orders[i]! > 0);
  const table = { recency: new Int8Array(n), frequency: new Int8Array(n), monetary: new Int8Array(n) };
  const recency = fifths(
    Float64Array.from(buyers, (i) => input.recencyDays[i]!),
    ties,
  );
  const frequency = fifths(
    Float64Array.from(buyers, (i) => input.orders[i]!),
    ties,
  );
  const monetary = fifths(
    Float64Array.from(buyers, (i) => input.spend[i]!),
    ties,
  );
  buyers.forEach((i, k) => {
    // Fewest days since the last order is best.
    table.recency[i] = 6 - recency[k]!;
    table.frequency[i] = frequency[k]!;
    table.monetary[i] = monetary[k]!;
  });
  const group = Array.from({ length: n }, (_, i) =>
    input.orders[i]! > 0
      ? rfmGroup({ recency: table.recency[i]!, frequency: table.frequency[i]!, monetary: table.monetary[i]! })
      : "PROSPECTS",
  );
  return { ...table, group };
}
