/** Scores, arms and outcomes of a randomised test set. Larger scores are targeted first. */
export interface UpliftRanking {
  readonly score: ArrayLike<number>;
  readonly treated: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
}

/** A curve over the number of people targeted. */
export interface Curve {
  readonly people: Float64Array;
  readonly value: Float64Array;
}

/** Best first; of equal scores the later entry first, as scikit-uplift orders them. */
function descending(score: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: score.length }, (_, i) => i).toSorted(
    (a, b) => score[b]! - score[a]! || b - a,
  );
}

interface Counts {
  readonly treated: number;
  readonly control: number;
  readonly treatedYes: number;
  readonly controlYes: number;
}

function curveOf(ranking: UpliftRanking, at: (counts: Counts) => number): Curve {
  const order = descending(ranking.score);
  const people: number[] = [0];
  const value: number[] = [0];
  let treated = 0;
  let treatedYes = 0;
  let controlYes = 0;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    if (ranking.treated[i]! > 0) {
      treated += 1;
      treatedYes += ranking.outcome[i]!;
    } else {
      controlYes += ranking.outcome[i]!;
    }
    // Equal scores cannot be told apart: the curve has a point only after the last of them.
    if (k + 1 < order.length && ranking.score[order[k + 1]!] === ranking.score[i]) continue;
    people.push(k + 1);
    value.push(at({ treated, control: k + 1 - treated, treatedYes, controlYes }));
  }
  return { people: Float64Array.from(people), value: Float64Array.from(value) };
}

function ratio(top: number, bottom: number): number {
  return bottom === 0 ? 0 : top / bottom;
}

/** Qini curve: Y_t − Y_c·N_t/N_c (Radcliffe 2007; Devriendt et al. 2020). */
export function qiniCurve(ranking: UpliftRanking): Curve {
  return curveOf(ranking, (c) => c.treatedYes - ratio(c.controlYes * c.treated, c.control));
}

/** Uplift curve: (Y_t/N_t − Y_c/N_c)·(N_t + N_c) (Gutierrez & Gérardy 2017). */
export function upliftCurve(ranking: UpliftRanking): Curve {
  return curveOf(
    ranking,
    (c) => (ratio(c.treatedYes, c.treated) - ratio(c.controlYes, c.control)) * (c.treated + c.control),
  );
}

/** Area under a curve by trapezes. */
export function areaUnder(curve: Curve): number {
  let area = 0;
  for (let i = 1; i < curve.people.length; i++) {
    area += ((curve.people[i]! - curve.people[i - 1]!) * (curve.value[i]! + curve.value[i - 1]!)) / 2;
  }
  return area;
}

/** Area of the straight line from the origin to the end of the curve: targeting at random. */
export function areaAtRandom(curve: Curve): number {
  return ((curve.people.at(-1) ?? 0) * (curve.value.at(-1) ?? 0)) / 2;
}

/** Qini curve of an all-knowing ranking: treated buyers first, control buyers last. */
export function perfectQiniCurve(ranking: UpliftRanking): Curve {
  const { treated, outcome } = ranking;
  const score = Float64Array.from(
    { length: outcome.length },
    (_, i) => outcome[i]! * (treated[i]! > 0 ? 1 : -1),
  );
  return qiniCurve({ score, treated, outcome });
}

function perfectUpliftCurve(ranking: UpliftRanking): Curve {
  const { treated, outcome } = ranking;
  let controlYes = 0;
  let treatedNo = 0;
  for (let i = 0; i < outcome.length; i++) {
    if (outcome[i] === 1 && treated[i] === 0) controlYes += 1;
    if (outcome[i] === 0 && treated[i] === 1) treatedNo += 1;
  }
  const second = controlYes > treatedNo ? outcome : treated;
  const score = Float64Array.from(
    { length: outcome.length },
    (_, i) => 2 * (outcome[i] === treated[i] ? 1 : 0) + second[i]!,
  );
  return upliftCurve({ score, treated, outcome });
}

function normalised(curve: Curve, perfect: Curve): number {
  const random = areaAtRandom(perfect);
  return (areaUnder(curve) - random) / (areaUnder(perfect) - random);
}

/** Qini coefficient: area between curve and random as a part of the perfect one (scikit-uplift `qini_auc_score`). */
export function qiniScore(ranking: UpliftRanking): number {
  return normalised(qiniCurve(ranking), perfectQiniCurve(ranking));
}

/** AUUC, likewise normalised (scikit-uplift `uplift_auc_score`). */
export function auucScore(ranking: UpliftRanking): number {
  return normalised(upliftCurve(ranking), perfectUpliftCurve(ranking));
}

function rateDifference(ranking: UpliftRanking, chosen: Iterable<number>): number {
  const yes = [0, 0];
  const all = [0, 0];
  for (const i of chosen) {
    const arm = ranking.treated[i]! > 0 ? 1 : 0;
    yes[arm]! += ranking.outcome[i]!;
    all[arm]! += 1;
  }
  return ratio(yes[1]!, all[1]!) - ratio(yes[0]!, all[0]!);
}

/** Uplift among the best `share` of people, taken together or within each arm (scikit-uplift `uplift_at_k`). */
export function upliftAt(ranking: UpliftRanking, share: number, by: "overall" | "arm" = "overall"): number {
  const order = Array.from(descending(ranking.score));
  if (by === "overall") return rateDifference(ranking, order.slice(0, Math.floor(order.length * share)));
  const arms = [0, 1].map((t) => order.filter((i) => (ranking.treated[i]! > 0 ? 1 : 0) === t));
  return rateDifference(
    ranking,
    arms.flatMap((arm) => arm.slice(0, Math.floor(arm.length * share))),
  );
}

/** Mean uplift over equal bins of the ranking, weighted by treated people (scikit-uplift `weighted_average_uplift`). */
export function weightedAverageUplift(ranking: UpliftRanking, bins = 10): number {
  const order = Array.from(descending(ranking.score));
  const small = Math.floor(order.length / bins);
  const larger = order.length % bins;
  let from = 0;
  let sum = 0;
  let weight = 0;
  for (let bin = 0; bin < bins; bin++) {
    const chosen = order.slice(from, from + small + (bin < larger ? 1 : 0));
    from += chosen.length;
    const treated = chosen.reduce((count, i) => count + (ranking.treated[i]! > 0 ? 1 : 0), 0);
    sum += treated * rateDifference(ranking, chosen);
    weight += treated;
  }
  return ratio(sum, weight);
}
