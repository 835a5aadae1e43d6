/**
 * The shared core of BG/NBD and MBG/NBD.
 *
 * BG/NBD: Fader, Hardie & Lee 2005, "Counting Your Customers the Easy Way", Marketing Science 24(2).
 * MBG/NBD: Batislam, Denizel & Filiztekin 2007, Int. J. of Research in Marketing 24(3): a customer may also leave right
 * after the first purchase. In every formula this puts x + 1 chances to leave where BG/NBD has x, so one number,
 * `extra` (0 or 1), tells them apart.
 */
import { digamma, hyp2f1, legendreRule, logGamma } from "../special/index.ts";
import { countsByX, groupRows, type GroupedRows } from "./group.ts";
import { fitPositive, linearTerm, logSumTerm, type Fit, type FitOptions, type LogLikelihood } from "./fit.ts";
import type { CustomerSummary } from "./summary.ts";

/** Parameters: purchase rates ~ Gamma(r, α), chances to leave ~ Beta(a, b). α is in units of time. */
export interface BetaGeometricParams {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** Chances to leave beyond one per repeat purchase: 0 in BG/NBD, 1 in MBG/NBD. */
export type Extra = 0 | 1;

/** Terms of the log-likelihood that depend on x alone, with their slopes. */
function termsByX(p: Float64Array, counts: Float64Array, extra: Extra, gradient: Float64Array): number {
  const [r = 0, alpha = 0, a = 0, b = 0] = p;
  const atZero = { gammaR: logGamma(r), psiR: digamma(r), logAlpha: Math.log(alpha) };
  const leave = { gammaB: logGamma(b), gammaAB: logGamma(a + b), psiB: digamma(b), psiAB: digamma(a + b) };
  let value = 0;
  for (let x = 0; x < counts.length; x++) {
    const weight = counts[x]!;
    if (weight === 0) continue;
    const m = x + extra;
    value += weight * (logGamma(r + x) - atZero.gammaR + r * atZero.logAlpha);
    value += weight * (logGamma(b + m) - leave.gammaB - logGamma(a + b + m) + leave.gammaAB);
    const psiABM = digamma(a + b + m);
    gradient[0]! += weight * (digamma(r + x) - atZero.psiR + atZero.logAlpha);
    gradient[1]! += (weight * r) / alpha;
    gradient[2]! += weight * (leave.psiAB - psiABM);
    gradient[3]! += weight * (digamma(b + m) - leave.psiB - psiABM + leave.psiAB);
  }
  return value;
}

/**
 * Log-likelihood, Fader, Hardie & Lee 2005, eq. (6) (extra = 0), with x + 1 chances to leave as in Batislam et al. 2007 (extra = 1), with the
 * "left after the last purchase" part factored out as log(1 + D): it neither over- nor underflows for large x.
 */
export function betaGeometricLikelihood(rows: GroupedRows, extra: Extra): LogLikelihood {
  const counts = countsByX(rows);
  return (p, gradient) => {
    const [r = 0, alpha = 0, a = 0, b = 0] = p;
    gradient.fill(0);
    let value = termsByX(p, counts, extra, gradient);
    for (let i = 0; i < rows.size; i++) {
      const weight = rows.weight[i]!;
      const x = rows.x[i]!;
      const m = x + extra;
      const end = alpha + rows.T[i]!;
      const logEnd = Math.log(end);
      let rowValue = -(r + x) * logEnd;
      let slopeR = -logEnd;
      let slopeAlpha = -(r + x) / end;
      if (m > 0) {
        const last = alpha + rows.tx[i]!;
        const stretch = logEnd - Math.log(last);
        const logD = Math.log(a / (b + m - 1)) + (r + x) * stretch;
        const D = Math.exp(-Math.abs(logD));
        rowValue += Math.max(logD, 0) + Math.log1p(D);
        const left = (logD > 0 ? 1 : D) / (1 + D);
        slopeR += left * stretch;
        slopeAlpha += left * (r + x) * (1 / end - 1 / last);
        gradient[2]! += (weight * left) / a;
        gradient[3]! -= (weight * left) / (b + m - 1);
      }
      value += weight * rowValue;
      gradient[0]! += weight * slopeR;
      gradient[1]! += weight * slopeAlpha;
    }
    return value;
  };
}

const names = ["r", "alpha", "a", "b"] as const;
const DAYS_PER_YEAR = 365.25;

/**
 * The weak prior: r ≈ 0.5 (factor e), mean of two purchases a year (factor e^1.5), mean chance to leave 0.3 (one unit
 * of log odds), a + b ≈ 2 (factor e). Each is a normal on log scale, worth about one customer's evidence.
 */
function priorTerms(unitDays: number) {
  return [
    linearTerm(Math.log(0.5), 1, [1]),
    linearTerm(Math.log(2), 1.5, [1, -1], Math.log(DAYS_PER_YEAR / unitDays)),
    linearTerm(Math.log(0.3 / 0.7), 1, [0, 0, 1, -1]),
    logSumTerm(Math.log(2), 1, 2, 3),
  ];
}

/** Fits by maximum likelihood (or under the weak prior). */
export function fitBetaGeometric(
  summary: CustomerSummary,
  extra: Extra,
  options: FitOptions,
): Fit<BetaGeometricParams> {
  const rows = groupRows(summary);
  let repeaters = 0;
  let time = 0;
  for (let i = 0; i < rows.size; i++) {
    if (rows.x[i]! > 0) repeaters += rows.weight[i]!;
    time += rows.weight[i]! * rows.T[i]!;
  }
  const typicalTime = time > 0 ? time / rows.customers : DAYS_PER_YEAR / 2 / summary.unitDays;
  const problem = {
    logLikelihood: betaGeometricLikelihood(rows, extra),
    customers: rows.customers,
    start: Float64Array.of(Math.log(0.5), Math.log(typicalTime / 3), Math.log(0.7), Math.log(1.8)),
    priorTerms: priorTerms(summary.unitDays),
  };
  return fitPositive(names, problem, repeaters, options);
}

/** P(still a customer | x, tx, T): Fader, Hardie & Lee 2005 with Fader & Hardie 2008 note, "Computing P(alive)". */
export function aliveBetaGeometric(
  p: BetaGeometricParams,
  extra: Extra,
  x: number,
  tx: number,
  T: number,
): number {
  const m = x + extra;
  if (m === 0) return 1;
  const logD = Math.log(p.a / (p.b + m - 1)) + (p.r + x) * (Math.log(p.alpha + T) - Math.log(p.alpha + tx));
  return 1 / (1 + Math.exp(logD));
}

const rule = legendreRule(24);

/** E[λ e^{−λpτ}] for λ ~ Gamma(shape, rate), p ~ Beta(a, b): the purchase rate still expected after time τ. */
function rateAfter(shape: number, rate: number, a: number, b: number, tau: number): number {
  const z = tau / (rate + tau);
  // (1−z)^shape ₂F₁(shape+1, b; a+b; z)·(1−z) after Euler's transformation, which cannot overflow.
  return (shape / rate) * (1 - z) ** a * hyp2f1(a + b - shape - 1, a, a + b, z);
}

/**
 * Purchases expected within time t from a living customer with λ ~ Gamma(shape, rate) and p ~ Beta(a, b) who may leave
 * after each: E[(1 − e^{−λpt})/p]; Fader, Hardie & Lee 2005, eq. (9) and (10), with the power factor taken into ₂F₁ by
 * Euler's transformation (no overflow for heavy buyers). Near the removable singularity a = 1 the rate is integrated.
 */
export function purchasesOfLiving(shape: number, rate: number, a: number, b: number, t: number): number {
  if (!(t > 0)) return 0;
  if (Math.abs(a - 1) < 1e-4 || a + b < 1.0001) {
    const span = Math.log1p(t / rate);
    let sum = 0;
    for (let i = 0; i < rule.nodes.length; i++) {
      const grown = rate * Math.exp(span * rule.nodes[i]!);
      sum += rule.weights[i]! * grown * rateAfter(shape, rate, a, b, grown - rate);
    }
    return sum * span;
  }
  const z = t / (rate + t);
  const c = a + b - 1;
  return (c / (a - 1)) * (1 - (1 - z) ** (a - 1) * hyp2f1(c - shape, a - 1, c, z));
}

/** E[purchases in (T, T + horizon] | x, tx, T]: Fader, Hardie & Lee 2005, eq. (10). */
export function expectedBetaGeometric(
  p: BetaGeometricParams,
  extra: Extra,
  horizon: number,
  x: number,
  tx: number,
  T: number,
): number {
  const living = purchasesOfLiving(p.r + x, p.alpha + T, p.a, p.b + x + extra, horizon);
  return living * aliveBetaGeometric(p, extra, x, tx, T);
}

/**
 * Chance of at least one purchase in (T, T + horizon]: alive × [1 − ((α+T)/(α+T+h))^{r+x}], because a living customer
 * can leave only after a purchase.
 */
export function chanceBetaGeometric(
  p: BetaGeometricParams,
  extra: Extra,
  horizon: number,
  x: number,
  tx: number,
  T: number,
): number {
  const quiet = -Math.expm1(-(p.r + x) * Math.log1p(horizon / (p.alpha + T)));
  return quiet * aliveBetaGeometric(p, extra, x, tx, T);
}
