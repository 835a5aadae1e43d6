import { logNormalCdf, normalCdf } from "../special/index.ts";
import type { Observed, State, Working } from "./state.ts";

/** Weight of the shop's σ² in a product's σ², in observations. */
const NOISE_PRIOR_COUNT = 10;
/** λ(z) = φ(z)/(1 − Φ(z)), the hazard of the standard normal. */
function normalHazard(z: number): number {
  return z < -38 ? 0 : Math.exp(-0.5 * z * z - 0.9189385332046727 - logNormalCdf(-z));
}

function linear(s: State, o: Observed, i: number): number {
  return s.productMean[o.pairs.product[i]!]! + s.member[o.pairs.member[i]!]! + s.pair[i]!;
}

/**
 * Turns every pair into one weighted mean. The open interval enters through the first two derivatives of its
 * log-likelihood, ln[(1−π)S + π]: weight stays·λ(λ−z), pseudo-value m + σ/(λ−z) (one scoring step, Green 1984, JRSS
 * B 46, section 2).
 */
export function work(s: State, o: Observed, w: Working): void {
  const { pairs } = o;
  for (let i = 0; i < pairs.size; i++) {
    const from = pairs.start[i]! - i;
    const returns = pairs.start[i + 1]! - pairs.start[i]! - 1;
    let sum = 0;
    for (let k = from; k < from + returns; k++) sum += o.gap[k]! - s.slope * o.size[k]!;
    const product = pairs.product[i]!;
    const sd = Math.sqrt(s.noise[product]!);
    const m = linear(s, o, i);
    const z = (o.open[i]! - m - s.slope * o.openSize[i]!) / sd;
    const survival = normalCdf(-z);
    const left = s.concentration * s.leaving[product]!;
    const going = (s.concentration * (1 - s.leaving[product]!) + returns) * survival;
    const stays = going / (going + left);
    w.stays[i] = stays;
    const later = (o.later[i]! - m - s.slope * o.openSize[i]!) / sd;
    w.chance[i] = survival > 1e-12 ? stays * (1 - normalCdf(-later) / survival) : 0;
    const hazard = normalHazard(z);
    const information = stays * hazard * (hazard - z);
    const counts = information > 1e-6;
    if (counts) sum += information * (m + sd / (hazard - z));
    w.weight[i] = returns + (counts ? information : 0);
    w.mean[i] = w.weight[i]! > 0 ? sum / w.weight[i]! : 0;
  }
}

/** Adds a pair's evidence about a mean above it: its own mean with variance τ² + σ²/weight. */
function precisionOf(s: State, o: Observed, w: Working, i: number): number {
  return w.weight[i]! > 0 ? 1 / (s.pairSpread + s.noise[o.pairs.product[i]!]! / w.weight[i]!) : 0;
}

/** δ of every member, given the products. */
export function updateMembers(s: State, o: Observed, w: Working): void {
  const precision = new Float64Array(s.member.length);
  const sum = new Float64Array(s.member.length);
  for (let i = 0; i < o.pairs.size; i++) {
    const u = o.pairs.member[i]!;
    const p = precisionOf(s, o, w, i);
    precision[u]! += p;
    sum[u]! += p * (w.mean[i]! - s.productMean[o.pairs.product[i]!]!);
  }
  s.memberSpread = shrink(s.member, s.memberVariance, sum, precision, s.memberSpread);
}

/**
 * Normal posterior of effects with prior N(0, spread); returns the spread by MacKay's fixed point Σδ²/Σ(1 − v/spread)
 * (the re-estimation of α in MacKay 1992, Neural Computation 4(3)), which needs far fewer rounds than plain EM.
 */
function shrink(
  mean: Float64Array,
  variance: Float64Array,
  sum: Float64Array,
  precision: Float64Array,
  spread: number,
): number {
  let squares = 0;
  let determined = 0;
  for (let i = 0; i < mean.length; i++) {
    const v = 1 / (precision[i]! + 1 / spread);
    mean[i] = v * sum[i]!;
    variance[i] = v;
    squares += mean[i]! ** 2;
    determined += 1 - v / spread;
  }
  return determined > 0.5 ? Math.min(9, Math.max(1e-4, squares / determined)) : spread;
}

/** η of every pair, given products and members. */
export function updatePairs(s: State, o: Observed, w: Working): void {
  const precision = new Float64Array(o.pairs.size);
  const sum = new Float64Array(o.pairs.size);
  for (let i = 0; i < o.pairs.size; i++) {
    const product = o.pairs.product[i]!;
    const p = w.weight[i]! / s.noise[product]!;
    precision[i] = p;
    sum[i] = p * (w.mean[i]! - s.productMean[product]! - s.member[o.pairs.member[i]!]!);
  }
  s.pairSpread = shrink(s.pair, s.pairVariance, sum, precision, s.pairSpread);
}

