/** Where the product reads the time. Rules never call `Date.now()`: they are handed a clock or an instant. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that can be put forward: seeding, the demo and tests live on it. It runs on from where it is set. */
export type MovableClock = Clock & {
  /** Jumps to an instant. */
  set(instant: Date): void;
  /** Jumps forward by milliseconds (negative jumps back). */
  advance(milliseconds: number): void;
  /** Distance to the system clock in milliseconds. */
  offset(): number;
};

export function createMovableClock(base: Clock = systemClock): MovableClock {
  let offsetMs = 0;
  return {
    now: () => new Date(base.now().getTime() + offsetMs),
    set: (instant) => {
      offsetMs = instant.getTime() - base.now().getTime();
    },
    advance: (milliseconds) => {
      offsetMs += milliseconds;
    },
    offset: () => offsetMs,
  };
}

/** A clock that stands still until it is moved: for tests. */
export function createFrozenClock(instant: string | Date): MovableClock {
  const start = new Date(instant);
  return createMovableClock({ now: () => start });
}
