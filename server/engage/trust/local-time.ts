/** Wall clocks of time zones, daylight saving included, from the runtime's own IANA data. */

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
    timeZone,
  });
  formats.set(timeZone, format);
  return format;
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
 * clock jumps over that minute, it is the moment right after the jump.
 */
export function nextLocalMinute(timeZone: string, from: Date, minute: number): Date {
  const wallNow = from.getTime() + zoneOffset(timeZone, from);
  const midnight = Math.floor(wallNow / 86_400_000) * 86_400_000;
  for (let day = 0; day <= 2; day += 1) {
    const wall = midnight + day * 86_400_000 + minute * 60_000;
    const candidate = instantOfWall(timeZone, wall);
    if (candidate.getTime() > from.getTime()) return candidate;
  }
  throw new Error(`No ${minute} in ${timeZone} within two days after ${from.toISOString()}.`);
}

function instantOfWall(timeZone: string, wall: number): Date {
  const first = wall - zoneOffset(timeZone, new Date(wall));
  const second = wall - zoneOffset(timeZone, new Date(first));
  // Where both disagree the wall time falls into a jump; the later one is behind it.
  return new Date(Math.max(first, second));
}

/** "21:30" → 1290. */
export function minuteOf(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}
