/**
 * Which model to believe, and how fast things go now, by the forecasts that would have been made some months ago: both
 * models are fitted to the data before, and judged by what was bought since.
 */
import { outlookOf, strataOf, STRATA, type Outlook } from "./outlook.ts";
import type { PurchaseHistory, ReplenishmentModel } from "./model.ts";
import type { Pairs } from "./pairs.ts";

/** What the backtest came to. */
export interface Weighing {
  /** Weight of the rhythm for pairs bought once, two or three times, four times or more; the rest is the visits'. */
  readonly rhythmShare: readonly number[];
  /** How fast purchases come now against what the models expect: 0.8 = a fifth slower. */
  readonly pace: number;
  /** Pairs it rests on; 0 when the data were too few or too short to test on. */
  readonly testedPairs: number;
}

/** Believed without a test: the more often a thing was bought, the more its own rhythm says. */
export const beforeAnyTest: Weighing = { rhythmShare: [0.4, 0.6, 0.75], pace: 1, testedPairs: 0 };

const LONGEST_TEST_DAYS = 91;
/** The test takes a fifth of the record, and is not worth making on less than this. */
const TEST_SHARE = 0.2;
const LEAST_TEST_DAYS = 28;
const LEAST_PAIRS = 200;
/** More pairs would say the same. */
const MOST_PAIRS = 20_000;
const MOST_PACE_CASES = 6000;
/** Weight of what is believed before: in pairs for the shares, as a spread of ln pace around 0 for the pace. */
const SHARE_WEIGHT = 50;
const PACE_SD = 0.5;
const SLOWEST = 1 / 3;

interface Case {
  readonly outlook: Outlook;
  readonly stratum: number;
  readonly member: number;
  /** Days until the purchase; undefined when none came. */
  readonly wait: number | undefined;
}

function casesOf(pairs: Pairs, from: number, model: ReplenishmentModel): Case[] {
  const cases: Case[] = [];
  const step = Math.max(1, Math.floor(pairs.size / MOST_PAIRS));
  for (let i = 0; i < pairs.size; i += step) {
    const day = pairs.day.subarray(pairs.start[i], pairs.start[i + 1]);
    const later = day.findIndex((d) => d > from);
    const known = later < 0 ? day.length : later;
    if (known === 0) continue;
    const [member, product] = [pairs.member[i]!, pairs.product[i]!];
    const quantity = pairs.quantity.subarray(pairs.start[i], pairs.start[i]! + known);
    const history: PurchaseHistory = { member, product, day: day.subarray(0, known), quantity };
    const wait = later < 0 ? undefined : day[later]! - from;
    cases.push({ outlook: outlookOf(model, history, from), stratum: strataOf(known), member, wait });
  }
  return cases;
}

/** Likelihood of what became of a case: of the day of its purchase, or of none having come. */
function chanceOf(forecast: Outlook["rhythm"], wait: number | undefined, days: number, pace: number): number {
  const chance =
    wait === undefined ? 1 - forecast(days, pace) : forecast(wait, pace) - forecast(wait - 1, pace);
  return Math.max(1e-12, chance);
}

/**
 * The pace under which what came was likeliest, by golden section on log scale. Counting returns would not do: where
 * nearly everybody returns within the test, their number says nothing about the pace.
 */
function paceOf(cases: readonly Case[], days: number, shares: readonly number[]): number {
  const step = Math.max(1, Math.floor(cases.length / MOST_PACE_CASES));
  const some = cases.filter((_, i) => i % step === 0);
  const returned = some.filter((c) => c.wait !== undefined);
  // Lines of one basket return together: members, not pairs, weigh.
  const weight = new Set(returned.map((c) => c.member)).size / Math.max(1, returned.length);
  const worth = (log: number): number => {
    const pace = Math.exp(log);
    const likelihood = some.reduce((sum, { outlook, stratum, wait }) => {
      const share = shares[stratum]!;
      const rhythm = chanceOf(outlook.rhythm, wait, days, pace);
      return sum + Math.log(share * rhythm + (1 - share) * chanceOf(outlook.visits, wait, days, pace));
    }, 0);
    return weight * likelihood - 0.5 * (log / PACE_SD) ** 2;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(SLOWEST), -Math.log(SLOWEST)];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [worth(left), worth(right)];
  while (high - low > 0.02) {
    if (atLeft > atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = worth(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = worth(right);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Shares of a mixture by EM (Dempster, Laird & Rubin 1977, section 4.3) with a Dirichlet prior. */
function sharesOf(cases: readonly Case[], days: number, pace: number): number[] {
  const weighed = cases.map(({ outlook, wait, stratum }) => {
    const rhythm = chanceOf(outlook.rhythm, wait, days, pace);
    return { stratum, rhythm, visits: chanceOf(outlook.visits, wait, days, pace) };
  });
  let shares = [...beforeAnyTest.rhythmShare];
  for (let round = 0; round < 30; round++) {
    const sum = beforeAnyTest.rhythmShare.map((share) => share * SHARE_WEIGHT);
    const count = sum.map(() => SHARE_WEIGHT);
    for (const { stratum, rhythm, visits } of weighed) {
      const own = shares[stratum]! * rhythm;
      sum[stratum]! += own / (own + (1 - shares[stratum]!) * visits);
      count[stratum]! += 1;
    }
    shares = sum.map((value, k) => value / count[k]!);
  }
  return shares;
}

/** Weighs the models; with too little to test on, what is believed before any test. */
export function backtest(
  pairs: Pairs,
  endDay: number,
  fitUntil: (day: number) => ReplenishmentModel,
): Weighing {
  const firstDay = pairs.day.reduce((a, b) => Math.min(a, b), Infinity);
  const days = Math.min(LONGEST_TEST_DAYS, Math.floor((endDay - firstDay) * TEST_SHARE));
  if (!(days >= LEAST_TEST_DAYS) || pairs.size < LEAST_PAIRS) return beforeAnyTest;
  const from = endDay - days;
  const cases = casesOf(pairs, from, fitUntil(from));
  if (cases.length < LEAST_PAIRS / STRATA) return beforeAnyTest;
  let { rhythmShare, pace }: Weighing = beforeAnyTest;
  for (let round = 0; round < 2; round++) {
    pace = paceOf(cases, days, rhythmShare);
    rhythmShare = sharesOf(cases, days, pace);
  }
  return { rhythmShare, pace, testedPairs: cases.length };
}
