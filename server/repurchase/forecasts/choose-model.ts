import {
  bgNbdAliveAll,
  bgNbdChanceOfRepeats,
  bgNbdChanceWithinAll,
  bgNbdExpectedAll,
  type BgNbdParams,
  type CustomerSummary,
  type Fit,
  fitBgNbd,
  fitMbgNbd,
  mbgNbdAliveAll,
  mbgNbdChanceOfRepeats,
  mbgNbdChanceWithinAll,
  mbgNbdExpectedAll,
} from "../../../models/index.ts";

export type ModelName = "BG/NBD" | "MBG/NBD";

/** A fitted model with the functions that forecast by it; times are in weeks. */
export type CustomerModel = {
  readonly name: ModelName;
  readonly fit: Fit<BgNbdParams>;
  readonly alive: (summary: CustomerSummary) => Float64Array;
  readonly chanceWithin: (weeks: number, summary: CustomerSummary) => Float64Array;
  readonly expectedWithin: (weeks: number, summary: CustomerSummary) => Float64Array;
  /** Chance that a new customer has exactly so many repeat purchases within so many weeks. */
  readonly chanceOfRepeats: (repeats: number, weeks: number) => number;
};

/** What is kept of a model that was fitted, chosen or not. */
export type ModelCandidate = {
  readonly model: ModelName;
  readonly params: BgNbdParams;
  readonly logLikelihood: number;
  readonly converged: boolean;
};

/**
 * BG/NBD says of everybody who bought once that she is still a customer for certain, however long ago that was, because
 * in it nobody leaves before a second purchase. It must therefore be clearly the better one to be used: both models
 * have four parameters, so two units of log-likelihood are a likelihood 7.4 times as large.
 */
const clearlyBetter = 2;

/** Fits both models and chooses the one to forecast by. */
export function chooseModel(summary: CustomerSummary): {
  readonly chosen: CustomerModel;
  readonly candidates: readonly ModelCandidate[];
} {
  const [bg, mbg] = [bgNbd(fitBgNbd(summary)), mbgNbd(fitMbgNbd(summary))];
  const gain = bg.fit.logLikelihood - mbg.fit.logLikelihood;
  const bgWins = bg.fit.converged && (!mbg.fit.converged || gain > clearlyBetter);
  const candidates = [mbg, bg].map(({ name: model, fit: { params, logLikelihood, converged } }) => {
    return { model, params, logLikelihood, converged };
  });
  return { chosen: bgWins ? bg : mbg, candidates };
}

function bgNbd(fit: Fit<BgNbdParams>): CustomerModel {
  const { params } = fit;
  return {
    name: "BG/NBD",
    fit,
    alive: (summary) => bgNbdAliveAll(params, summary),
    chanceWithin: (weeks, summary) => bgNbdChanceWithinAll(params, weeks, summary),
    expectedWithin: (weeks, summary) => bgNbdExpectedAll(params, weeks, summary),
    chanceOfRepeats: (repeats, weeks) => bgNbdChanceOfRepeats(params, repeats, weeks),
  };
}

function mbgNbd(fit: Fit<BgNbdParams>): CustomerModel {
  const { params } = fit;
  return {
    name: "MBG/NBD",
    fit,
    alive: (summary) => mbgNbdAliveAll(params, summary),
    chanceWithin: (weeks, summary) => mbgNbdChanceWithinAll(params, weeks, summary),
    expectedWithin: (weeks, summary) => mbgNbdExpectedAll(params, weeks, summary),
    chanceOfRepeats: (repeats, weeks) => mbgNbdChanceOfRepeats(params, repeats, weeks),
  };
}
