/**
 * Who gets what this week: one choice a member, or none, so that the whole gain is largest while sales touches stay
 * within their share of all touches.
 *
 * Maximise Σ gain over choices, subject to Σ use ≤ slack, where a sales touch uses 1 − s, a value touch −s (s = the
 * largest share that may sell). The share couples all members, so it is priced: Lagrangian relaxation (Fisher 1981,
 * Management Science 27(1), section 2) with one multiplier λ, found by bisection; for a given λ every member chooses
 * by herself, so the work is linear in the number of choices. The relaxed optimum L(λ) bounds what any plan can gain;
 * the difference to what was found is reported, and is at most λ (one unit of use left over that nobody fits into).
 */
export type Choices = {
  /** Choices of member i are `start[i]` to `start[i + 1]` − 1. */
  readonly start: Int32Array;
  /** Expected gain in orders, positive. */
  readonly gain: Float64Array;
  /** 1 where the touch sells. */
  readonly sells: Uint8Array;
};

export type Assignment = {
  /** Chosen index into the choices per member; −1 for nothing. */
  readonly chosen: Int32Array;
  readonly gain: number;
  /** No plan under the same rules gains more than this. */
  readonly bound: number;
  /** What one more sales touch costs in orders: λ. */
  readonly multiplier: number;
  readonly sales: number;
  readonly touches: number;
};

export type Limits = {
  /** Largest share of touches that may sell. */
  readonly salesShare: number;
  /** Touches of the window before the plan; their sales count in. */
  readonly touchesBefore: number;
  readonly salesBefore: number;
};

const bisections = 60;
const tolerance = 1e-9;

/** Use that may be added: the plan keeps the share by itself and together with the touches before it. */
function slackOf({ salesShare, touchesBefore, salesBefore }: Limits): number {
  return Math.min(0, salesShare * touchesBefore - salesBefore);
}

export function assign(choices: Choices, limits: Limits): Assignment {
  const slack = slackOf(limits);
  const share = limits.salesShare;
  const useOf = (choice: number) => (choice < 0 ? 0 : choices.sells[choice] === 1 ? 1 - share : -share);
  const free = chooseAt(choices, 0, useOf);
  if (free.use <= slack + tolerance || free.sales === 0) {
    return finish(choices, free.chosen, { multiplier: 0, bound: free.value });
  }
  let low = 0;
  let high = largest(choices.gain) / Math.max(tolerance, Math.min(1, 1 - share)) + 1;
  let best = chooseAt(choices, high, useOf);
  // Not even without sales is there room: too many were sold to before.
  if (best.use > slack + tolerance)
    return finish(choices, best.chosen, { multiplier: high, bound: gainOf(choices, best.chosen) });
  for (let round = 0; round < bisections; round += 1) {
    const middle = (low + high) / 2;
    const found = chooseAt(choices, middle, useOf);
    if (found.use <= slack + tolerance) {
      high = middle;
      best = found;
    } else low = middle;
  }
  const bound = best.value + high * slack;
  fillUp(choices, best.chosen, slack - best.use, useOf);
  return finish(choices, best.chosen, { multiplier: high, bound });
}

type UseOf = (choice: number) => number;

/** Every member's own best choice when use costs λ; of equals, the one that uses less. */
function chooseAt({ start, gain, sells }: Choices, lambda: number, useOf: UseOf) {
  const members = start.length - 1;
  const chosen = new Int32Array(members).fill(-1);
  let [use, sales, value] = [0, 0, 0];
  for (let member = 0; member < members; member += 1) {
    let [best, bestUse] = [0, 0];
    for (let choice = start[member]!; choice < start[member + 1]!; choice += 1) {
      const itsUse = useOf(choice);
      const worth = gain[choice]! - lambda * itsUse;
      if (worth < best || (worth === best && itsUse >= bestUse)) continue;
      best = worth;
      bestUse = itsUse;
      chosen[member] = choice;
    }
    value += best;
    use += bestUse;
    if (chosen[member]! >= 0) sales += sells[chosen[member]!]!;
  }
  return { chosen, use, sales, value };
}

/** Uses what is left: the upgrades that gain most for their use, as long as they fit. Changes `chosen`. */
function fillUp({ start, gain }: Choices, chosen: Int32Array, left: number, useOf: UseOf): void {
  const upgrades: { member: number; choice: number; gain: number; use: number }[] = [];
  for (const [member, current] of chosen.entries()) {
    for (let choice = start[member]!; choice < start[member + 1]!; choice += 1) {
      const more = gain[choice]! - (current < 0 ? 0 : gain[current]!);
      const use = useOf(choice) - useOf(current);
      if (more > 0 && use > 0) upgrades.push({ member, choice, gain: more, use });
    }
  }
  upgrades.sort((a, b) => b.gain / b.use - a.gain / a.use);
  const upgraded = new Set<number>();
  let room = left;
  for (const { member, choice, use } of upgrades) {
    if (use > room + tolerance || upgraded.has(member)) continue;
    chosen[member] = choice;
    upgraded.add(member);
    room -= use;
  }
}

function finish(
  choices: Choices,
  chosen: Int32Array,
  found: { multiplier: number; bound: number },
): Assignment {
  let [sales, touches] = [0, 0];
  for (const choice of chosen) {
    if (choice < 0) continue;
    touches += 1;
    sales += choices.sells[choice]!;
  }
  return { chosen, gain: gainOf(choices, chosen), sales, touches, ...found };
}

function gainOf({ gain }: Choices, chosen: Int32Array): number {
  return chosen.reduce((sum, choice) => sum + (choice < 0 ? 0 : gain[choice]!), 0);
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
