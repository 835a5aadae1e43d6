/** What a lifetime value is made of. Times are in the unit of the fitted summary. */
export interface LifetimeValueInput {
  /** Purchases expected within h of now, e.g. `(h) => mbgNbdExpected(params, h, x, tx, T)`. Must start at 0. */
  readonly expectedWithin: (h: number) => number;
  /** Spend per purchase, e.g. gammaGammaExpectedSpend. */
  readonly spendPerPurchase: number;
  /** How far to look. */
  readonly horizon: number;
  readonly unitDays: number;
  /** Yearly discount: 0.1 makes money one year ahead worth 1/1.1. */
  readonly yearlyDiscount: number;
  /** Part of spend that is margin; default 1. */
  readonly margin?: number;
  /** Length of a step in units; default about 30 days. */
  readonly step?: number;
}

/**
 * Discounted expected margin: Σ m·[E(tᵢ) − E(tᵢ₋₁)]·(1+d)^{−t̄ᵢ} over short steps discounted at their middle, the discrete
 * form of Fader, Hardie & Lee 2005, "RFM and CLV", J. of Marketing Research 42(4). Works with any of the models.
 */
export function lifetimeValue(input: LifetimeValueInput): number {
  const step = input.step ?? 30 / input.unitDays;
  const steps = Math.max(1, Math.ceil(input.horizon / step));
  const perUnit = (Math.log1p(input.yearlyDiscount) * input.unitDays) / 365.25;
  let before = 0;
  let value = 0;
  for (let i = 1; i <= steps; i++) {
    const from = (i - 1) * step;
    const to = Math.min(i * step, input.horizon);
    const until = input.expectedWithin(to);
    value += (until - before) * Math.exp((-perUnit * (from + to)) / 2);
    before = until;
  }
  return value * input.spendPerPurchase * (input.margin ?? 1);
}
