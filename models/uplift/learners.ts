import { pickRows, withColumns, type FeatureTable, type Learner, type Predictor } from "./features.ts";

/** A randomised experiment: features, who was treated (1/0), what came of it. */
export interface UpliftData {
  readonly rows: FeatureTable;
  readonly treated: Uint8Array;
  readonly outcome: Float64Array;
}

interface Arm {
  readonly rows: FeatureTable;
  readonly outcome: Float64Array;
}

function armOf(data: UpliftData, treated: 0 | 1): Arm {
  const chosen: number[] = [];
  data.treated.forEach((t, i) => {
    if (t === treated) chosen.push(i);
  });
  return { rows: pickRows(data.rows, chosen), outcome: Float64Array.from(chosen, (i) => data.outcome[i]!) };
}

function shareTreated(data: UpliftData): number {
  return data.treated.reduce((a, b) => a + b, 0) / Math.max(1, data.treated.length);
}

/** Two models, one per arm; uplift is their difference (Künzel et al. 2019, PNAS 116(10), "T-learner"). */
export function tLearner(data: UpliftData, learner: Learner): Predictor {
  const models = ([0, 1] as const).map((t) => {
    const arm = armOf(data, t);
    return learner(arm.rows, arm.outcome);
  });
  return (rows) => {
    const control = models[0]!(rows);
    return models[1]!(rows).map((value, i) => value - control[i]!);
  };
}

/**
 * The two-model approach with dependent outcomes: the treated model also sees the control model's prediction (Betlei,
 * Diemert & Amini 2018, "Uplift prediction with dependent feature representation", "dependent data representation").
 */
export function dependentTwoModel(data: UpliftData, learner: Learner): Predictor {
  const controlArm = armOf(data, 0);
  const treatedArm = armOf(data, 1);
  const control = learner(controlArm.rows, controlArm.outcome);
  const treated = learner(withColumns(treatedArm.rows, [control(treatedArm.rows)]), treatedArm.outcome);
  return (rows) => {
    const base = control(rows);
    return treated(withColumns(rows, [base])).map((value, i) => value - base[i]!);
  };
}

/**
 * One model with the treatment as a feature (Künzel et al. 2019, "S-learner"). With `interactions` every feature
 * also enters times the treatment, without which a linear learner gives everybody the same uplift.
 */
export function sLearner(data: UpliftData, learner: Learner, interactions = true): Predictor {
  const expand = (rows: FeatureTable, treated: (i: number) => number): FeatureTable => {
    const t = Float64Array.from({ length: rows.count }, (_, i) => treated(i));
    const columns = interactions
      ? Array.from({ length: rows.width }, (_, k) =>
          t.map((value, i) => value * rows.values[i * rows.width + k]!),
        )
      : [];
    return withColumns(rows, [t, ...columns]);
  };
  const model = learner(
    expand(data.rows, (i) => data.treated[i]!),
    data.outcome,
  );
  return (rows) => {
    const control = model(expand(rows, () => 0));
    return model(expand(rows, () => 1)).map((value, i) => value - control[i]!);
  };
}

/**
 * X-learner (Künzel et al. 2019, "X-learner"): effects imputed with the other arm's model, fitted by `effectLearner` (a
 * squared-loss learner) in each arm, mixed by the share of treated.
 */
export function xLearner(data: UpliftData, learner: Learner, effectLearner: Learner): Predictor {
  const controlArm = armOf(data, 0);
  const treatedArm = armOf(data, 1);
  const control = learner(controlArm.rows, controlArm.outcome);
  const treated = learner(treatedArm.rows, treatedArm.outcome);
  const onTreated = control(treatedArm.rows).map((value, i) => treatedArm.outcome[i]! - value);
  const onControl = treated(controlArm.rows).map((value, i) => value - controlArm.outcome[i]!);
  const effectTreated = effectLearner(treatedArm.rows, onTreated);
  const effectControl = effectLearner(controlArm.rows, onControl);
  const share = shareTreated(data);
  return (rows) => {
    const fromTreated = effectTreated(rows);
    return effectControl(rows).map((value, i) => share * value + (1 - share) * fromTreated[i]!);
  };
}

/**
 * Class transformation (Jaskowski & Jaroszewicz 2012, ICML workshop; weights for unequal arms as in Athey &
 * Imbens 2015): for 0/1 outcomes uplift is 2·P(Z = 1) − 1 with Z = 1 when treated and yes, or control and no.
 */
export function classTransformation(data: UpliftData, learner: Learner): Predictor {
  const share = shareTreated(data);
  const target = data.outcome.map((y, i) => (data.treated[i] === 1 ? y : 1 - y));
  const weights = target.map((_, i) => 0.5 / (data.treated[i] === 1 ? share : 1 - share));
  const model = learner(data.rows, target, weights);
  return (rows) => model(rows).map((value) => 2 * value - 1);
}
