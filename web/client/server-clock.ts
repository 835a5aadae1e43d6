/**
 * The server's clock as seen from the page. The measurement with the shortest way there and back is the best one
 * (D. Mills, RFC 5905 §10, clock filter), so a slow one does not replace a quick one, unless it differs by more than
 * its own error can be: then a clock was moved.
 */
export function createServerClock(localMs: () => number = () => performance.now()) {
  let offsetMs = Date.now() - localMs();
  let bestRoundTripMs = Infinity;
  return {
    localMs,
    /** A time that came without a question: right up to the way here. */
    hear(serverTime: number): void {
      bestRoundTripMs = Infinity;
      offsetMs = serverTime - localMs();
    },
    measure(askedAtMs: number, serverTime: number): void {
      const roundTripMs = localMs() - askedAtMs;
      const measuredMs = serverTime + roundTripMs / 2 - localMs();
      const wasMoved = Math.abs(measuredMs - offsetMs) > roundTripMs + bestRoundTripMs;
      if (roundTripMs > bestRoundTripMs && !wasMoved) return;
      bestRoundTripMs = roundTripMs;
      offsetMs = measuredMs;
    },
    now: (): Date => new Date(localMs() + offsetMs),
  };
}
