import * as models from "../../models/index.ts";
import type { Case } from "./replenishment.ts";

/** A forecast of the next purchase of a pair, seen from the split. */
export interface Forecast {
  /** Chance of a purchase within h days after the split. */
  readonly within: (h: number) => number;
  /** The date it names, in days after the split: the middle of its forecast, given a return. */
  readonly middle: number;
}

export type Method = (history: models.PurchaseHistory) => Forecast | undefined;

/** Log-normal around a point forecast, cut at the time already passed, with the shop's chance of never again. */
function logNormal(mean: number, sd: number, last: number, now: number, never: number): Forecast {
  const elapsed = now - last;
  const cut = elapsed > 0 ? (Math.log(elapsed) - mean) / sd : -40;
  const survival = Math.max(1e-300, models.normalCdf(-cut));
  const stays = ((1 - never) * survival) / ((1 - never) * survival + never);
  return {
    within: (h) =>
      h <= 0 ? 0 : stays * (1 - models.normalCdf(-(Math.log(elapsed + h) - mean) / sd) / survival),
    middle: last - now + Math.exp(mean - sd * models.normalQuantile(Math.max(1e-300, survival / 2))),
  };
}

function gapsOf(history: models.PurchaseHistory): number[] {
  return Array.from({ length: history.day.length - 1 }, (_, k) =>
    Math.log(history.day[k + 1]! - history.day[k]!),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** Spread of the last closed interval around what a rule would have said from the ones before it. */
function spreadOf(
  cases: readonly Case[],
  rule: (before: readonly number[], c: Case) => number | undefined,
): number {
  let squares = 0;
  let count = 0;
  for (const c of cases) {
    const gaps = gapsOf(c.history);
    const last = gaps.pop();
    const said = last === undefined ? undefined : rule(gaps, c);
    if (last === undefined || said === undefined) continue;
    squares += (last - said) ** 2;
    count += 1;
  }
  return Math.sqrt(squares / count);
}

/** Poisson-gamma (Bhagat et al. 2018, section 3.3): rates ~ Gamma(shape, shape/product mean); closed form forecast. */
function poissonGamma(cases: readonly Case[], now: number): Method {
  const repeats = new Map<number, number>();
  const exposure = new Map<number, number>();
  let allRepeats = 0;
  let allExposure = 0;
  for (const { history } of cases) {
    const k = history.day.length - 1;
    const t = now - history.day[0]!;
    repeats.set(history.product, (repeats.get(history.product) ?? 0) + k);
    exposure.set(history.product, (exposure.get(history.product) ?? 0) + t);
    allRepeats += k;
    allExposure += t;
  }
  const rateOf = (product: number): number => {
    const t = 365 * 20;
    return (
      ((repeats.get(product) ?? 0) + (t * allRepeats) / allExposure) / ((exposure.get(product) ?? 0) + t)
    );
  };
  const fit = models.minimiseBfgs(
    (x, g) => {
      const at = (log: number): number => {
        const shape = Math.exp(log);
        let value = 0;
        for (const { history } of cases) {
          const k = history.day.length - 1;
          const rate = shape / rateOf(history.product);
          const t = now - history.day[0]!;
          value +=
            models.logGamma(shape + k) -
            models.logGamma(shape) +
            shape * Math.log(rate) -
            (shape + k) * Math.log(rate + t);
        }
        return -value / cases.length;
      };
      g[0] = (at(x[0]! + 1e-4) - at(x[0]! - 1e-4)) / 2e-4;
      return at(x[0]!);
    },
    Float64Array.of(-1),
    { gradientTolerance: 1e-5, maxIterations: 30 },
  );
  const shape = Math.exp(fit.x[0]!);
  return (history) => {
    const a = shape + history.day.length - 1;
    const b = shape / rateOf(history.product) + now - history.day[0]!;
    return {
      within: (h) => (h <= 0 ? 0 : -Math.expm1(-a * Math.log1p(h / b))),
      middle: b * Math.expm1(Math.LN2 / a),
    };
  };
}

/** Chances of never again tried for the log-normal peers. */
const NEVER = [0.05, 0.1, 0.2, 0.3, 0.45, 0.6];

/**
 * The peers. The log-normal ones come once per chance of never again; the report keeps for each the one that does best
 * on the test itself, so that they lose only by their timing.
 */
export function baselines(
  cases: readonly Case[],
  now: number,
  shopMean: number,
): Readonly<Record<string, readonly Method[]>> {
  const productGaps = new Map<number, number[]>();
  for (const { history } of cases) {
    const list = productGaps.get(history.product) ?? [];
    list.push(...gapsOf(history));
    productGaps.set(history.product, list);
  }
  const productMean = new Map(
    [...productGaps].filter(([, gaps]) => gaps.length > 0).map(([p, gaps]) => [p, mean(gaps)]),
  );
  const personalSd = spreadOf(cases, (gaps) => (gaps.length > 0 ? mean(gaps) : undefined));
  const lastSd = spreadOf(cases, (gaps) => gaps.at(-1));
  const productSd = spreadOf(cases, (_gaps, c) => productMean.get(c.history.product));
  const lastDay = (history: models.PurchaseHistory): number => history.day[history.day.length - 1]!;
  const make =
    (sd: number, mean: (history: models.PurchaseHistory) => number | undefined) =>
    (never: number): Method =>
    (history) => {
      const m = mean(history);
      return m === undefined ? undefined : logNormal(m, sd, lastDay(history), now, never);
    };
  return {
    "last interval": NEVER.map(make(lastSd, (history) => gapsOf(history).at(-1))),
    "personal mean": NEVER.map(make(personalSd, (h) => (h.day.length > 1 ? mean(gapsOf(h)) : undefined))),
    "product mean": NEVER.map(make(productSd, (history) => productMean.get(history.product) ?? shopMean)),
    "Poisson-gamma": [poissonGamma(cases, now)],
  };
}
