import path from "node:path";
import * as models from "../../models/index.ts";
import { readCsv, readJson } from "./data.ts";

interface MetricCase {
  readonly arm: string;
  readonly outcome: string;
  readonly score: string;
  readonly [figure: string]: number | string;
}

type Row = Record<string, string>;

const FOLDS = 5;

function scoreOf(row: Row, name: string): number {
  if (name === "history") return Number(row["history"]);
  return name === "-recency" ? -Number(row["recency"]) : Number(row["womens"]) - Number(row["mens"]);
}

function rankingOf(
  rows: readonly Row[],
  arm: string,
  outcome: string,
  score: ArrayLike<number>,
): models.UpliftRanking {
  return {
    score,
    treated: rows.map((row) => (row["segment"] === arm ? 1 : 0)),
    outcome: rows.map((row) => Number(row[outcome])),
  };
}

function metricCases(folder: string, all: readonly Row[]): void {
  const { cases } = readJson(path.join(folder, "reference", "hillstrom_metric_cases.json")) as {
    cases: MetricCase[];
  };
  let worst = 0;
  for (const c of cases) {
    const rows = all.filter((row) => row["segment"] === c.arm || row["segment"] === "No E-Mail");
    const ranking = rankingOf(
      rows,
      c.arm,
      c.outcome,
      rows.map((row) => scoreOf(row, c.score)),
    );
    const qini = models.qiniCurve(ranking);
    const ours: Record<string, number> = {
      qini_auc_score: models.qiniScore(ranking),
      uplift_auc_score: models.auucScore(ranking),
      uplift_at_10pct_overall: models.upliftAt(ranking, 0.1),
      uplift_at_30pct_overall: models.upliftAt(ranking, 0.3),
      uplift_at_30pct_by_group: models.upliftAt(ranking, 0.3, "arm"),
      weighted_average_uplift_10bins: models.weightedAverageUplift(ranking),
      raw_auc_qini_curve: models.areaUnder(qini),
      raw_auc_qini_perfect: models.areaUnder(models.perfectQiniCurve(ranking)),
      raw_auc_uplift_curve: models.areaUnder(models.upliftCurve(ranking)),
      curve_points: qini.people.length,
    };
    for (const [name, value] of Object.entries(ours)) {
      const off = Math.abs(value / Number(c[name]) - 1);
      if (off > 1e-9) console.log("differs:", c.arm, c.outcome, c.score, name, value, c[name]);
      worst = Math.max(worst, off);
    }
  }
  console.log(
    `\nHillstrom metric cases: ${cases.length}, largest relative difference ${worst.toExponential(1)}`,
  );
}

function featuresOf(rows: readonly Row[]): models.FeatureTable {
  const table = rows.map((row) => [
    Number(row["recency"]),
    Math.log(Number(row["history"])),
    Number(row["history"]),
    Number(row["mens"]),
    Number(row["womens"]),
    Number(row["newbie"]),
    row["zip_code"] === "Urban" ? 1 : 0,
    row["zip_code"] === "Rural" ? 1 : 0,
    row["channel"] === "Phone" ? 1 : 0,
    row["channel"] === "Web" ? 1 : 0,
  ]);
  return { count: rows.length, width: 10, values: Float64Array.from(table.flat()) };
}

