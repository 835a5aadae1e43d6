import { useSyncExternalStore } from "react";

/**
 * The server's time as far as this page knows it. Countdowns and "3 minutes ago" must follow the server's clock,
 * not the phone's: phones are wrong, and a demo shop lives on a clock that can be put forward.
 */
let offsetMs = 0;
const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** Call with the time a server answer named; half the round trip may be added by the caller. */
export function learnServerTime(serverNow: Date | string): void {
  offsetMs = new Date(serverNow).getTime() - Date.now();
  for (const listener of listeners) listener();
}

/** The server's time now, in milliseconds since 1970. */
export function serverTime(): number {
  return Date.now() + offsetMs;
}

/** The server's time, renewed each second or, with `everySeconds`, at full multiples of it. */
export function useNow(everySeconds = 1): Date {
  const step = everySeconds * 1000;
  return new Date(useSyncExternalStore(listen, () => Math.floor(serverTime() / step) * step));
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}
