/** When one may write again, in milliseconds since 1970. */
export type Pause = { readonly untilMs: number; readonly why: "slow" | "muted" };

const noEndMs = 50 * 365 * 86_400_000;

/** What keeps one from writing now: a mute, or slow mode after one's own last message. The longer wait counts. */
export function pauseNow(
  known: {
    readonly mutedUntil: string | undefined;
    readonly slowModeSeconds: number;
    readonly lastSaidMs: number | undefined;
  },
  nowMs: number,
): Pause | undefined {
  const muted = known.mutedUntil === undefined ? 0 : new Date(known.mutedUntil).getTime();
  if (muted > nowMs) return { untilMs: muted, why: "muted" };
  // `nowMs` may be a second old: where slow mode is off, one's own last message keeps nobody waiting.
  if (known.lastSaidMs === undefined || known.slowModeSeconds === 0) return undefined;
  const slow = known.lastSaidMs + known.slowModeSeconds * 1000;
  return slow > nowMs ? { untilMs: slow, why: "slow" } : undefined;
}

/** Whole seconds until it is over, rounded up; undefined for a mute without an end. */
export function secondsLeft(pause: Pause, nowMs: number): number | undefined {
  const left = pause.untilMs - nowMs;
  return left > noEndMs ? undefined : Math.max(0, Math.ceil(left / 1000));
}
