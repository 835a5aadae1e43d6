/** At most this share of the process's time goes into sending one topic. */
const shareOfTime = 0.3;
const longestWindowMs = 250;
const weightOfNewest = 0.2;
const socketsPerTurn = 500;

/** How long a topic waits between two flushes, from how long its flushes have taken lately. Milliseconds. */
export function flushWindow(averageFanoutMs: number): number {
  return Math.min(longestWindowMs, Math.max(0, averageFanoutMs / shareOfTime));
}

/**
 * Sends a topic's flushes one after the other, so that order holds, and never closer than the window that the cost
 * of the last ones suggests. With few viewers the window is next to nothing and a message leaves at once; with many
 * it grows, messages share a frame, and sends become fewer. Between turns of 500 sockets other work gets its chance.
 */
export function createFanout<Frames, Subscriber>(parts: {
  /** What is to be sent now; undefined when there is nothing. Called once per flush. */
  readonly collect: () => { frames: Frames; to: readonly Subscriber[] } | undefined;
  readonly send: (subscriber: Subscriber, frames: Frames) => void;
}) {
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;
  let isWanted = false;
  let isStopped = false;
  let lastStartMs = -Infinity;
  let averageMs = 0;

  function schedule(): void {
    isWanted = true;
    if (isBusy || isStopped) return;
    isBusy = true;
    const waitMs = lastStartMs + flushWindow(averageMs) - performance.now();
    if (waitMs > 1) timer = setTimeout(flush, waitMs);
    // Not in this very turn: what else the turn publishes goes into the same frame.
    else setImmediate(flush);
  }

  function flush(): void {
    if (isStopped) return;
    isWanted = false;
    lastStartMs = performance.now();
    const flushed = parts.collect();
    if (flushed) sendTurn(flushed.frames, flushed.to, 0);
    else finish();
  }

  function sendTurn(frames: Frames, to: readonly Subscriber[], from: number): void {
    if (isStopped) return;
    const end = Math.min(to.length, from + socketsPerTurn);
    for (let index = from; index < end; index += 1) parts.send(to[index]!, frames);
    if (end < to.length) setImmediate(sendTurn, frames, to, end);
    else finish();
  }

  function finish(): void {
    averageMs += weightOfNewest * (performance.now() - lastStartMs - averageMs);
    isBusy = false;
    if (isWanted) schedule();
  }

  return {
    schedule,
    stop(): void {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
