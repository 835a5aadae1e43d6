/** Wall clocks of time zones, daylight saving included, from the runtime's own IANA data. */

const dayMs = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const options = {
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
  } as const;
  const format = new Intl.DateTimeFormat("en-US", {
    ...options,
    minute: "2-digit",
    second: "2-digit",
    timeZone: isKnown(timeZone) ? timeZone : "UTC",
  });
  formats.set(timeZone, format);
  return format;
}

/** A name that this runtime does not know counts as UTC: one member's odd zone must not stop the shop's post. */
function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone }).format();
    return true;
  } catch {
    return false;
  }
}

/** How far the zone's wall clock is ahead of UTC at this instant, in milliseconds. */
export function zoneOffset(timeZone: string, instant: Date): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) {
    if (type !== "literal") parts[type] = Number(value);
  }
  const wall = Date.UTC(
    parts["year"]!,
    parts["month"]! - 1,
    parts["day"],
    parts["hour"],
    parts["minute"],
    parts["second"],
  );
  return wall - Math.floor(instant.getTime() / 1000) * 1000;
}

/** Minutes since local midnight, 0 to 1439. */
export function localMinute(timeZone: string, instant: Date): number {
  const wall = new Date(instant.getTime() + zoneOffset(timeZone, instant));
  return wall.getUTCHours() * 60 + wall.getUTCMinutes();
}

/**
 * The first instant strictly after `from` at which the wall clock shows this minute of the day. On a day when the
 * clock jumps over that minute, it is the moment at which it would have been without the jump.
 */
export function nextLocalMinute(timeZone: string, from: Date, minute: number): Date {
  const wallNow = from.getTime() + zoneOffset(timeZone, from);
  const midnight = Math.floor(wallNow / dayMs) * dayMs;
  for (let day = 0; day <= 2; day += 1) {
    const wall = midnight + day * dayMs + minute * 60_000;
    const found = instantsOfWall(timeZone, wall).find((instant) => instant > from.getTime());
    if (found !== undefined) return new Date(found);
  }
  throw new Error(`No ${minute} in ${timeZone} within two days after ${from.toISOString()}.`);
}

/** When the wall clock shows this time, in order: once, twice when it is put back, after the jump when it leaps over it. */
function instantsOfWall(timeZone: string, wall: number): number[] {
  const before = zoneOffset(timeZone, new Date(wall - dayMs));
  const after = zoneOffset(timeZone, new Date(wall + dayMs));
  const shown = [wall - Math.max(before, after), wall - Math.min(before, after)].filter(
    (instant) => instant + zoneOffset(timeZone, new Date(instant)) === wall,
  );
  return shown.length > 0 ? shown : [wall - before];
}

/** "21:30" → 1290. */
export function minuteOf(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}
