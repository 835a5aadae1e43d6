import { digamma } from "../special/index.ts";

/** Shared knowledge about when people are active: one Dirichlet per segment, all with the same strength. */
export interface ActiveHoursModel {
  /** Slots per member: 24 for hours of the day, 168 for hours of the week. */
  readonly slots: number;
  /** Expected shares per segment, segments × slots, each row adding up to 1. */
  readonly segmentShares: Float64Array;
  /** Shares of the whole shop. */
  readonly shopShares: Float64Array;
  /** κ: how many of a member's own events weigh as much as the segment. */
  readonly strength: number;
}

/** Weight of the shop in a segment, in events. */
const SHOP_WEIGHT = 50;

function sharesOf(counts: Float64Array, prior: Float64Array, weight: number): Float64Array {
  const total = counts.reduce((a, b) => a + b, 0) + weight;
  return counts.map((count, i) => (count + weight * prior[i]!) / total);
}

/**
 * κ by maximum likelihood of the Dirichlet-multinomial at fixed shares: Minka 2000 (revised 2012), "Estimating a
 * Dirichlet distribution", eq. (55) summed over slots.
 */
function strengthOf(
  counts: Float64Array,
  slots: number,
  sharesFor: (member: number) => Float64Array,
): number {
  const members = counts.length / slots;
  let strength = 20;
  for (let round = 0; round < 100; round++) {
    let top = 0;
    let bottom = 0;
    const psiStrength = digamma(strength);
    for (let m = 0; m < members; m++) {
      const shares = sharesFor(m);
      let total = 0;
      for (let h = 0; h < slots; h++) {
        const count = counts[m * slots + h]!;
        if (count === 0) continue;
        total += count;
        top += shares[h]! * (digamma(count + strength * shares[h]!) - digamma(strength * shares[h]!));
      }
      if (total > 0) bottom += digamma(total + strength) - psiStrength;
    }
    if (!(bottom > 0)) break;
    const next = Math.min(1000, Math.max(1, (strength * top) / bottom));
    const still = Math.abs(next - strength) < 1e-3 * strength;
    strength = next;
    if (still) break;
  }
  return strength;
}

/**
 * Learns the shares of shop and segments and how alike members are. `counts` is members × slots (recency weights are
 * allowed, so counts may be fractions); `segmentOf` gives each member's segment, default one segment for all.
 */
export function fitActiveHours(
  counts: Float64Array,
  slots: number,
  segmentOf?: Int32Array,
): ActiveHoursModel {
  const members = counts.length / slots;
  const segments = 1 + (segmentOf ?? new Int32Array(0)).reduce((a, b) => Math.max(a, b), 0);
  const shop = new Float64Array(slots);
  const bySegment = Array.from({ length: segments }, () => new Float64Array(slots));
  for (let m = 0; m < members; m++) {
    for (let h = 0; h < slots; h++) {
      shop[h]! += counts[m * slots + h]!;
      bySegment[segmentOf?.[m] ?? 0]![h]! += counts[m * slots + h]!;
    }
  }
  const even = new Float64Array(slots).fill(1 / slots);
  const shopShares = sharesOf(shop, even, slots);
  const rows = bySegment.map((row) => sharesOf(row, shopShares, SHOP_WEIGHT));
  const segmentShares = new Float64Array(segments * slots);
  rows.forEach((row, s) => segmentShares.set(row, s * slots));
  const strength = strengthOf(counts, slots, (m) => rows[segmentOf?.[m] ?? 0]!);
  return { slots, segmentShares, shopShares, strength };
}

/**
 * Posterior mean of a member's shares per slot, (n_h + κ·π_h)/(n + κ) (Gelman et al. 2013, section 3.4, Dirichlet
 * prior centred on the segment). A member without events gets the segment's shares, an unknown segment the shop's.
 */
export function activeHours(model: ActiveHoursModel, counts: ArrayLike<number>, segment = 0): Float64Array {
  const { slots, strength } = model;
  const from = segment * slots;
  const known = from + slots <= model.segmentShares.length;
  const prior = known ? model.segmentShares.subarray(from, from + slots) : model.shopShares;
  let total = 0;
  for (let h = 0; h < slots; h++) total += counts[h] ?? 0;
  return Float64Array.from(prior, (share, h) => ((counts[h] ?? 0) + strength * share) / (total + strength));
}

/** The slots with the largest shares, best first; ties go to the earlier slot. */
export function bestSlots(shares: Float64Array, howMany: number): number[] {
  return Array.from(shares.keys())
    .toSorted((a, b) => shares[b]! - shares[a]! || a - b)
    .slice(0, howMany);
}
