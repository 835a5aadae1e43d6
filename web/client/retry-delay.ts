const firstMs = 500;
const longestMs = 30_000;

/**
 * How long to wait before the next attempt: it doubles, and half of it is left to chance, so that ten thousand pages
 * which lost the same server do not come back in the same moment. Milliseconds.
 */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  const fullMs = Math.min(longestMs, firstMs * 2 ** attempt);
  return fullMs / 2 + (fullMs / 2) * random();
}
