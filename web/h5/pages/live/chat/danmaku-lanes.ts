/** A message on its way through a lane: when it began, and its width in pixels. */
type Passing = { readonly startMs: number; readonly widthPx: number };

export type LaneSettings = {
  readonly lanes: number;
  readonly stageWidthPx: number;
  /** From the right edge until wholly out on the left. */
  readonly passMs: number;
  /** Between one message's tail and the next one's head. */
  readonly gapPx: number;
};

/** `lane` counts from the top. */
export type Place = { readonly lane: number; readonly startMs: number };

/**
 * Finds lanes for messages that fly over the picture. Every message takes the same time, so a longer one is faster:
 * it may enter a lane when the one before has wholly come in and would not be caught up with before it has left.
 */
export function createLanes({ lanes, stageWidthPx, passMs, gapPx }: LaneSettings) {
  const last: (Passing | undefined)[] = Array.from({ length: lanes });

  function freeAtMs(before: Passing | undefined, widthPx: number): number {
    if (before === undefined) return 0;
    const speedBefore = (stageWidthPx + before.widthPx) / passMs;
    const speed = (stageWidthPx + widthPx) / passMs;
    const inside = before.startMs + (before.widthPx + gapPx) / speedBefore;
    // The new head may reach the left edge only when the tail before it has left.
    const notCaught = before.startMs + passMs - (stageWidthPx - gapPx) / speed;
    return Math.max(inside, notCaught);
  }

  return {
    /** The highest lane that is free now. With `mustShow` the one that is free soonest, else undefined when all are full. */
    place(nowMs: number, widthPx: number, mustShow = false): Place | undefined {
      const free = last.map((before) => freeAtMs(before, widthPx));
      let lane = free.findIndex((atMs) => atMs <= nowMs);
      if (lane < 0 && mustShow) lane = free.indexOf(Math.min(...free));
      if (lane < 0) return undefined;
      const startMs = Math.max(nowMs, free[lane]!);
      last[lane] = { startMs, widthPx };
      return { lane, startMs };
    },
  };
}
