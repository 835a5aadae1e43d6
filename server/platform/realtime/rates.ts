/** A token bucket: `perSecond` on average, up to `burst` at once. Time comes from the caller, in milliseconds. */
export function createBucket(perSecond: number, burst: number, startMs: number) {
  let tokens = burst;
  let filledAtMs = startMs;
  return {
    /** Takes one token if there is one. The rate may differ from call to call. */
    take(nowMs: number, rate: number = perSecond, size: number = burst): boolean {
      tokens = Math.min(size, tokens + ((nowMs - filledAtMs) / 1000) * rate);
      filledAtMs = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** Chat messages shown per second: the more people watch, the fewer anybody could read or a phone could draw. */
export function chatRate(viewers: number): number {
  if (viewers < 1_000) return 200;
  return viewers < 10_000 ? 100 : 30;
}
