/**
 * Seeded random source and draws from the distributions of the models. A source is a function giving numbers in (0, 1);
 * every draw takes it as an argument, so that simulations repeat exactly.
 */

/** Gives numbers strictly between 0 and 1. */
export type RandomSource = () => number;

/** sfc32 (C. Doty-Humphrey, PractRand), seeded with one integer and warmed up. */
export function seededRandom(seed: number): RandomSource {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const next = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return ((t >>> 0) + 0.5) / 4294967296;
  };
  for (let i = 0; i < 20; i++) next();
  return next;
}

/** Standard normal draw (Box & Muller 1958). */
export function drawNormal(random: RandomSource): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** Exponential draw with the given rate. */
export function drawExponential(random: RandomSource, rate: number): number {
  return -Math.log(random()) / rate;
}

/** Gamma draw with the given shape and rate (Marsaglia & Tsang 2000; shapes below 1 by their boost). */
export function drawGamma(random: RandomSource, shape: number, rate = 1): number {
  if (shape < 1) return drawGamma(random, shape + 1, rate) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = drawNormal(random);
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return (d * v) / rate;
  }
}

/** Beta draw as G₁/(G₁+G₂). */
export function drawBeta(random: RandomSource, a: number, b: number): number {
  const first = drawGamma(random, a);
  return first / (first + drawGamma(random, b));
}

/** Poisson draw: products of uniforms, in pieces of mean 30 at most. */
export function drawPoisson(random: RandomSource, mean: number): number {
  let left = mean;
  let count = 0;
  while (left > 0) {
    const piece = Math.min(30, left);
    const floor = Math.exp(-piece);
    for (let product = random(); product > floor; product *= random()) count += 1;
    left -= piece;
  }
  return count;
}
