import * as models from "../../models/index.ts";
import { dayNumber, readOnlineRetail } from "./data.ts";
import { baselines, type Forecast } from "./replenishment-baselines.ts";

const SPLIT = dayNumber("2011-06-09");
const END = dayNumber("2011-12-09");

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

function casesOf(purchases: models.Purchases): Case[] {
  const all = models.pairPurchases(purchases, END);
  const cases: Case[] = [];
  for (let i = 0; i < all.size; i++) {
    const day = all.day.subarray(all.start[i], all.start[i + 1]);
    const quantity = all.quantity.subarray(all.start[i], all.start[i + 1]);
    const known = day.findIndex((d) => d > SPLIT);
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

interface Score {
  readonly name: string;
  pairs: number;
  returned: number;
  inside: number;
  insideWindow: number;
  absoluteError: number;
  windowError: number;
  logLikelihood: number;
  readonly expected: number[];
}

const HORIZONS = [30, 60, 90, 183];

/** Median wait of those who return within the window, which is what can be seen. */
function middleInWindow(forecast: Forecast): number {
  const half = forecast.within(END - SPLIT) / 2;
  let low = 0;
  let high = END - SPLIT;
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    if (forecast.within(middle) < half) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Scores one forecast on one case; densities are per day (purchases are dated by day). */
function add(score: Score, forecast: Forecast, actual: number | undefined): void {
  score.pairs += 1;
  HORIZONS.forEach((h, k) => (score.expected[k]! += forecast.within(h)));
  if (actual === undefined) {
    score.logLikelihood += Math.log(Math.max(1e-12, 1 - forecast.within(END - SPLIT)));
    return;
  }
  const wait = actual - SPLIT;
  score.returned += 1;
  score.logLikelihood += Math.log(Math.max(1e-12, forecast.within(wait) - forecast.within(wait - 1)));
  const [low, middle, high] = [forecast.quantile(0.1), forecast.quantile(0.5), forecast.quantile(0.9)];
  if (actual >= Math.floor(low) && actual <= Math.ceil(high)) score.inside += 1;
  // Only returns within the window are seen, so the fair interval is the forecast's part inside the window.
  const share = (forecast.within(wait) + forecast.within(wait - 1)) / 2 / forecast.within(END - SPLIT);
  if (share >= 0.1 && share <= 0.9) score.insideWindow += 1;
  score.absoluteError += Math.abs(middle - actual);
  score.windowError += Math.abs(SPLIT + middleInWindow(forecast) - actual);
}

function scoreMethod(
  name: string,
  method: (history: models.PurchaseHistory) => Forecast | undefined,
  chosen: readonly Case[],
): Score {
  const score: Score = {
    name,
    pairs: 0,
    returned: 0,
    inside: 0,
    insideWindow: 0,
    absoluteError: 0,
    windowError: 0,
    logLikelihood: 0,
    expected: HORIZONS.map(() => 0),
  };
  for (const { history, actual } of chosen) {
    const forecast = method(history);
    if (forecast !== undefined) add(score, forecast, actual);
  }
  return score;
}

function shown(score: Score, returned: readonly number[]): Record<string, string> {
  return {
    method: score.name,
    "LL per pair": (score.logLikelihood / score.pairs).toFixed(4),
    "80 % coverage": ((100 * score.inside) / score.returned).toFixed(1),
    "in window": ((100 * score.insideWindow) / score.returned).toFixed(1),
    "MAE days": (score.absoluteError / score.returned).toFixed(1),
    "MAE in window": (score.windowError / score.returned).toFixed(1),
    "expected returns ÷ actual": score.expected.map((e, k) => (e / returned[k]!).toFixed(2)).join(" "),
  };
}

/** Prints how well next purchases after 2011-06-09 were forecast. */
export function replenishmentReport(folder: string): void {
  const { purchases, products } = load(folder);
  const before = process.cpuUsage();
  const model = models.fitReplenishment(purchases, { endDay: SPLIT, products });
  const used = process.cpuUsage(before);
  const { productMean, shopMean, shopNoise, pairSpread, memberSpread, productSpread, quantitySlope } = model;
  console.log(
    `\nReplenishment, Online Retail II: ${productMean.length} products, fitted in ${((used.user + used.system) / 1e6).toFixed(1)} s CPU`,
  );
  console.log({
    shopMean,
    shopNoise,
    pairSpread,
    memberSpread,
    productSpread,
    quantitySlope,
    leaving: model.shopLeaving,
    M: model.leavingConcentration,
    converged: model.converged,
    iterations: model.iterations,
  });
  const cases = casesOf(purchases);
  const ours = (history: models.PurchaseHistory): Forecast => {
    const need = models.nextNeed(model, history, SPLIT);
    return {
      within: need.chanceToReorderWithin,
      quantile: (p) => (p < 0.3 ? need.lowDay : p > 0.7 ? need.highDay : need.medianDay),
    };
  };
  const methods = { ours: [ours], ...baselines(cases, SPLIT, model.shopMean) };
  for (const least of [1, 2, 4]) {
    const chosen = cases.filter((c) => c.history.day.length >= least);
    const returned = HORIZONS.map(
      (h) => chosen.filter((c) => c.actual !== undefined && c.actual <= SPLIT + h).length,
    );
    console.log(
      `Pairs with at least ${least} purchases before: ${chosen.length}; returned within ${HORIZONS.join("/")} days: ${returned.join("/")}`,
    );
    const rows = Object.entries(methods).flatMap(([name, variants]) => {
      const scores = variants.map((method) => scoreMethod(name, method, chosen));
      const best = scores.toSorted((a, b) => b.logLikelihood - a.logLikelihood)[0]!;
      return best.pairs < chosen.length ? [] : [shown(best, returned)];
    });
    console.table(rows);
  }
}
