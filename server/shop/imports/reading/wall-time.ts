/** Which of `03/04/2025` is the day. */
export type DateOrder = "month_first" | "day_first";

/** Reads a wall time, or a time with its own offset, into an instant. Undefined when it is no time. */
export type TimeReader = (text: string) => Date | undefined;

const minute = 60_000;
const hour = 60 * minute;

/**
 * Reads the ways in which exports write times. Wall times are of `timeZone` (an IANA name; unknown names throw
 * RangeError). A wall time that a clock change skips or repeats is read with the offset before the change.
 */
export function createTimeReader(timeZone: string, dateOrder: DateOrder): TimeReader {
  const offsetAt = createOffsetLookup(timeZone);
  let lastText = "";
  let lastDate: Date | undefined;
  return (text) => {
    // The lines of one order stand together and carry one time.
    if (text === lastText) return lastDate;
    lastText = text;
    lastDate = readTime(text, dateOrder, offsetAt);
    return lastDate;
  };
}

/** Guesses from a sample: a first number above 12 can only be a day, a second one only follows a month. */
export function guessDateOrder(texts: readonly string[]): DateOrder | undefined {
  for (const text of texts) {
    const match = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}/u.exec(text);
    if (!match) continue;
    if (Number(match[1]) > 12) return "day_first";
    if (Number(match[2]) > 12) return "month_first";
  }
  return undefined;
}

const yearFirst =
  /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?(?:[T\s]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/iu;
const yearLast =
  /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[,\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(AM|PM)?$/iu;

function readTime(text: string, dateOrder: DateOrder, offsetAt: (wall: number) => number): Date | undefined {
  const trimmed = text.trim();
  const first = yearFirst.exec(trimmed);
  if (first) {
    const wall = wallTime(first[1], first[2], first[3], first[4], first[5], first[6]);
    if (wall === undefined) return undefined;
    return new Date(wall - (first[7] === undefined ? offsetAt(wall) : writtenOffset(first[7])));
  }
  const last = yearLast.exec(trimmed);
  if (!last) return undefined;
  const [month, day] = dateOrder === "month_first" ? [last[1], last[2]] : [last[2], last[1]];
  const hours = last[7] === undefined ? last[4] : twentyFourHours(last[4], last[7]);
  const wall = wallTime(last[3], month, day, hours, last[5], last[6]);
  return wall === undefined ? undefined : new Date(wall - offsetAt(wall));
}

/** "PM" beside hours above 12 is written by exports that put both; the hours are then right as they stand. */
function twentyFourHours(hours: string | undefined, half: string): string | undefined {
  const number = Number(hours);
  if (hours === undefined || number > 12) return hours;
  return String((number % 12) + (half.toUpperCase() === "PM" ? 12 : 0));
}

/** Milliseconds as if the wall time were UTC; undefined for a day or hour that does not exist. */
function wallTime(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  hours = "0",
  minutes = "0",
  seconds = "0",
): number | undefined {
  const y = Number(year);
  const mo = Number(month);
  const d = Number(day);
  const h = Number(hours);
  const mi = Number(minutes);
  const s = Number(seconds);
  if (y < 1990 || y > 2100 || mo < 1 || mo > 12 || d < 1 || h > 23 || mi > 59 || s > 59) return undefined;
  if (d > new Date(Date.UTC(y, mo, 0)).getUTCDate()) return undefined;
  return Date.UTC(y, mo - 1, d, h, mi, s);
}

function writtenOffset(text: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/u.exec(text);
  if (!match) return 0;
  const size = Number(match[2]) * hour + Number(match[3]) * minute;
  return match[1] === "-" ? -size : size;
}

function createOffsetLookup(timeZone: string): (wall: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const offsetOf = (instant: number): number => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    const wall = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
    return wall - Math.floor(instant / 1000) * 1000;
  };
  // Offsets change on quarter hours at most, so one lookup serves all times within one.
  const known = new Map<number, number>();
  return (wall) => {
    const quarter = Math.floor(wall / (15 * minute));
    const remembered = known.get(quarter);
    if (remembered !== undefined) return remembered;
    const before = offsetOf(wall - 24 * hour);
    const offset = offsetOf(wall - before) === before ? before : settle(wall, before, offsetOf);
    if (known.size > 100_000) known.clear();
    known.set(quarter, offset);
    return offset;
  };
}

function settle(wall: number, before: number, offsetOf: (instant: number) => number): number {
  const after = offsetOf(wall - before);
  return offsetOf(wall - after) === after ? after : before;
}
