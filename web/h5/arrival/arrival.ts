/** What the address says about where a visit comes from: `?show=…&channel=…&touch=…`. */
export type Arrival = {
  readonly showId?: string;
  readonly channel?: string;
  readonly touchId?: string;
};

/** A purchase is credited to a message that was followed within so many days. */
export const creditDays = 7;
const creditMs = creditDays * 86_400_000;

/** A followed message, and when it was followed (milliseconds since 1970). */
export type FollowedTouch = { readonly touchId: string; readonly atMs: number };

/** Reads a kept memory; anything else is none. */
export function readFollowed(kept: unknown): FollowedTouch | undefined {
  if (typeof kept !== "object" || kept === null || !("touchId" in kept) || !("atMs" in kept))
    return undefined;
  const { touchId, atMs } = kept;
  return typeof touchId === "string" && uuid.test(touchId) && typeof atMs === "number"
    ? { touchId, atMs }
    : undefined;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** Reads an address' query. Ids that are none are left out, so that a mangled link still opens the page. */
export function readArrival(search: string): Arrival {
  const words = new URLSearchParams(search);
  const show = words.get("show");
  const touch = words.get("touch");
  const channel = words.get("channel")?.trim().slice(0, 40);
  return {
    ...(show !== null && uuid.test(show) && { showId: show }),
    ...(touch !== null && uuid.test(touch) && { touchId: touch }),
    ...(channel && { channel }),
  };
}

/** The message that a purchase now would be credited to, if one was followed lately. */
export function touchToCredit(followed: FollowedTouch | undefined, nowMs: number): string | undefined {
  if (followed === undefined) return undefined;
  const age = nowMs - followed.atMs;
  return age >= 0 && age < creditMs ? followed.touchId : undefined;
}