/** μ of every product, category and the shop, given the members. */
export function updateProducts(s: State, o: Observed, w: Working): void {
  const products = s.productMean.length;
  const precision = new Float64Array(products);
  const sum = new Float64Array(products);
  for (let i = 0; i < o.pairs.size; i++) {
    const p = precisionOf(s, o, w, i);
    const product = o.pairs.product[i]!;
    precision[product]! += p;
    sum[product]! +=
      p * (w.mean[i]! - s.member[o.pairs.member[i]!]! - s.categoryMean[o.categoryOf[product]!]!);
  }
  const effect = new Float64Array(products);
  const before = s.productSpread;
  s.productSpread = shrink(effect, s.productVariance, sum, precision, before);
  for (let p = 0; p < products; p++) {
    s.productMean[p] = s.categoryMean[o.categoryOf[p]!]! + effect[p]!;
    s.productShare[p] = 1 - s.productVariance[p]! / before;
  }
  updateCategories(s, o, precision);
}

/**
 * Posterior variances of the products that also count what is not known of their buyers. Left out while fitting, where
 * members and products are updated in turn with the other fixed, it makes the variances too small.
 */
export function widenProducts(s: State, o: Observed, w: Working): void {
  const precision = new Float64Array(s.productMean.length);
  for (let i = 0; i < o.pairs.size; i++) {
    const own = precisionOf(s, o, w, i);
    if (own > 0) precision[o.pairs.product[i]!]! += 1 / (1 / own + s.memberVariance[o.pairs.member[i]!]!);
  }
  for (let p = 0; p < precision.length; p++) s.productVariance[p] = 1 / (precision[p]! + 1 / s.productSpread);
}

/** Category means from product means, then the shop mean from category means. */
function updateCategories(s: State, o: Observed, productPrecision: Float64Array): void {
  const categories = s.categoryMean.length;
  const precision = new Float64Array(categories);
  const sum = new Float64Array(categories);
  let shopWeight = 0;
  let shopSum = 0;
  for (let p = 0; p < s.productMean.length; p++) {
    if (productPrecision[p] === 0) continue;
    const c = o.categoryOf[p]!;
    // The product's data alone: undo the pull of the category that is in its posterior.
    const own =
      s.categoryMean[c]! + (s.productMean[p]! - s.categoryMean[c]!) / Math.max(1e-9, s.productShare[p]!);
    const weight = 1 / (s.productSpread + 1 / productPrecision[p]!);
    precision[c]! += weight;
    sum[c]! += weight * own;
    shopWeight += weight;
    shopSum += weight * own;
  }
  if (shopWeight > 0) s.shopMean = shopSum / shopWeight;
  for (let c = 0; c < categories; c++) sum[c]! -= precision[c]! * s.shopMean;
  const effect = new Float64Array(categories);
  const before = s.categorySpread;
  const spread = shrink(effect, s.categoryVariance, sum, precision, before);
  if (categories > 1) s.categorySpread = spread;
  for (let c = 0; c < categories; c++) {
    s.categoryMean[c] = s.shopMean + effect[c]!;
    s.categoryShare[c] = 1 - s.categoryVariance[c]! / before;
  }
}

/** σ² per product (scaled-inverse-χ² shrink to the shop's; Gelman et al. 2013, section 3.3) and the quantity slope γ. */
export function updateNoise(s: State, o: Observed): void {
  const { pairs } = o;
  const squares = new Float64Array(s.noise.length);
  const counts = new Float64Array(s.noise.length);
  let top = 0;
  let bottom = 25;
  for (let i = 0; i < pairs.size; i++) {
    const from = pairs.start[i]! - i;
    const returns = pairs.start[i + 1]! - pairs.start[i]! - 1;
    if (returns === 0) continue;
    const product = pairs.product[i]!;
    const m = linear(s, o, i);
    for (let k = from; k < from + returns; k++) {
      const rest = o.gap[k]! - m;
      squares[product]! += (rest - s.slope * o.size[k]!) ** 2 + s.pairVariance[i]!;
      top += rest * o.size[k]!;
      bottom += o.size[k]! ** 2;
    }
    counts[product]! += returns;
  }
  const total = counts.reduce((a, b) => a + b, 0);
  if (total > 0) s.shopNoise = Math.max(1e-3, squares.reduce((a, b) => a + b, 0.5 * 5) / (total + 5));
  for (let p = 0; p < s.noise.length; p++) {
    s.noise[p] = (NOISE_PRIOR_COUNT * s.shopNoise + squares[p]!) / (NOISE_PRIOR_COUNT + counts[p]!);
  }
  // Below 0 or above 1 would say that more lasts shorter, or longer than in proportion: both are noise.
  s.slope = Math.min(1, Math.max(0, top / bottom));
}
