import { pickRows, type Predictor } from "./features.ts";
import type { UpliftData } from "./learners.ts";
import { qiniScore } from "./metrics.ts";

/** A way to fit uplift, e.g. `(data) => sLearner(data, ridge({ penalty: 1000 }))`. */
export type UpliftFit = (data: UpliftData) => Predictor;

/** Which of several ways ranks best on people it has not seen. */
export interface UpliftChoice<Name extends string> {
  readonly name: Name;
  /** Out-of-fold Qini of every candidate. */
  readonly scores: Readonly<Record<Name, number>>;
  /** The chosen way, fitted to all the data. */
  readonly predict: Predictor;
}

function partOf(data: UpliftData, rows: readonly number[]): UpliftData {
  return {
    rows: pickRows(data.rows, rows),
    treated: Uint8Array.from(rows, (i) => data.treated[i]!),
    outcome: Float64Array.from(rows, (i) => data.outcome[i]!),
  };
}

/** Scores of all rows, each by a fit that has not seen its fold. */
function outOfFold(data: UpliftData, fit: UpliftFit, fold: Uint8Array, folds: number): Float64Array {
  const score = new Float64Array(fold.length);
  for (let k = 0; k < folds; k++) {
    const rows = (inFold: boolean): number[] =>
      Array.from(fold.keys()).filter((i) => (fold[i] === k) === inFold);
    const test = rows(true);
    fit(partOf(data, rows(false)))(pickRows(data.rows, test)).forEach((value, j) => {
      score[test[j]!] = value;
    });
  }
  return score;
}

/**
 * Chooses learner and penalty by cross-validated Qini (Stone 1974, JRSS B 36, for the choice by cross-validation).
 * `random` deals the folds; the same source gives the same choice. Judge the choice itself on data kept apart.
 */
export function chooseUplift<Name extends string>(
  data: UpliftData,
  candidates: Readonly<Record<Name, UpliftFit>>,
  random: () => number,
  folds = 3,
): UpliftChoice<Name> {
  const fold = Uint8Array.from({ length: data.rows.count }, () => Math.floor(random() * folds));
  const names = Object.keys(candidates) as Name[];
  const scores = {} as Record<Name, number>;
  for (const name of names) {
    const score = outOfFold(data, candidates[name], fold, folds);
    scores[name] = qiniScore({ score, treated: data.treated, outcome: data.outcome });
  }
  const name = names.reduce((best, one) => (scores[one] > scores[best] ? one : best));
  return { name, scores, predict: candidates[name](data) };
}
