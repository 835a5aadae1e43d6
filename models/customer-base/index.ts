/**
 * Customer-base analysis: who is still a customer, how often they will buy, what they will spend.
 *
 * Everything is pure. Fits never throw for odd data; `converged: false` says that a result must not be trusted. Times
 * are in units of the summary (`unitDays` days each).
 */
export {
  countLater,
  summarise,
  type CustomerHistory,
  type CustomerSummary,
  type SummariseOptions,
  type Transactions,
} from "./summary.ts";
export { groupRows, type GroupedRows } from "./group.ts";
export type { Fit, FitOptions } from "./fit.ts";
export {
  bgNbdAlive,
  bgNbdAliveAll,
  bgNbdChanceWithin,
  bgNbdChanceWithinAll,
  bgNbdExpected,
  bgNbdExpectedAll,
  bgNbdExpectedOfNew,
  bgNbdLogLikelihood,
  fitBgNbd,
  type BgNbdParams,
} from "./bg-nbd.ts";
export {
  fitMbgNbd,
  mbgNbdAlive,
  mbgNbdAliveAll,
  mbgNbdChanceWithin,
  mbgNbdChanceWithinAll,
  mbgNbdExpected,
  mbgNbdExpectedAll,
  mbgNbdExpectedOfNew,
  mbgNbdLogLikelihood,
  type MbgNbdParams,
} from "./mbg-nbd.ts";
export {
  fitParetoNbd,
  paretoNbdAlive,
  paretoNbdAliveAll,
  paretoNbdChanceWithin,
  paretoNbdChanceWithinAll,
  paretoNbdExpected,
  paretoNbdExpectedAll,
  paretoNbdExpectedOfNew,
  paretoNbdLogLikelihood,
  type ParetoNbdParams,
} from "./pareto-nbd.ts";
export {
  fitBgNbdWithCovariates,
  fitMbgNbdWithCovariates,
  paramsWithCovariates,
  type CovariateFit,
  type CovariateParams,
  type Covariates,
} from "./covariates.ts";
export {
  fitGammaGamma,
  gammaGammaExpectedSpend,
  gammaGammaExpectedSpendAll,
  gammaGammaLogLikelihood,
  gammaGammaMeanSpend,
  type GammaGammaParams,
  type SpendHistory,
} from "./gamma-gamma.ts";
export { lifetimeValue, type LifetimeValueInput } from "./lifetime-value.ts";
export { bgNbdChanceOfRepeats, mbgNbdChanceOfRepeats } from "./repeats.ts";
export { simulateBgNbd, simulateMbgNbd, simulateParetoNbd, simulateSpend } from "./simulate.ts";
