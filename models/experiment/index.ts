/**
 * Experiment statistics. People are randomised, so all figures are per person. Plain intervals hold for one planned
 * look; `alwaysValid` holds however often one looks. Pure; nothing is thrown.
 */
export { momentsOf, momentsOfProportion, pairMomentsOf, type Moments, type PairMoments } from "./moments.ts";
export {
  differenceInMeans,
  differenceInProportions,
  differenceInRatios,
  normalEffect,
  proportionInterval,
  type Effect,
  type Proportion,
} from "./difference.ts";
export { cuped, type AdjustedEffect } from "./cuped.ts";
export { alwaysValid, type AlwaysValid, type AlwaysValidOptions } from "./always-valid.ts";
export {
  minimumDetectableEffect,
  sampleRatioMismatch,
  unitsNeeded,
  type Plan,
  type RatioCheck,
} from "./design.ts";
