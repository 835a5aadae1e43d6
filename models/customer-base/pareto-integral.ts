import { legendreRule, type QuadratureRule } from "../special/index.ts";

const rules: readonly QuadratureRule[] = [8, 12, 20, 40].map((count) => legendreRule(count));

/** Log of the integral and the means of four functions under its normalised integrand. */
export interface PowerIntegral {
  logValue: number;
  meanLogA: number;
  meanLogB: number;
  meanInverseA: number;
  meanInverseB: number;
}

/**
 * ∫ (A + t)^{−p} (B + t)^{−q} dt from t = from to t = to, with means of ln(A+t), ln(B+t), 1/(A+t), 1/(B+t) under it:
 * all that likelihood and gradient of the Pareto/NBD need.
 *
 * In place of the two ₂F₁ of Fader & Hardie 2005 ("A note on deriving the Pareto/NBD", eq. A0) the integral itself is
 * taken by Gauss–Legendre in u = ln(m + t), m = min(A, B): there the integrand is analytic in the strip |Im u| < π
 * whatever the parameters, so that few nodes give full precision. The range is cut where e^{−40} is left.
 */
export function powerIntegral(
  A: number,
  p: number,
  B: number,
  q: number,
  from: number,
  to: number,
  out: PowerIntegral,
): void {
  const swapped = B < A;
  const small = swapped ? B : A;
  const powerSmall = (swapped ? q : p) - 1;
  const powerLarge = swapped ? p : q;
  const gap = swapped ? A - B : B - A;
  const base = small + from;
  const decay = powerSmall + (powerLarge * base) / (base + gap);
  let span = Math.log((small + to) / base);
  if (decay * span > 40) span = 40 / decay;
  const logBase = Math.log(base);
  const logFirst = Math.log(base + gap);
  const ends = powerSmall * span + powerLarge * (Math.log(gap + base * Math.exp(span)) - logFirst);
  const rule =
    rules[ends < 1.5 && span < 0.8 ? 0 : ends < 6 && span < 2 ? 1 : ends < 25 && span < 4 ? 2 : 3]!;
  const { nodes, weights } = rule;
  let total = 0;
  let meanU = 0;
  let meanLogLarge = 0;
  let meanInverseSmall = 0;
  let meanInverseLarge = 0;
  for (let i = 0; i < nodes.length; i++) {
    const u = span * nodes[i]!;
    const near = base * Math.exp(u);
    const far = near + gap;
    const logFar = Math.log(far);
    const mass = weights[i]! * Math.exp(-powerSmall * u - powerLarge * (logFar - logFirst));
    total += mass;
    meanU += mass * u;
    meanLogLarge += mass * logFar;
    meanInverseSmall += mass / near;
    meanInverseLarge += mass / far;
  }
  const meanLogSmall = logBase + meanU / total;
  out.logValue = Math.log(total * span) - powerSmall * logBase - powerLarge * logFirst;
  out.meanLogA = swapped ? meanLogLarge / total : meanLogSmall;
  out.meanLogB = swapped ? meanLogSmall : meanLogLarge / total;
  out.meanInverseA = (swapped ? meanInverseLarge : meanInverseSmall) / total;
  out.meanInverseB = (swapped ? meanInverseSmall : meanInverseLarge) / total;
}

/** A result to be filled by powerIntegral. */
export function emptyIntegral(): PowerIntegral {
  return { logValue: 0, meanLogA: 0, meanLogB: 0, meanInverseA: 0, meanInverseB: 0 };
}
