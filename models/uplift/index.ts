/**
 * Uplift: whom a touch changes. Learners over ridge regression and own boosted trees, the field's ranking metrics, and
 * the value of policies from logged decisions. Pure and deterministic.
 */
export { pickRows, withColumns, type FeatureTable, type Learner, type Predictor } from "./features.ts";
export { ridge, type RidgeOptions } from "./linear.ts";
export { boostedTrees, type BoostingOptions } from "./boosting.ts";
export { chooseUplift, type UpliftChoice, type UpliftFit } from "./choose.ts";
export {
  classTransformation,
  dependentTwoModel,
  sLearner,
  tLearner,
  xLearner,
  type UpliftData,
} from "./learners.ts";
export {
  areaAtRandom,
  areaUnder,
  auucScore,
  perfectQiniCurve,
  qiniCurve,
  qiniScore,
  upliftAt,
  upliftCurve,
  weightedAverageUplift,
  type Curve,
  type UpliftRanking,
} from "./metrics.ts";
export {
  doublyRobustValue,
  inversePropensityValue,
  type LoggedDecisions,
  type Policy,
  type PolicyValue,
} from "./policy.ts";
