import * as models from "../../models/index.ts";
import { dayNumber, readOnlineRetail } from "./data.ts";
import { baselines, type Method } from "./replenishment-baselines.ts";
import { frailtyHawkes } from "./replenishment-hawkes.ts";
import { scoreMethod, type Score } from "./replenishment-score.ts";

/** The split of the acceptance, and one more with a whole year to look at, so that late returns are seen as well. */
const SPLITS = [
  { from: "2011-06-09", to: "2011-12-09", least: [1, 2, 4] },
  { from: "2010-12-09", to: "2011-12-09", least: [1, 2] },
];
const HORIZONS = [30, 60, 90, 183];

/** A pair known at the split, and the first purchase after it if there was one. */
export interface Case {
  readonly history: models.PurchaseHistory & { readonly day: Float64Array };
  readonly actual: number | undefined;
}

function numbered(values: readonly (string | number)[]): {
  readonly index: Int32Array;
  readonly size: number;
} {
  const numbers = new Map<string | number, number>();
  const index = Int32Array.from(values, (value) => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  });
  return { index, size: numbers.size };
}

function load(folder: string): { readonly purchases: models.Purchases; readonly products: number } {
  const lines = readOnlineRetail(folder).filter((line) => /^\d{5}[A-Z]*$/i.test(line.product));
  const member = numbered(lines.map((line) => line.customer));
  const product = numbered(lines.map((line) => line.product.toUpperCase()));
  const purchases = {
    member: member.index,
    product: product.index,
    day: Float64Array.from(lines, (line) => line.day),
    quantity: Float64Array.from(lines, (line) => line.quantity),
  };
  return { purchases, products: product.size };
}

function casesOf(purchases: models.Purchases, split: number, end: number): Case[] {
  const all = models.pairPurchases(purchases, end);
  const cases: Case[] = [];
  for (let i = 0; i < all.size; i++) {
    const day = all.day.subarray(all.start[i], all.start[i + 1]);
    const quantity = all.quantity.subarray(all.start[i], all.start[i + 1]);
    const known = day.findIndex((d) => d > split);
    const count = known < 0 ? day.length : known;
    if (count === 0) continue;
    cases.push({
      history: {
        member: all.member[i]!,
        product: all.product[i]!,
        day: day.slice(0, count),
        quantity: quantity.slice(0, count),
      },
      actual: known < 0 ? undefined : day[known]!,
    });
  }
  return cases;
}

function shown(score: Score, returned: readonly number[]): Record<string, string> {
  const per = (sum: number): number => sum / score.returned;
  return {
    method: score.name,
    "LL per pair": (score.logLikelihood / score.pairs).toFixed(4),
    "in 80 % interval": `${(100 * per(score.inside)).toFixed(1)} %`,
    "MAE days": per(score.windowError).toFixed(1),
    "MAE of a date without limit": per(score.absoluteError).toFixed(1),
    "expected ÷ actual returns": score.expected.map((e, k) => (e / returned[k]!).toFixed(2)).join(" "),
  };
}

/** Our model whole, each half of it alone, and without what it learnt of season and pace. */
function oursAt(purchases: models.Purchases, products: number, split: number) {
  const before = process.cpuUsage();
  const model = models.fitReplenishment(purchases, { endDay: split, products });
  const used = process.cpuUsage(before);
  const cpu = ((used.user + used.system) / 1e6).toFixed(1);
  console.log(`${model.productMean.length} products, fitted in ${cpu} s CPU, converged: ${model.converged}`);
  console.log("rhythm's share by times bought (1, 2–3, 4+):", model.rhythmShare, "pace:", model.pace);
  const plain = models.fitReplenishment(purchases, { endDay: split, products, season: models.noSeason });
  const method =
    (asked: models.ReplenishmentModel): Method =>
    (history) => {
      const { chanceToReorderWithin, medianDay } = models.nextNeed(asked, history, split);
      return { within: chanceToReorderWithin, middle: medianDay - split };
    };
  const methods: Record<string, Method[]> = {
    ours: [method(model)],
    "ours, rhythm alone": [method({ ...model, rhythmShare: [1, 1, 1] })],
    "ours, visits alone": [method({ ...model, rhythmShare: [0, 0, 0] })],
    "ours, pace 1": [method({ ...model, pace: 1 })],
    "ours, no season, pace 1": [method({ ...plain, pace: 1 })],
  };
  return { methods, shopMean: plain.shopMean };
}

/** Prints how well next purchases after the splits were forecast. */
export function replenishmentReport(folder: string): void {
  const { purchases, products } = load(folder);
  for (const { from, to, least } of SPLITS) {
    const [split, end] = [dayNumber(from), dayNumber(to)];
    console.log(`\nReplenishment, Online Retail II, learnt to ${from}, judged to ${to}`);
    const cases = casesOf(purchases, split, end);
    const ours = oursAt(purchases, products, split);
    const methods = {
      ...ours.methods,
      "frailty Hawkes": [frailtyHawkes(cases, split)],
      ...baselines(cases, split, ours.shopMean),
    };
    for (const times of least) {
      const chosen = cases.filter((c) => c.history.day.length >= times);
      const returned = HORIZONS.map(
        (h) => chosen.filter((c) => c.actual !== undefined && c.actual <= split + h).length,
      );
      console.log(
        `Pairs bought at least ${times} times before: ${chosen.length}; returned within ${HORIZONS.join("/")} days: ${returned.join("/")}`,
      );
      const rows = Object.entries(methods).flatMap(([name, variants]) => {
        const scores = variants.map((one) =>
          scoreMethod(name, one, chosen, { split, end, horizons: HORIZONS }),
        );
        const best = scores.toSorted((a, b) => b.logLikelihood - a.logLikelihood)[0]!;
        return best.pairs < chosen.length ? [] : [shown(best, returned)];
      });
      console.table(rows);
    }
  }
}