function outOfFold(folder: string, all: readonly Row[], arm: string): void {
  const rows = all.filter((row) => row["segment"] === arm || row["segment"] === "No E-Mail");
  const recorded = readCsv(path.join(folder, "reference", "hillstrom_womens_visit_oof_T_logistic.csv.gz"));
  const random = models.seededRandom(42);
  const fold = rows.map((_, i) =>
    arm === "Womens E-Mail" ? Number(recorded[i]?.["fold"]) : Math.floor(random() * FOLDS),
  );
  const features = featuresOf(rows);
  const ranking = rankingOf(rows, arm, "visit", []);
  const ridge = models.ridge({ penalty: 20 });
  const trees = models.boostedTrees({ trees: 60, depth: 2, leastRows: 300, learningRate: 0.08 });
  const effects = models.boostedTrees({
    loss: "squared",
    trees: 30,
    depth: 2,
    leastRows: 800,
    learningRate: 0.06,
    penalty: 50,
  });
  const linearEffects = models.ridge({ loss: "squared", penalty: 100 });
  const methods: Record<string, (d: models.UpliftData) => models.Predictor> = {
    "T ridge": (d) => models.tLearner(d, ridge),
    "S ridge": (d) => models.sLearner(d, ridge),
    "CT ridge": (d) => models.classTransformation(d, ridge),
    "DDR ridge": (d) => models.dependentTwoModel(d, ridge),
    "X ridge": (d) => models.xLearner(d, ridge, linearEffects),
    "T trees": (d) => models.tLearner(d, trees),
    "S trees": (d) => models.sLearner(d, trees, false),
    "CT trees": (d) => models.classTransformation(d, trees),
    "X ridge, trees on effects": (d) => models.xLearner(d, ridge, effects),
  };
  const strong = models.ridge({ penalty: 1000 });
  const candidates = {
    "DDR ridge": methods["DDR ridge"]!,
    "CT ridge": methods["CT ridge"]!,
    "S trees": methods["S trees"]!,
    "S ridge 1000": (d: models.UpliftData) => models.sLearner(d, strong),
    "T ridge 1000": (d: models.UpliftData) => models.tLearner(d, strong),
  };
  const chosen: string[] = [];
  methods["S ridge, penalty 1000"] = candidates["S ridge 1000"];
  methods["chosen by inner folds"] = (d) => {
    const choice = models.chooseUplift(d, candidates, models.seededRandom(1));
    chosen.push(choice.name);
    return choice.predict;
  };
  const table = Object.entries(methods).map(([name, fit]) => {
    const score = new Float64Array(rows.length);
    const before = process.cpuUsage();
    for (let k = 0; k < FOLDS; k++) {
      const train = rows.flatMap((_, i) => (fold[i] === k ? [] : [i]));
      const test = rows.flatMap((_, i) => (fold[i] === k ? [i] : []));
      const model = fit({
        rows: models.pickRows(features, train),
        treated: Uint8Array.from(train, (i) => ranking.treated[i]!),
        outcome: Float64Array.from(train, (i) => ranking.outcome[i]!),
      });
      model(models.pickRows(features, test)).forEach((value, j) => {
        score[test[j]!] = value;
      });
    }
    const used = process.cpuUsage(before);
    const scored = { ...ranking, score };
    return {
      method: name,
      "out-of-fold Qini": models.qiniScore(scored).toFixed(4),
      AUUC: models.auucScore(scored).toFixed(4),
      "uplift at 30 %": models.upliftAt(scored, 0.3).toFixed(4),
      "CPU s": ((used.user + used.system) / 1e6).toFixed(2),
    };
  });
  console.log(`${arm} → visit; recorded best out-of-fold Qini: .0658 (women), .0170 (men)`);
  console.table(table);
  console.log(`chosen by inner folds, fold by fold: ${chosen.join(", ")}`);
}

function lifts(folder: string, all: readonly Row[]): void {
  const recorded = readJson(path.join(folder, "reference", "hillstrom_reference_run.json")) as {
    lift_vs_control: Record<string, Record<string, { lift: number; ci95: [number, number] }>>;
  };
  for (const arm of ["Mens E-Mail", "Womens E-Mail"]) {
    for (const outcome of ["visit", "conversion", "spend"]) {
      const of = (segment: string): models.Moments =>
        models.momentsOf(all.filter((row) => row["segment"] === segment).map((row) => Number(row[outcome])));
      const effect = models.differenceInMeans(of("No E-Mail"), of(arm));
      const theirs = recorded.lift_vs_control[arm]?.[outcome];
      console.log(
        `${arm} ${outcome}: ${effect.difference.toFixed(6)} [${effect.low.toFixed(6)}, ${effect.high.toFixed(6)}]`,
        `recorded ${theirs?.lift} [${theirs?.ci95.join(", ")}]`,
      );
    }
  }
}

/** Prints metrics, learners and lifts on the Hillstrom experiment. */
export function upliftReport(folder: string): void {
  const name = "Kevin_Hillstrom_MineThatData_E-MailAnalytics_DataMiningChallenge_2008.03.20.csv.gz";
  const rows = readCsv(path.join(folder, "hillstrom", name));
  metricCases(folder, rows);
  lifts(folder, rows);
  outOfFold(folder, rows, "Womens E-Mail");
  outOfFold(folder, rows, "Mens E-Mail");
}
