/**
 * The season of a shop as a change of clock: in a busy week time runs faster. Purchases that come at rate λ·s(t) come at
 * rate λ on the clock C(t) = ∫ s (time-change theorem of point processes; Daley & Vere-Jones 2003, section 7.4), so
 * intervals are measured on C, and forecasts are led back from C to days.
 */
import { fitMbgNbd, mbgNbdAliveAll } from "../customer-base/index.ts";
import { visitSummary, type Visits } from "./visits.ts";

/** Index of every week of the year, mean 1: 1.3 = people come 1.3 times as often as usual. */
export interface Season {
  /** Week k of the year begins k·365.25/52 days after a day that is a multiple of 365.25. */
  readonly index: Float64Array;
}

const YEAR_DAYS = 365.25;
const WEEKS = 52;
const WEEK_DAYS = YEAR_DAYS / WEEKS;

/** Less than a year says nothing about a season. */
const LEAST_SPAN_DAYS = 365;
/** Weight of "no season" in a week, in visits: with a hundred visits the week's own figure weighs five sixths. */
const PRIOR_VISITS = 20;
/** A closed shop must not stop the clock: intervals would lose their length. */
const LEAST_INDEX = 0.2;

/** No season: the clock is the calendar. */
export const noSeason: Season = { index: new Float64Array(WEEKS).fill(1) };

/** Days on the season's clock. */
export interface SeasonClock {
  readonly at: (day: number) => number;
  /** The day of the calendar at which the clock stands so. */
  readonly dayOf: (time: number) => number;
}

const clocks = new WeakMap<Season, SeasonClock>();

/** The clock of a season; without one `at` and `dayOf` give back what they get. */
export function seasonClock(season: Season): SeasonClock {
  const known = clocks.get(season);
  if (known) return known;
  const clock = makeClock(season);
  clocks.set(season, clock);
  return clock;
}

function makeClock({ index }: Season): SeasonClock {
  const weekDays = YEAR_DAYS / index.length;
  const sum = new Float64Array(index.length + 1);
  for (let k = 0; k < index.length; k++) sum[k + 1] = sum[k]! + index[k]! * weekDays;
  const year = sum[index.length]!;
  return {
    at: (day) => {
      const years = Math.floor(day / YEAR_DAYS);
      const within = day - years * YEAR_DAYS;
      const week = Math.min(index.length - 1, Math.floor(within / weekDays));
      return years * year + sum[week]! + (within - week * weekDays) * index[week]!;
    },
    dayOf: (time) => {
      const years = Math.floor(time / year);
      const within = time - years * year;
      let week = Math.min(index.length - 1, Math.floor((within / year) * index.length));
      while (week > 0 && sum[week]! > within) week -= 1;
      while (week < index.length - 1 && sum[week + 1]! <= within) week += 1;
      return years * YEAR_DAYS + week * weekDays + (within - sum[week]!) / index[week]!;
    },
  };
}

function weekOfYear(day: number): number {
  return ((Math.floor(day / WEEK_DAYS) % WEEKS) + WEEKS) % WEEKS;
}

/** Repeat visits of the members per week of the year, seen and expected had there been no season. */
function countWeeks(visits: Visits, endDay: number) {
  const summary = visitSummary(visits, endDay, seasonClock(noSeason));
  const { params } = fitMbgNbd(summary);
  const alive = mbgNbdAliveAll(params, summary);
  const seen = new Float64Array(WEEKS);
  const expected = new Float64Array(WEEKS);
  for (let i = 0; i < summary.n; i++) {
    const member = summary.customer[i]!;
    const [from, to] = [visits.start[member]!, visits.start[member + 1]!];
    for (let k = from + 1; k < to; k++) seen[weekOfYear(visits.day[k]!)]! += 1;
    const events = params.r + summary.x[i]!;
    // After the last visit a member is gone or not, whatever the day: MBG/NBD lets people leave at a purchase only.
    const later = (alive[i]! * events) / (params.alpha + summary.T[i]!);
    const sooner = later + ((1 - alive[i]!) * events) / (params.alpha + summary.tx[i]!);
    for (let day = visits.day[from]! + 1; day <= endDay; day++) {
      expected[weekOfYear(day)]! += day <= visits.day[to - 1]! ? sooner : later;
    }
  }
  return { seen, expected };
}

/** Weighs a week with the two beside it, 1 : 2 : 1, around the year. */
function smooth(values: Float64Array): Float64Array {
  return values.map((value, k) => {
    const before = values[(k + WEEKS - 1) % WEEKS]!;
    const after = values[(k + 1) % WEEKS]!;
    return (before + 2 * value + after) / 4;
  });
}

/**
 * Learns the season from the visits of known members: visits seen ÷ visits expected per week of the year (the ratio
 * estimator of a multiplicative intensity, Aalen 1978, Annals of Statistics 6(4)), smoothed and shrunk to 1. From a
 * single year a season cannot be told from a shop's ups and downs; with every further year it can.
 */
export function learnSeason(visits: Visits, endDay: number): Season {
  const firstDay = visits.day.reduce((a, b) => Math.min(a, b), Infinity);
  if (!(endDay - firstDay >= LEAST_SPAN_DAYS)) return noSeason;
  const { seen, expected } = countWeeks(visits, endDay);
  const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  const level = total(seen) / Math.max(1e-9, total(expected));
  const [counted, usual] = [smooth(seen), smooth(expected)];
  const raw = counted.map((value, k) =>
    Math.max(LEAST_INDEX, (value + PRIOR_VISITS) / (level * usual[k]! + PRIOR_VISITS)),
  );
  const mean = total(raw) / WEEKS;
  return { index: raw.map((value) => value / mean) };
}
