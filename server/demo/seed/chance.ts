/** A small seeded random source, so that the demo shop is the same at every first start. Mulberry32 (T. Ettinger). */
export type Chance = {
  /** 0 ≤ x < 1 */
  next(): number;
  yes(probability: number): boolean;
  between(low: number, high: number): number;
  whole(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  /** So many different ones, at most all. */
  some<T>(items: readonly T[], count: number): T[];
};

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    yes: (probability) => next() < probability,
    between: (low, high) => low + next() * (high - low),
    whole,
    pick: (items) => items[whole(0, items.length - 1)]!,
    some: (items, count) => {
      const left = [...items];
      const taken = [];
      while (taken.length < count && left.length > 0)
        taken.push(left.splice(whole(0, left.length - 1), 1)[0]!);
      return taken;
    },
  };
}

/** Runs the work for every item, a few at a time, in no particular order. */
export async function inParallel<T>(items: readonly T[], most: number, work: (item: T) => Promise<unknown>) {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
